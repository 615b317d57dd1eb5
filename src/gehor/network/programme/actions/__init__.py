"""Every change: of the call (calling), by whoever applies (applying), and by those who assess and admit (assessing)."""
