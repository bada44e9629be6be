"""Search: acts become documents, requests become plans, and two engines answer them alike."""
