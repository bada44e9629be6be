"""Readings held against truth: figures, curves, what a clerk would still type."""
