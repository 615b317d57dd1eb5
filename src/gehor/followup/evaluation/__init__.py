"""What a dialogue was like for those who were part of it, what it cost, and what it changed; start with rules.py."""
