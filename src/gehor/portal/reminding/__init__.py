"""Reminders by e-mail: what is late or due soon, and what was asked of somebody, as often as they like to hear it.

Read rules.py first: when somebody is reminded, and of what.
"""
