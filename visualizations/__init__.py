"""Answers drawn: pictures, pages and static images of a lineage. Refuses to ask a store itself."""
