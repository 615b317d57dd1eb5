"""A person's own ballots, in words: for whoever holds the receipt code."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground import catalogue
from gehor.ground.people import receipt
from gehor.participation.texts import CHANNELS
from gehor.planning.models import Activity
from gehor.process.asking import DECLINED, Kind, Question, asked, costs
from gehor.process.method import VotedOn

from . import items, queries, rules
from .forms import BallotForm
from .models import Ballot
from .speaking import Speaker, Words, kronor
from .support import WITHDRAWN


@dataclass(frozen=True)
class Own:
    """One ballot; or all votes on many things, which `many` counts. is_vote: it shares out money."""

    received_at: dt.datetime
    channel: Words
    counts: bool
    answers: Sequence[tuple[Words, Words]] = ()
    many: str = ""
    about: Sequence[VotedOn] = ()  # what the votes are about
    is_open: bool = False  # so that support can be taken back
    is_vote: bool = False


@dataclass(frozen=True)
class Voted:
    """What somebody has answered in one activity."""

    activity: Activity
    ballots: tuple[Own, ...]


def voted(ballots: Sequence[Ballot], language: str) -> list[Voted]:
    """By activity, in their order. ballots: as queries.of gives them."""
    found = []
    in_order = sorted(ballots, key=lambda each: each.activity.number)
    for activity, some in groupby(in_order, key=lambda each: each.activity):
        speaker = Speaker(language, activity.dialogue.source_language)
        mine = list(some)
        whole = [_own(each, speaker) for each in mine if not each.item]
        single = [each for each in mine if each.item and _counts(each)]
        found.append(Voted(activity, (*whole, *_many(activity, single, speaker))))
    return found


def sent_last(voted: Iterable[Voted], latest: dt.datetime) -> str:
    """What came at this moment as people call it: "vote" or "answers"; nothing where it was not a ballot.

    What was said in one's own words on a ballot came with it.
    """
    came = [ballot for each in voted for ballot in each.ballots if ballot.received_at == latest]
    return "vote" if any(each.is_vote for each in came) else "answers" if came else ""


def _own(ballot: Ballot, speaker: Speaker) -> Own:
    answers = in_words(_questions(ballot), ballot.values, speaker)
    is_vote = any(_has_costs(each) for each in _questions(ballot))
    return Own(ballot.received_at, CHANNELS[ballot.channel], _counts(ballot), answers, is_vote=is_vote)


def typed(form: BallotForm) -> list[tuple[Words, Words]]:
    """What was filled in on a form that has been looked at; also what cannot be received, as it was written."""
    right = {question.key: words for question, words in _pairs(asked(form.questions), form.answers, form.speaker)}
    pairs = [
        (form.speaker(each.label), right.get(each.key) or as_written(each, form.raw(each), form.speaker))
        for each in asked(form.questions)
    ]
    return [(question, answer) for question, answer in pairs if answer]


@dataclass(frozen=True)
class Typed:
    """A ballot that somebody has typed in, to look at once more."""

    ballot: Ballot
    counts: bool
    answers: Words
    code: str


def last_typed(ballots: Iterable[Ballot], speaker: Speaker) -> list[Typed]:
    return [
        Typed(
            each,
            _counts(each),
            _in_short(each, speaker),
            receipt.shown(each.voter.participant.receipt),
        )
        for each in ballots
    ]


def _in_short(ballot: Ballot, speaker: Speaker) -> Words:
    """The answers alone; of a form about many things how many there are."""
    if ballot.together:
        return ngettext("%(n)d answer", "%(n)d answers", ballot.together) % {"n": ballot.together}
    said = in_words(_questions(ballot), ballot.values, speaker)
    return format_html_join(" · ", "{}", ((words,) for _question, words in said))


def _questions(ballot: Ballot) -> tuple[Question, ...]:
    return queries.questions(ballot.version)


def as_written(question: Question, value: Any, speaker: Speaker) -> Words:
    """What was filled in, right or wrong, with options and rows by their names."""
    if question.kind is Kind.PLACE and isinstance(value, Mapping):  # a map that was not marked rightly
        value = value["words"]
    options = {each.key: each.label for each in speaker.options(question)}
    if isinstance(value, Mapping):
        rows = {each.key: each.label for each in speaker.rows(question)} or options
        steps = options if question.kind is Kind.MATRIX else {}
        filled = [(rows.get(key, key), steps.get(str(each), each)) for key, each in value.items() if each]
        return format_html_join(", ", "{}: {}", filled)
    options[DECLINED] = _("I do not wish to answer")
    chosen = value if isinstance(value, list) else [value]
    names = options if question.kind in (Kind.ONE, Kind.SCALE, Kind.SEVERAL) else {}
    return format_html_join(", ", "{}", ((names.get(str(each), each),) for each in chosen if each))


def in_words(questions: Iterable[Question], values: Mapping[str, Any], speaker: Speaker) -> list[tuple[Words, Words]]:
    return [(speaker(question.label), words) for question, words in _pairs(questions, values, speaker)]


def _pairs(questions: Iterable[Question], values: Mapping[str, Any], speaker: Speaker) -> list[tuple[Question, Words]]:
    return [(each, _answer(each, values[each.key], speaker)) for each in questions if each.key in values]


def _many(activity: Activity, counting: Sequence[Ballot], speaker: Speaker) -> list[Own]:
    if not counting:
        return []
    method, latest = catalogue.methods()[activity.method], counting[-1]
    many = _how_many(counting, is_support=method.supports is not None)
    answers = in_words(*items.gathered(activity, counting), speaker)
    about = method.voted_on(activity, counting)
    is_any = any(each.choice != WITHDRAWN for each in counting) or method.supports is None
    return [Own(latest.received_at, CHANNELS[latest.channel], is_any, answers, many, about, is_open=latest.is_open)]


def _how_many(counting: Sequence[Ballot], *, is_support: bool) -> str:
    n = sum(each.choice != WITHDRAWN for each in counting) if is_support else len(counting)
    if is_support and not n:
        return _("You have taken back what you supported here.")
    if is_support:
        return ngettext("You support %(n)d thing here.", "You support %(n)d things here.", n) % {"n": n}
    return ngettext("You have voted on %(n)d thing here.", "You have voted on %(n)d things here.", n) % {"n": n}


def _counts(ballot: Ballot) -> bool:
    return not ballot.aside and not hasattr(ballot, "replaced_by")


def _answer(question: Question, value: Any, speaker: Speaker) -> Words:
    """As a person would say it: options by their names, places and points beside them."""
    if value == {DECLINED: True}:
        return _("I do not wish to answer")
    names = {each.key: each.label for each in speaker.options(question)}
    match question.kind:
        case Kind.ONE | Kind.SCALE:
            return names[str(value)]
        case Kind.SEVERAL:
            listed = format_html_join(", ", "{}", ((names[key],) for key in value))
            return format_html("{}. {}", listed, _together(question, value)) if _has_costs(question) else listed
        case Kind.RANK:
            return format_html_join(", ", "{}. {}", ((place, names[key]) for place, key in enumerate(value, 1)))
        case Kind.POINTS:
            return format_html_join(", ", "{}: {}", ((names[key], points) for key, points in value.items()))
        case Kind.MATRIX:
            rows = {each.key: each.label for each in speaker.rows(question)}
            return format_html_join(", ", "{}: {}", ((rows[key], names[str(step)]) for key, step in value.items()))
        case Kind.NUMBER:
            return number_format(value)
        case Kind.PLACE:
            return place_in_words(value)
        case _:
            return str(value)


def _has_costs(question: Question) -> bool:
    return any(each.cost is not None for each in question.options)


def _together(question: Question, chosen: Sequence[str]) -> str:
    cost = kronor(costs(question, chosen))
    if question.cap is None:
        return _("Together %(cost)s.") % {"cost": cost}
    return _("Together %(cost)s of %(cap)s.") % {"cost": cost, "cap": kronor(question.cap)}


def place_in_words(value: Mapping[str, Any]) -> str:
    """A place as it is kept: what was said of it, and its numbers."""
    pair = value.get("coordinates")
    numbers = _("latitude %(lat)s, longitude %(lon)s") % {"lat": pair[1], "lon": pair[0]} if pair else ""
    return " · ".join(part for part in (value.get("words", ""), numbers) if part)


def exported(ballot: Ballot) -> dict[str, Any]:
    """One ballot as plain data, for "everything about me"."""
    return {
        "dialogue": ballot.activity.dialogue.slug,
        "activity": ballot.activity.number,
        "about": ballot.item or None,
        "channel": ballot.channel,
        "received_at": ballot.received_at,
        "answers": rules.put_together(ballot.choice, ballot.values),
        "counts": _counts(ballot),
    }
