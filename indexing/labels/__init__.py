"""Printed labels: the words that registers print, and where a text bears them."""
