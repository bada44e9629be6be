"""Pixels to words: pages, lines and words with their boxes and confidences; knows no act."""
