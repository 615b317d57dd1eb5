"""The ways to take part, one folder each. The catalogue finds every methods/*/method.py; nobody lists them."""
