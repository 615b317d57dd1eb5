"""Ballots: what is counted, not read.

This app promises that one person counts once for each thing that is asked, whichever way the ballot came; that a ballot
which has been received is never changed and never lost; and that which one counts follows from a rule, not from luck.
"""
