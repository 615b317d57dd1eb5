"""How statements are tried out by methods/tests/test_conformance.py."""

from gehor.process.exchange import Text, Told, Vote

TEXTS = {
    "sv": "Torget behöver fler träd.\nBilar ska få köra över torget.\nDet ska finnas en scen på torget.",
    "en": "The square needs more trees.\nCars should be allowed across the square.\nThere should be a stage.",
}
SETTLED = {"statements_sv": TEXTS["sv"], "statements_en": TEXTS["en"], "own": "on", "others": "on"}
SETUP = {"statements": TEXTS, "own": True, "others": True, "drawn": False}

NONSENSE = [
    {"statements_sv": ""},
    {"statements_sv": "Fler träd\nFler bänkar", "statements_en": "More trees"},
    {"statements_sv": "Fler träd\nfler TRÄD"},
    {"statements_sv": "x" * 281},
    {"statements_sv": "ja"},
]

BALLOTS = [
    "q.s1=agree",
    "q.s1=agree&q.s2=disagree&q.s3=pass",
    "q.s1=disagree&q.s2=disagree&q.own=Fler+b%C3%A4nkar+i+skuggan.",
    "q.s2=agree&q.s3=agree",
    "q.s1=pass&q.s3=agree",
]
FILE = """s1;s2;s3;own
agree;;;
agree;disagree;pass;
disagree;disagree;;Fler bänkar i skuggan.
;agree;agree;
pass;;agree;
"""
TOLD = Told(
    (Text("=Fler bänkar, tack", reference="A22222", values={"question": "own"}),),
    tuple(
        Vote({"choice": (person + place) % 3 - 1}, item, str(person))
        for person in range(7)
        for place, item in enumerate(("s1", "s2", "s3", "A22222"))
        if (person + place) % 4
    ),
)
NO_FILES = [(key, b"a,b\n1,2\n", "polis_no_comments") for key in ("polis", "polis_export", "polis_database")]
WRONG = [
    ("q.s1=agree&q.s2=maybe", "s2", "unknown_option"),
    ("q.s1=agree&q.own=" + "x" * 281, "own", "text_too_long"),
]
