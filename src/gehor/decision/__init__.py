"""5 Decision: the decision basis, and one decision per finding with body, date, § and reason."""
