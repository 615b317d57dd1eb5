"""What members of a programme do between the meetings, and what came of it at home.

Read rules.py first: the course of one member (steps that everybody takes, its own days and reasons), and what is
measured: the governance map before and after, and the dialogues that were held meanwhile.
"""
