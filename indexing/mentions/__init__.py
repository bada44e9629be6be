"""Marginal mentions: their type, day, place, parties and reference."""
