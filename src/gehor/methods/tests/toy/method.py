"""The whole of it: what the lead settles, what is asked, and what comes of it."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms

from gehor.calc.intervals import wilson_interval
from gehor.ground.forms import Form
from gehor.process.asking import Kind, Option, Question, When
from gehor.process.errors import WrongInput
from gehor.process.exchange import Brought, Exchange, Files, Told, Vote
from gehor.process.method import Figure, Line, Method, Outcome, Said, Table, Takes
from gehor.process.words import Channel, Level

COLOURS = {"red": {"sv": "Röd", "en": "Red"}, "green": {"sv": "Grön", "en": "Green"}}
PLACES = {
    "park": {"sv": "I parken", "en": "In the park"},
    "square": {"sv": "På torget", "en": "In the square"},
    "beach": {"sv": "Vid stranden", "en": "On the beach"},
}


class SetupForm(Form):
    coins = forms.IntegerField(min_value=1, max_value=100)


def options(named: Mapping[str, Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in named.items())


def questions(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    is_red = When("colour", ("red",))
    return (
        Question("bench", Kind.SECTION, {"sv": "Bänken", "en": "The bench"}),
        Question("colour", Kind.ONE, {"sv": "Vilken färg?", "en": "Which colour?"}, options=options(COLOURS)),
        Question("how_red", Kind.SCALE, {"sv": "Hur röd?", "en": "How red?"}, when=is_red, may_decline=True),
        Question(
            "where", Kind.RANK, {"sv": "Var ska den stå?", "en": "Where is it to stand?"}, options=options(PLACES)
        ),
        Question(
            "coins",
            Kind.POINTS,
            {"sv": "Dela ut mynt", "en": "Give out coins"},
            options=options(PLACES),
            most=setup["coins"],
        ),
        Question("long", Kind.NUMBER, {"sv": "Hur många meter?", "en": "How many metres?"}, least=0, required=True),
    )


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    ballots = [cast.values for cast in said.casts]
    chosen = [values["colour"] for values in ballots if "colour" in values]
    lengths = [Fraction(values["long"]) for values in ballots if "long" in values]
    length = Figure(sum(lengths, Fraction()) / (len(lengths) or 1))
    return Outcome(
        people=len({cast.voter for cast in said.casts}),
        by_channel={channel: sum(cast.channel is channel for cast in said.casts) for channel in Channel},
        unknown=sum(values.keys().isdisjoint({"colour", "coins", "long"}) for values in ballots),
        tables=(
            Table(
                "colour",
                {"sv": "Vilken färg?", "en": "Which colour?"},
                ("share",),
                tuple(Line(key, label, (share(chosen.count(key), len(chosen)),)) for key, label in COLOURS.items()),
            ),
            Table(
                "coins",
                {"sv": "Mynt", "en": "Coins"},
                ("sum",),
                tuple(
                    Line(key, label, (Figure(sum(values.get("coins", {}).get(key, 0) for values in ballots)),))
                    for key, label in PLACES.items()
                ),
            ),
            Table(
                "long",
                {"sv": "Längd", "en": "Length"},
                ("mean",),
                (Line("", {"sv": "Meter", "en": "Metres"}, (length,)),),
            ),
        ),
    )


def share(part: int, of: int) -> Figure:
    low, high = wilson_interval(part, of) if of else (None, None)
    return Figure(part, of, low, high)


def read(setup: Mapping[str, Any], files: Files) -> Brought:
    """One ballot on each line, as JSON."""
    ((_name, content),) = files.items()
    try:
        lines = [json.loads(line) for line in content.decode().splitlines()]
    except ValueError:
        raise WrongInput("toy_is_no_json") from None
    return Brought(votes=tuple(Vote(values, person=str(row), row=row) for row, values in enumerate(lines, start=1)))


def write(setup: Mapping[str, Any], told: Told) -> Files:
    return {"benches.jsonl": b"".join(json.dumps(vote.values).encode() + b"\n" for vote in told.votes)}


def knows(files: Files) -> bool:
    return all(content.startswith(b'{"') for content in files.values())


METHOD = Method(
    key="toy",
    levels=frozenset({Level.CONSULT}),
    channels=(Channel.WEB, Channel.PAPER, Channel.IMPORT),
    setup_form=SetupForm,
    takes=frozenset({Takes.BALLOTS}),
    questions=questions,
    outcome=outcome,
    exchanges=(Exchange("lines", (".jsonl",), read, write, knows),),
)
