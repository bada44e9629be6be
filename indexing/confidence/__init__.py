"""The chance that a reading is right, and what is accepted without a person."""
