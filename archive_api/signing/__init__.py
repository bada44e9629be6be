"""Papers signed, and signed papers checked: PAdES B-LTA under the embedded authority or a real one.

Nothing of this package that reads certificates or PDFs is imported before it is first asked.
"""
