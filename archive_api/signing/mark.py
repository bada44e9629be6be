"""The mark by which any Sijill knows what was signed under an embedded authority. Pure."""

MARK = "2.25.133705164055234940179089826411150993644"
"""The extension (object identifier) that every certificate of such an authority carries."""
