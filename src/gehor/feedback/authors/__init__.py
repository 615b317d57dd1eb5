"""What whoever wrote something is told of what others do with it: that the text is hidden, masked or shown again, and
that a change of a proposal is suggested, accepted or declined.

By e-mail to those who left an address, each message once, as gehor.feedback.delivering says of the answers. A message
never repeats the text: it says what was done, why, and where it stands. The others find the same on the page of their
receipt code.
"""
