"""How meetings are tried out by methods/tests/test_conformance.py."""

SETTLED = {
    "date": "2026-03-10",
    "starts": "18:00",
    "ends": "20:30",
    "place_sv": "Folkets hus",
    "place_en": "The people’s house",
    "how_to_come_sv": "Buss 4",
    "agenda_sv": "18.00 Välkomna\nFika",
    "agenda_en": "18.00 Welcome\nCoffee",
    "registers": "on",
    "capacity": "20",
    "registers_until": "2026-03-08",
    "tables": "3",
    "questions_sv": "Vad är bra?\nVad saknas?",
    "questions_en": "What is good?\nWhat is missing?",
}
SETUP = {
    "date": "2026-03-10",
    "starts": "18:00",
    "ends": "20:30",
    "place": {"sv": "Folkets hus", "en": "The people’s house"},
    "how_to_come": {"sv": "Buss 4"},
    "agenda": {"sv": "18.00 Välkomna\nFika", "en": "18.00 Welcome\nCoffee"},
    "registers": True,
    "capacity": 20,
    "registers_until": "2026-03-08",
    "tables": 3,
    "questions": {"sv": "Vad är bra?\nVad saknas?", "en": "What is good?\nWhat is missing?"},
}

NONSENSE = [
    {},
    {**SETTLED, "tables": "0"},
    {**SETTLED, "ends": "17:00"},
    {**SETTLED, "questions_en": "What is good?"},
    {**SETTLED, "agenda_en": "18.00 Welcome"},
    {**SETTLED, "capacity": "0"},
    {**SETTLED, "registers_until": "2026-03-11"},
]

FILLED = [
    {"text": "Maten är kall när vi äter sist.", "table": "2", "person": "1", "round": "1"},
    {"text": "Vi vill ha mer utemiljö.", "table": "3", "round": "2"},
    {"text": "Ropat i dörren på väg ut."},
]
FILLED_FILE = """\
text;table;round
Maten är kall när vi äter sist.;2;1
Vi vill ha mer utemiljö.;3;2
Ropat i dörren på väg ut.;;
"""
