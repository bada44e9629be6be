"""The seal: a paper's essential fields, signed, in a code that anyone can check offline."""
