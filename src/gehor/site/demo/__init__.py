"""The demo: two invented organisations whose dialogues follow the founding documents.

What they hold is told in content/README.md.
"""
