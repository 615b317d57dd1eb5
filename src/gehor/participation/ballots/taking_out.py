"""The ballots of an activity whole, for staff: a file that gives the same result where it is brought in."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from gehor.participation.moderation.queries import hidden_in
from gehor.participation.queries import received_in
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import OPEN, Kind, Question
from gehor.process.words import Channel

from . import queries, rules
from .models import Ballot
from .results import Data, columns_of
from .speaking import Speaker
from .texts import DATA_IN
from .versions import as_asked


@dataclass(frozen=True)
class Whole:
    """One ballot with what was said on it. words: question → own words, as they are shown now. language: of those."""

    channel: Channel
    received_at: dt.datetime
    values: Mapping[str, Any]
    words: Mapping[str, str]
    language: str


def whole(activity: Activity) -> list[Whole]:
    """Every ballot that counts, with the own words of the same person: for staff who take them out. Three queries.

    Of two answers to one question the later stands. What was hidden or set apart is not among them.
    """
    hidden = hidden_in(activity)
    said_by: dict[int | None, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in received_in(activity).order_by("contribution__received_at", "contribution"):
        question = row.contribution.values.get("question")
        if question and row.contribution_id not in hidden:
            said_by[row.contribution.participant_id][question] = row.text, row.language
    rows = queries.COUNTING.filter(activity=activity).select_related("voter")
    return [_whole(each, said_by[each.voter.participant_id]) for each in rows]


def _whole(ballot: Ballot, said: Mapping[str, tuple[str, str]]) -> Whole:
    return Whole(
        Channel(ballot.channel),
        ballot.received_at,
        rules.put_together(ballot.choice, ballot.values),
        {question: text for question, (text, _language) in said.items()},
        next((language for _text, language in said.values()), ""),
    )


def brought_out(activity: Activity, speaker: Speaker) -> Data:
    """The ballots as they are brought in elsewhere, for staff alone: also what tells who somebody is beside the rest,
    such as places, what is about the person, own words and the day. Only files that were sent along are not here.
    """
    questions = tuple(each for each in queries.questions(as_asked(activity)) if each.kind is not Kind.FILE)
    beside = ("channel", "received", *(["language"] if any(each.kind in OPEN for each in questions) else []))
    rows = [_out(each, questions, beside) for each in whole(activity)]
    columns = {**{name: DATA_IN[name] for name in beside}, **columns_of(questions, speaker)}
    return Data(columns, sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)))


def _out(one: Whole, questions: Sequence[Question], beside: Container[str]) -> dict[str, str]:
    told = {
        "channel": one.channel.value,
        "received": timezone.localdate(one.received_at).isoformat(),
        "language": one.language,
    }
    cells = asking.as_cells(questions, asking.put_together(questions, one.values, one.words))
    return {**{name: each for name, each in told.items() if name in beside}, **cells}
