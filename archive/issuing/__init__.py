"""What a paper is: of which kind, from which snapshot, by which officer, at whose request. Pure."""
