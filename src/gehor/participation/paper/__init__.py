"""Paper on equal terms: forms with a code each, typed in by keyboard, checked by a second person, or read from scans.

Read printing.py first (what a form is), then reading/ (how a scan of it is read), then actions.py.
"""
