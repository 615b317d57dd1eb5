"""How surveys are tried out by methods/tests/promises.py: one question of every kind that is counted."""

import json

from gehor.methods.survey import rules, sheets
from gehor.methods.tests.walking import page_by_page
from gehor.process.asking import Kind, Option, Question, When


def both(sv: str, en: str) -> dict[str, str]:
    return {"sv": sv, "en": en}


WAYS = (
    Option("walk", both("Går", "Walk")),
    Option("bus", both("Åker buss", "By bus")),
    Option("car", both("Åker bil", "By car")),
)
TIMES = (Option("early", both("Tidigt", "Early")), Option("late", both("Sent", "Late")))
QUESTIONS = (
    Question("travel", Kind.SECTION, both("Resan", "The journey"), help=both("Till skolan.", "To school.")),
    Question(
        "way", Kind.ONE, both("Hur reser du?", "How do you travel?"), options=WAYS, required=True, may_decline=True
    ),
    Question("stop", Kind.SHORT, both("Vilken hållplats?", "Which stop?"), when=When("way", ("bus",))),
    Question("also", Kind.SEVERAL, both("Vad mer provar du?", "What else do you try?"), options=WAYS, most=2),
    Question("about", Kind.SECTION, both("Tycker du", "Do you think")),
    Question("safe", Kind.SCALE, both("Är vägen trygg?", "Is the way safe?"), may_decline=True),
    Question("when", Kind.MATRIX, both("Hur trångt är det?", "How crowded is it?"), rows=TIMES, least=1, most=3),
    Question("best", Kind.RANK, both("Vad vill du helst?", "What do you like best?"), options=WAYS),
    Question("money", Kind.POINTS, both("Dela ut tio mynt", "Give out ten coins"), options=TIMES, most=10),
    Question("far", Kind.NUMBER, both("Hur många kilometer?", "How many kilometres?"), least=0, most=100),
    Question("since", Kind.DATE, both("Sedan vilken dag?", "Since which day?")),
    Question("place", Kind.PLACE, both("Var är det värst?", "Where is it worst?")),
    Question("photo", Kind.FILE, both("Har du en bild?", "Do you have a picture?")),
    Question("more", Kind.LONG, both("Något mer?", "Anything else?")),
)
SETUP = {**rules.setup_of(QUESTIONS), "drawn": False}
SETTLED = {"questions": json.dumps(sheets.as_json(QUESTIONS, source="sv"))}
NONSENSE = [
    {"questions": "{"},
    {"questions": "[" * 20_000},
    {"questions": json.dumps({"questions": [{"key": ["a"], "kind": "short", "label": {"sv": "Vad?"}}]})},
    {"questions": json.dumps({"questions": [{"key": "a", "kind": "short", "label": {"sv": 1}}]})},
    {"questions": json.dumps({"questions": [{"key": "a", "kind": "one", "label": {"sv": "Vad?"}}]})},
    {"questions": json.dumps({"questions": [{"key": "a", "kind": "short", "label": {"en": "What?"}}]})},
]

BALLOTS = [
    "q.way=bus&q.stop=Torget&q.also=walk&q.also=car&q.safe=4&q.when.early=3&q.when.late=1&q.best.bus=1&q.best.walk=2"
    "&q.money.early=7&q.money.late=3&q.far=2,50&q.since=2026-03-09",
    "q.way=walk&q.safe=declined&q.when.early=2&q.far=0.1",
    "q.way=declined&q.also=bus&q.more=Tack",
    "q.way=car&q.best.car=1&q.money.late=10&q.since=2026-03-30",
]
FILE = """\
way;way.declined;stop;also.walk;also.bus;also.car;safe;safe.declined;when.early;when.late;best.1;best.2;money.early;\
money.late;far;since;more;place.lon;place.lat;place.words
bus;;Torget;1;0;1;4;;3;1;bus;walk;7;3;2.5;2026-03-09;;;;
walk;;;;;;;1;2;;;;;;0,10;;;;;
;1;;;1;;;;;;;;;;;;Tack;;;
car;;;;;;;;;;car;;;10;;2026-03-30;;;;
"""
MORE_ROWS = "bus;;;;;;;;;;;;;;;;;17.123456;59.654321;Vid bron\n"  # on paper nobody marks a point

WRONG = [
    ("q.safe=4", "way", "answer_missing"),
    ("q.way=boat", "way", "unknown_option"),
    ("q.way=car&q.stop=Torget", "stop", "condition_not_met"),
    ("q.way=car&q.also=walk&q.also=bus&q.also=car", "also", "too_many_chosen"),
    ("q.way=car&q.best.bus=1&q.best.car=3", "best", "rank_gap"),
    ("q.way=car&q.money.early=11", "money", "too_many_points"),
    ("q.way=car&q.far=101", "far", "number_too_large"),
    ("q.way=car&q.since=2026-02-30", "since", "not_a_date"),
]

take_part = page_by_page
