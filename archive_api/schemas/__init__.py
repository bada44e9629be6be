"""Wire models: what the JSON interface takes and shows, made from the archive's own types."""
