"""The decision basis: written from the findings, shown alike on page, DOCX and PDF, and frozen as the board gets it.

content.py makes the document, filling.py puts it into a committee's own template, models.py keeps what is frozen.
"""
