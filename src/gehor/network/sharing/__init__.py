"""What goes between installations: what an organisation shares of how its dialogues went, and what it hears of others.

Each shares by itself, part by part, and may leave at any moment: what it had shared goes, here and with all who listen.
Read rules.py first: what is told, and what is hidden because it is about few people. What comes from elsewhere is
fetched as from a stranger, see fetching.py.
"""
