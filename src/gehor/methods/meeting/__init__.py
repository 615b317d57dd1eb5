"""Meeting: people talk at tables, somebody takes notes, and everybody there can follow what became of them.

See README.md for the form of three meetings with the same people.
"""
