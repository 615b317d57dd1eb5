"""How often a scanned form is read right, asked about, or read wrong. See docs/paper.md."""
