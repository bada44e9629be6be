"""Entries: the lines that make up one act, and what each form finds in them."""
