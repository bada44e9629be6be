"""Indexing in the archivist's sense: a page's words become an act's fields, and acts become searchable."""
