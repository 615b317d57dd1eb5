"""Whoever wrote a petition, and those who support it, are written to when something is done with it, where they
have left an address. Each message once, as gehor.feedback.delivering says of the answers.
"""
