"""Composes pages over several stages: the organisation's page, a dialogue's page, and what each role does next."""
