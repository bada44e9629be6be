"""Lines and words of an entry as one text to look in."""
