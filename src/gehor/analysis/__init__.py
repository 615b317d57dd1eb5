"""4 Analysis: everything is read; findings rest on contributions, or a contribution is set aside with a public reason.

Promises that nothing goes on while one contribution is unread, and that every finding shows what it rests on.
"""
