"""What participants are told of their check of the findings: that it is open, and that their objection is answered.

By e-mail to those who left an address, each message once, as gehor.feedback.delivering says of the answers. The others
find both on the page of their receipt code.
"""
