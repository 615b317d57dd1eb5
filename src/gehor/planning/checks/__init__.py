"""What a dialogue is checked against: the principles it began under, and the criteria asked before it was run."""
