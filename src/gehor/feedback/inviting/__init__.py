"""Those who are invited to a series of meetings are written to before each: when, where, how to come, what happens.

By e-mail to those who left an address and have not asked us to stop, each message once, as gehor.feedback.delivering
says of the answers. The others stand on a list: to write to, to ring, to tell where they were met.
"""
