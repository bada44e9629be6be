"""Names across spellings and scripts: folding, keys, units, sounds and letters."""
