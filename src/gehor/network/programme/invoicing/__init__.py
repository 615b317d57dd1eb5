"""What members of a programme pay: who owes what for which year, as a basis for invoices (CSV, Peppol BIS Billing 3.0).

Read rules.py first. What has been drawn up stays as it was: when a fee changes, only the difference is drawn up.
"""
