"""Papers: extracts and full copies of verified acts, from one snapshot, as PDF."""
