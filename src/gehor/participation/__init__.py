"""3 Participation: openings, contributions and their wordings, receipts. One page for all methods.

Promises residents that what they said is kept as they said it, that nobody is answered before it is safely stored, and
that web, paper, meeting, phone and outreach count the same.
"""
