"""What may point out or harm somebody: marked before it is shown, reported by anyone, hidden and shown again."""
