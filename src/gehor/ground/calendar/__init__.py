"""When the political bodies meet: what every plan is timed backwards from, and what residents may subscribe to.

Read models.py first. Files come in by `reading.py` and go out by `feed.py`; who wants to know that a meeting has been
moved says so in `following.py`.
"""
