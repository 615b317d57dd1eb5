"""Those who have registered for a meeting and left an address are written to: at once, when they move up in the line,
when it is moved or called off, and the day before. Each message once, as gehor.feedback.delivering says of the answers.
"""
