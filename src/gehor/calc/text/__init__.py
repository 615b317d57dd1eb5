"""What can be counted about texts without judging them: keys to find them by, and which are copies of each other.

A copy is a voice too. Nothing here removes a text or counts it less; it only says which belong together.
"""
