"""How talks are tried out by methods/tests/test_conformance.py."""

SETTLED = {
    "guide_sv": "Vad skulle göra torget bättre för dig?",
    "guide_en": "What would make the square better for you?",
    "places": "Torget\nBadhuset",
}
SETUP = {
    "guide": {"sv": "Vad skulle göra torget bättre för dig?", "en": "What would make the square better for you?"},
    "places": "Torget\nBadhuset",
}

NONSENSE = [{"places": "x" * 81}, {"places": "\n".join(f"Plats {number}" for number in range(41))}]

FILLED = [
    {"text": "Det är mörkt vid busshållplatsen.", "kind": "street", "place": "Torget"},
    {"text": "Vi vågar inte släppa iväg barnen.", "kind": "focus_group", "place": "Badhuset"},
    {"text": '=Ingen har tid; sade\n"hon"', "kind": "phone"},
]
FILLED_FILE = """\
text;kind;place
Det är mörkt vid busshållplatsen.;street;Torget
Vi vågar inte släppa iväg barnen.;focus_group;Badhuset
"=Ingen har tid; sade
""hon""\";phone;
"""
