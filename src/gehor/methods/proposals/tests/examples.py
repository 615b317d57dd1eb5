"""How proposals are tried out by methods/tests/test_conformance.py."""

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
