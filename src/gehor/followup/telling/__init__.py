"""What participants are told of measures: those whose words led to a decision hear how it goes with what it promised.

By e-mail to those who left an address and have not asked us to stop, each message once, as gehor.feedback.delivering
says of the answers. The others find it on the page of their receipt code. A report that changes nothing tells nobody.
"""
