"""Columns, cells and rows: forms whose values stand apart from their labels."""
