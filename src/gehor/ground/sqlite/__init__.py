"""SQLite for Django, with few connections for many threads. See `base.py`, where Django looks for it."""
