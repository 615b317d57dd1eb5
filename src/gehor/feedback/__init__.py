"""6 Feedback: an answer per decision, released at one time, to everyone who took part, by the channel they came.

Promises that a dialogue cannot close while anyone is unanswered, and that late answers show in public.
"""
