"""How long it takes to count a budget, side by side with what cannot be undercut: counting the votes."""
