"""Files of other programmes: what they would become if they were brought in, and what is written to them.

Nothing is stored here. The format itself is the method's: see process/exchange.py.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.progress import through
from gehor.ground.reading import Problem, parcels
from gehor.participation import queries as participation
from gehor.participation import rules as limits
from gehor.participation.models import Contribution
from gehor.participation.reading import Checked, Row
from gehor.planning.models import Activity
from gehor.process.asking import OPEN
from gehor.process.exchange import Brought, Exchange, Setup, Text, Told, Vote
from gehor.process.method import Method, Said, Takes
from gehor.process.words import Channel

from .casting import checker
from .rules import Filled
from .speaking import Words

KIND = "exchange"  # says in an address, in a form and of a large file which format it is


@dataclass(frozen=True)
class Looked:
    """What a file would become. persons: row number of a text → the file's own mark for who said it."""

    texts: tuple[Row, ...]
    ballots: tuple[Filled, ...]
    checked: Checked  # all that is ready, and what is wrong with the rest
    persons: dict[int, str]


def readable(activity: Activity, key: str) -> Exchange | None:
    """The format with this key, where files of it can be brought in there."""
    known = [each for each, _words in read_by(catalogue.methods()[activity.method])]
    return next((each for each in known if each.key == key), None)


def read_by(method: Method) -> list[tuple[Exchange, Words]]:
    """The formats that can be brought in, with what they are called."""
    names = catalogue.words(method.key).exchanges
    return [(each, names[each.key]) for each in method.exchanges if each.read]


def written_by(method: Method) -> list[tuple[Exchange, Words]]:
    """The formats that can be taken out, with what they are called."""
    names = catalogue.words(method.key).exchanges
    return [(each, names[each.key]) for each in method.exchanges if each.write]


def exchange_of(method: Method, key: str) -> Exchange | None:
    return next((each for each in method.exchanges if each.key == key), None)


def known_in(data: bytes, name: str) -> list[tuple[Method, Exchange]]:
    """The formats that a file looks like, each with the method that has it."""
    try:
        files = parcels.taken_apart(data, name)
    except WrongInput:
        return []
    every = ((method, each) for method in catalogue.methods().values() for each in method.exchanges)
    return [(method, each) for method, each in every if each.read and each.knows(files)]


# In


def must_be_readable(activity: Activity, key: str, data: bytes, name: str) -> None:
    """Raises WrongInput where it is not such a file at all."""
    exchange = exchange_of(catalogue.methods()[activity.method], key)
    exchange.read(activity.setup, parcels.taken_apart(data, name))


def look(activity: Activity, exchange: Exchange, data: bytes, name: str) -> Looked:
    """What every row would become, and what is wrong with the rest. Raises WrongInput where it is not such a file."""
    method = catalogue.methods()[activity.method]
    brought = exchange.read(activity.setup, parcels.taken_apart(data, name))
    problems = list(brought.problems)
    texts = _texts(activity, method, brought, problems)
    ballots = _ballots(activity, method, brought, {each.reference for each in texts}, problems)
    problems.sort(key=lambda each: each.row or 0)
    checked = Checked((*texts, *ballots), tuple(problems), brought.skipped)
    return Looked(tuple(texts), tuple(ballots), checked, {each.row: each.person for each in brought.texts})


def _texts(activity: Activity, method: Method, brought: Brought, problems: list[Problem]) -> list[Row]:
    rows = []
    for each in brought.texts:
        try:
            rows.append(_row(activity, method, each))
        except WrongInput as refusal:
            problems.append(_problem(each.row, refusal))
    return rows


def _row(activity: Activity, method: Method, each: Text) -> Row:
    """A contribution as it would be received. Raises WrongInput as on the web."""
    own_words = any(question.kind in OPEN for question in method.questions(activity.setup))
    if Takes.CONTRIBUTIONS not in method.takes and not own_words:
        raise WrongInput("answers_are_counted")
    return Row(
        each.row,
        limits.text_of(each.text),
        limits.title_of(each.title),
        channel=(each.channel or Channel.IMPORT).value,
        received=each.received,
        language=limits.language_of(each.language or activity.dialogue.source_language),
        reference=each.reference,
        values=method.checked(activity.setup, each.values),
        shown=each.shown,
    )


def _ballots(
    activity: Activity, method: Method, brought: Brought, in_file: set[str], problems: list[Problem]
) -> list[Filled]:
    known = in_file | ({each.key for each in method.items(activity)} if method.items and brought.votes else set())
    check, rows = checker(activity), []
    goes_to = _supported(activity, method) if method.supports and brought.votes else None
    for each in through("checking", brought.votes, len(brought.votes)):
        if goes_to and each.received and each.received > clock.today():
            problems.append(Problem(each.row, None, "date_in_future", {"date": each.received}))
            continue
        try:
            if method.items and each.item not in known:
                raise WrongInput("unknown_item", word=each.item[:40])
            item = goes_to(each.item, each.received) if goes_to else each.item
            rows.append(_filled(each, item, check))
        except (WrongInput, WrongMoment) as refusal:
            problem = _problem(each.row, refusal)  # of support its field is that of the page for lists
            problems.append(replace(problem, column=None) if goes_to else problem)
    return rows


def _supported(activity: Activity, method: Method) -> Callable[[str, dt.date | None], str]:
    """(reference in a file, day) → the reference of what support of it goes to here, as when a list is typed in.

    What was brought in from another installation is known by the reference that it had there, too.
    """
    brought = Contribution.objects.filter(activity=activity, values__has_key="file_reference")
    here = {values["file_reference"]: reference for reference, values in brought.values_list("reference", "values")}

    @cache
    def goes_to(item: str, received: dt.date | None) -> str:
        if not method.counts(activity.setup):
            raise WrongInput("takes_no_ballots")
        return str(method.supports(activity, here.get(item, item), received or clock.today()).reference)

    return goes_to


def _filled(each: Vote, item: str, check: Any) -> Filled:
    values = check(each.values, item)
    channel = each.channel or Channel.IMPORT
    return Filled(each.row, values, item, each.person, channel, each.received, each.language)


def _problem(row: int, refusal: WrongInput | WrongMoment) -> Problem:
    params = {name: value for name, value in refusal.params.items() if name != "field"}
    return Problem(row, refusal.params.get("field"), refusal.code, params)


# Out


def told(activity: Activity, said: Said) -> Told:
    """What may be written: the contributions that everybody may read, and the ballots that count, without whose."""
    texts = tuple(
        Text(
            wording.text,
            wording.title,
            number,
            wording.contribution.reference,
            values=wording.contribution.values,
            channel=Channel(wording.contribution.channel),
            language=wording.language,
        )
        for number, wording in enumerate(participation.wordings_of(activity), start=1)
    )
    votes = tuple(
        Vote(each.values, each.item, str(each.voter), number, each.channel)
        for number, each in enumerate(said.casts, start=1)
    )
    return Told(texts, votes)


def written(activity: Activity, exchange: Exchange, said: Said, setup: Setup) -> tuple[bytes, str]:
    """The content of the file, and what its name ends with. setup: as it was frozen, where anything was."""
    return parcels.put_together(exchange.write(setup, told(activity, said)))
