"""7 Follow-up: what has happened since. Measures from decisions, and the closing of a dialogue that is answered."""
