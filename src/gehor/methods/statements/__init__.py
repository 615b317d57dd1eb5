"""Statements: agree, disagree or pass, one at a time; whoever takes part may add their own. See README.md."""
