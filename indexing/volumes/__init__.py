"""What the acts of a volume share: its template, its columns of values, its wordings."""
