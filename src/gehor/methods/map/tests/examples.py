"""How the map is tried out by methods/tests/test_conformance.py."""

from gehor.methods.tests.walking import page_by_page

SETTLED = {
    "points_sv": "Bra: Vad är bra här?\nDåligt: Vad är dåligt här?",
    "points_en": "Good: What is good here?\nBad: What is bad here?",
    "lines_sv": "Min väg: Hur är det att gå här?",
    "lines_en": "My way: How is it to go here?",
    "areas_sv": "Yta: Vad borde göras med den?",
    "areas_en": "Area: What should be done with it?",
}
SETUP = {
    "points": {
        "sv": "Bra: Vad är bra här?\nDåligt: Vad är dåligt här?",
        "en": "Good: What is good here?\nBad: What is bad here?",
    },
    "lines": {"sv": "Min väg: Hur är det att gå här?", "en": "My way: How is it to go here?"},
    "areas": {"sv": "Yta: Vad borde göras med den?", "en": "Area: What should be done with it?"},
    "layers": [],
    "count_by": None,
    "counted": [],
}

NONSENSE = [
    {},  # no kind at all
    {"points_sv": "Bra: Vad är bra?", "points_en": "Good: What is good?\nBad: What is bad?"},
    {"points_sv": f"{'x' * 41}: Vad är bra?"},
    {"points_sv": "\n".join(f"Slag {number}: Vad?" for number in range(7))},
    {"points_sv": "Bra: Vad är bra?", "layers": ["7"]},
    {"points_sv": "Bra: Vad är bra?", "count_by": "7"},
]

FILLED = [
    {"category": "bra", "place": "17.638900,59.858600", "text": "Här är det skönt att sitta på kvällen."},
    {"category": "daligt", "place.words": "Under järnvägsbron", "text": '=Det är mörkt; och\n"halt"'},
    {
        "category": "min-vag",
        "place": "17.600000,59.850000 17.610000,59.851000 17.620000,59.852000",
        "place.words": "Längs ån",
        "text": "Den vägen går jag till skolan.",
    },
    {"category": "yta", "place": "17.6,59.8 17.61,59.8 17.61,59.81", "text": "Gör en park av det."},
]
FILLED_FILE = """\
text;category;places;where
Här är det skönt att sitta på kvällen.;Bra;17.638900,59.858600;
"=Det är mörkt; och
""halt""\";daligt;;Under järnvägsbron
Den vägen går jag till skolan.;My way;17.6,59.85 17.61,59.851 17.62,59.852;Längs ån
Gör en park av det.;Yta;17.6,59.8 17.61,59.8 17.61,59.81;
"""

NO_FILES = [
    ("geojson", b"PK\x03\x04", "geojson_unreadable"),
    ("geojson", b'{"type": "Point", "coordinates": [59.8586, 17.6389]}', "geojson_swapped"),
    ("csv", b"a;b\n1;2\n", "no_marks_in_file"),
    ("csv", b"\xff\xfe\x00", "no_rows"),
]

take_part = page_by_page
