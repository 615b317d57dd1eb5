"""Who means to come: a place or the waiting list without an account, access needs, and coming in at the door."""
