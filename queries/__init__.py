"""Questions and their answers: lineage, status on a day, paths, gaps, comparison, search; written once, for every store."""
