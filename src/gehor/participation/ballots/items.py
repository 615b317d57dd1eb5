"""Ballots about one of many things: a form asks of all of them, and becomes one ballot for each (Method.items).

So the same sheet can be filled in on paper and typed in, and a file has a column for each thing. On the form a thing is
a question whose key is the item in small letters. What people answer in their own words is asked once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from gehor.ground import catalogue
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import OPEN, Kind, Option, Question

from . import queries, rules
from .models import Ballot
from .versions import as_asked


def asked_on(activity: Activity) -> tuple[Question, ...]:
    """What a form asks: the questions as they were frozen; where they are about many things, of each that there is."""
    questions, things = queries.questions(as_asked(activity)), listed(activity)
    return questions if things is None else spread(questions, things)


def listed(activity: Activity) -> Sequence[Option] | None:
    """The things that ballots are about, or None where they are about nothing in particular."""
    items = catalogue.methods()[activity.method].items
    return None if items is None else items(activity)


def spread(questions: Sequence[Question], things: Sequence[Option]) -> tuple[Question, ...]:
    """The questions once for each thing, and at the end those that are asked once.

    A question alone takes the thing's words for its own; several stand under them as a heading.
    """
    of_each = about_one(questions)
    found = []
    for thing in things:
        if len(of_each) == 1:
            found.append(replace(of_each[0], key=_name(thing.key), label=thing.label, help=thing.note))
            continue
        found.append(Question(_name(thing.key), Kind.SECTION, thing.label, thing.note))
        found += [replace(each, key=_name(thing.key, each.key), when=None) for each in of_each]
    return (*found, *(each for each in questions if each.kind in OPEN))


def about_one(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those that are asked of each thing."""
    return tuple(each for each in asking.asked(questions) if each.kind not in OPEN)


def about(questions: Sequence[Question], item: str) -> tuple[Question, ...]:
    """What a ballot about this is asked: `item` "" is for what is asked once."""
    return about_one(questions) if item else tuple(each for each in questions if each.kind in OPEN)


def parting(activity: Activity) -> Callable[[Mapping[str, Any]], list[tuple[str, dict[str, Any]]]]:
    """(answers of a form) → (item, answers about it) of those that are answered; the things are asked for once."""
    things = listed(activity)
    if things is None:
        return lambda values: [("", dict(values))]
    of_each = about_one(queries.questions(as_asked(activity)))
    names = {
        _name(thing.key, each.key) if len(of_each) > 1 else _name(thing.key): (thing.key, each.key)
        for thing in things
        for each in of_each
    }

    def parted(values: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        found: dict[str, dict[str, Any]] = {}
        for name, value in values.items():
            item, question = names.get(name, ("", name))
            found.setdefault(item, {})[question] = value
        return list(found.items()) or [("", {})]

    return parted


def submissions(first: UUID, items: Sequence[str]) -> list[UUID]:
    """The keys of the ballots that one form becomes: its own for the first, so that sent twice is received once."""
    return [first, *(uuid5(first, item) for item in items[1:])]


def sent_with(ballot: Ballot) -> list[Ballot]:
    """All that came with the same form as this, its first."""
    things = listed(ballot.activity) or ()
    keys = [uuid5(ballot.submission, item) for item in ("", *(thing.key for thing in things))]
    rows = Ballot.objects.filter(voter=ballot.voter_id, submission__in=keys)
    return [ballot, *rows.exclude(pk=ballot.pk).order_by("pk")]


def gathered(activity: Activity, ballots: Sequence[Ballot]) -> tuple[tuple[Question, ...], dict[str, Any]]:
    """What a form asks about the things of these ballots, and the answers as they would stand on it.

    A thing that nobody can vote on any longer is left out.
    """
    questions, method = queries.questions(as_asked(activity)), catalogue.methods()[activity.method]
    voted = {each.item: rules.put_together(each.choice, each.values) for each in ballots}
    things = [each for each in listed(activity) or () if each.key in voted]
    single = len(about_one(questions)) == 1
    values = {
        _name(thing.key) if single else _name(thing.key, name): value
        for thing in things
        for name, value in method.answers(activity.setup, voted[thing.key]).items()
    }
    return spread(questions, things), values


def _name(item: str, question: str = "") -> str:
    return f"{item.lower()}-{question}" if question else item.lower()
