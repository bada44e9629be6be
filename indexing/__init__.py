"""Indexing in the archivist's sense: words become an act's fields, acts become searchable."""
