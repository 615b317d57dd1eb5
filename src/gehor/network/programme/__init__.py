"""A programme (masterclass): organisations apply, work at home on their own governance map, and learn from each other.

Read rules.py first: what an application must hold, who has a place, and what is owed. The host calls, reads and admits;
whoever applies acts by a link in a mail, without account. What came of it is measured on the dialogues at home.
"""
