"""The archive itself: acts, registers, civil dates and mentions, and the system of record."""
