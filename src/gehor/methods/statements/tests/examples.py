"""How statements are tried out by methods/tests/test_conformance.py."""

from urllib.parse import parse_qsl

from django.test import Client

from gehor.methods.tests.walking import forms, pressed
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

BUTTONS = {"agree": "1", "disagree": "-1", "pass": "0"}


def take_part(browser: Client, address: str, filled: str) -> None:
    """One statement at a time, each by one of its three buttons; one's own is written below."""
    browser.cookies.pop("gehor_device", None)
    for name, value in parse_qsl(filled):
        key = name.removeprefix("q.")
        page = f"{address}?statement={'s1' if key == 'own' else key}"
        if key == "own":
            form = next(each for each in forms(browser.get(page)) if "text" in each.open)
            sent = [*(each for each in form.kept if each[0] != "text"), ("text", value)]
            answer = pressed(browser, address, form, sent, ("", ""))
        else:
            form = next(each for each in forms(browser.get(page)) if ("choice", "1") in each.buttons)
            answer = pressed(browser, address, form, form.kept, ("choice", BUTTONS[value]))
        assert answer.status_code == 303, answer.content.decode()
