"""Signing in by OpenID Connect, as the Swedish profile has it, to show who one is in one activity and no further.

providers.py says who is asked, client.py asks, trips.py is the way there and back. docs/operations.md says how a
municipality connects its own.
"""
