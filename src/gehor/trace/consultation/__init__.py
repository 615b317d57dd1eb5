"""Consultation report: every view on a text, what the organisation came to about it, and why.

Nothing is decided here. A view has been read as one or several findings, and each finding is decided, with a reason, by
whoever decides; or it was set aside, with a reason. The report says that again, paragraph by paragraph.
"""
