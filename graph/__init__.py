"""What a thing is (ontology, ids, statements) and where it is kept (stores)."""
