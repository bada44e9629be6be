"""The archive itself: what an act, a register, a civil date and a mention are, and the system of record."""
