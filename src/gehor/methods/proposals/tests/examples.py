"""How proposals are tried out by methods/tests/test_conformance.py."""

from gehor.methods.tests import supported
from gehor.methods.tests.walking import page_by_page

SETTLED = {
    "categories_sv": "Mat\nSkolgård",
    "categories_en": "Food\nYard",
    "attachments": "on",
    "similar": "on",
    "places": "on",
    "support": "on",
}
SETUP = {
    "categories": {"sv": "Mat\nSkolgård", "en": "Food\nYard"},
    "attachments": True,
    "similar": True,
    "places": True,
    "support": True,
}

NONSENSE = [
    {"categories_sv": "Mat\nSkolgård", "categories_en": "Food"},
    {"categories_sv": "Mat\nMat"},
    {"categories_sv": "x" * 61},
]

FILLED = [
    {"text": "Maten är kall när vi äter sist.", "title": "Kall mat", "category": "mat"},
    {"text": "Mer utemiljö på skolgården.", "category": "skolgard", "place": "17.6389,59.8586"},
    {"text": "Laga staketet.", "place.words": "Bakom matsalen"},
    {"text": '=Allt är bra; inget\n"särskilt"', "title": "+1"},
]
FILLED_FILE = """\
title;text;category;places;where
Kall mat;Maten är kall när vi äter sist.;Mat;;
;Mer utemiljö på skolgården.;Yard;17.6389,59.8586;
;Laga staketet.;;;Bakom matsalen
+1;"=Allt är bra; inget
""särskilt""\";;;
"""

TOLD, NO_FILES = supported.TOLD, supported.NO_FILES

take_part = page_by_page
