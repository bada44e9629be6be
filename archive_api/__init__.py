"""HTTP: the JSON API and the papers drawn from one snapshot of a verified act."""
