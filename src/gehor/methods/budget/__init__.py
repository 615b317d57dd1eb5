"""Budget: residents choose among projects that share a sum of money, and a rule settled before says what is funded."""
