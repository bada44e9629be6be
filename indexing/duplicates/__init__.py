"""The same person or act registered twice: rules, comparisons, what they find."""
