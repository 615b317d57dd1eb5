"""From the picture of a page to what was put in its boxes. Knows no Django and no database.

straightening.py finds the page in a picture, by the square code and the four corners that form.typ prints; marks.py
reads boxes and says where there is ink; sense.py makes answers of it, and says what a person must look at.
"""
