"""Polis' CSV files, in and out: the format in which votes on statements travel. Pure.

Three generations of exports are read (the older and the later of its Clojure server, and that of its TypeScript
server), with what is known to go wrong in them:

- The sign. In an export 1 is agree, -1 disagree; in the database and in what is dumped from it, it is the other way
  round. So votes are counted both ways and compared with `agrees` and `disagrees` of comments.csv. Where neither way
  fits clearly better, we ask: the file is refused, and whoever brings it in chooses the format that says which it is.
- Moments are milliseconds or seconds; `datetime` has many shapes and is not read.
- `moderated` -1 is not shown; 0 and 1 are.
- One person may have voted several times on one statement: the last vote counts.
- Votes stand in votes.csv, or, where that is missing, in the matrix participants-votes.csv, which is called
  participant-votes.csv too. An empty cell has not been seen by the person.
- The last column of comments.csv may be written without quotation marks.

What is written has the columns of the older exporter and is-meta, is-seed, as newer readers ask for them. It has no
moment of a vote: 0 stands there. Authors are not told: -1.
"""

import csv
import datetime as dt
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gehor.calc.polis import BESIDE, BODY, COMMENTS, MATRICES, VOTES, fits_clearly, mark_of, off_by, vote_of
from gehor.calc.text.tidying import tidy_line
from gehor.ground.errors import WrongInput
from gehor.ground.progress import through
from gehor.ground.reading.cells import export_cell, imported_cell
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Text, Told, Vote

from .rules import AGREE, DISAGREE, OWN, STATEMENT_LEAST, STATEMENT_MOST, own_statements, same_text

SUMMARY = "summary.csv"
VOTES_MOST = 500_000
AS_IT_IS, TURNED = 1, -1
MILLISECONDS_FROM = 10**11  # as seconds that is the year 5138
EPOCH = dt.date(1970, 1, 1)

HEADER = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed")
OF_VOTES = {"comment-id", "voter-id", "vote"}
OF_COMMENTS = {"comment-id", "agrees", "disagrees", BODY}
NO_MOMENT, NO_AUTHOR = "0", "-1"

_WHOLE = re.compile(r"-?[0-9]{1,18}(\.0)?")

Key = tuple[str, str]  # person, statement: the file's own marks


@dataclass
class _Read:
    """What is found on the way."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, *, row: int | None = None, column: str | None = None, **params: Any) -> None:
        self.problems.append(Problem(row, column, code, params, blocks=row is not None))


def read(setup: Setup, files: Files, *, sign: int | None = None) -> Brought:
    """Statements and votes. sign: 1 as exports have it, -1 as the database has it, None: what fits the counts.

    Raises WrongInput polis_no_comments, polis_no_votes, polis_sign_unclear, polis_not_utf8 or polis_too_many.
    """
    named = _named(files)
    if COMMENTS not in named:
        raise WrongInput("polis_no_comments", word=", ".join(sorted(named))[:200])
    found = _Read()
    comments = _comments(named[COMMENTS])
    votes = _votes(named, found)
    turned = _sign(comments, votes, found, said=sign)
    texts, items, skipped = _texts(setup, comments, found)
    return Brought(
        texts=tuple(texts),
        votes=tuple(_cast(votes, items, found, sign=turned)),
        problems=tuple(found.problems),
        skipped=tuple(skipped),
    )


def _named(files: Files) -> dict[str, bytes]:
    return {name.replace("\\", "/").rpartition("/")[2].lower(): content for name, content in files.items()}


# Statements


@dataclass(frozen=True)
class _Comment:
    row: int
    cells: Mapping[str, str]

    @property
    def mark(self) -> str:
        return mark_of(self.cells["comment-id"])

    def count(self, name: str) -> int:
        cell = self.cells.get(name, "").strip()
        return int(float(cell)) if _WHOLE.fullmatch(cell) else 0


def _comments(content: bytes) -> list[_Comment]:
    rows = _rows(content, COMMENTS)
    _, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    if BODY not in names or "comment-id" not in names:
        raise WrongInput("polis_no_comments", word=", ".join(names)[:200])
    found = []
    for number, cells in rows:
        if len(cells) > len(names) and names[-1] == BODY:  # written without quotation marks
            cells = [*cells[: len(names) - 1], ",".join(cells[len(names) - 1 :])]
        found.append(_Comment(number, dict(zip(names, [*cells, *[""] * len(names)], strict=False))))
    return found


def _texts(setup: Setup, comments: Sequence[_Comment], found: _Read) -> tuple[list[Text], dict[str, str], list[int]]:
    """Those that are to be brought in; the file's mark → what a vote is about; rows without anything in them.

    What the organisation has asked in the same words is not brought in once more: votes on it are about that.
    """
    ours = same_text(own_statements(setup))
    texts, items, skipped = [], {}, []
    for each in comments:
        text = tidy_line(imported_cell(each.cells[BODY]))
        if not each.mark or not text:
            skipped.append(each.row)
        elif text.casefold() in ours:
            items[each.mark] = ours[text.casefold()]
        elif each.mark in items:
            found.note("polis_twice", row=each.row, column="comment-id", word=each.mark)
        elif not STATEMENT_LEAST <= len(text) <= STATEMENT_MOST:
            found.note("polis_length", row=each.row, column=BODY, longest=STATEMENT_MOST, length=len(text))
        else:
            items[each.mark] = each.mark
            author = mark_of(each.cells.get("author-id", ""))
            texts.append(
                Text(
                    text,
                    row=each.row,
                    reference=each.mark,
                    values={"question": OWN},
                    person="" if author == NO_AUTHOR else author,
                    received=_day(each.cells.get("timestamp", "")),
                    shown=each.count("moderated") >= 0,
                )
            )
    return texts, items, skipped


# Votes


@dataclass(frozen=True)
class _Vote:
    row: int
    sign: int  # as it stands in the file
    at: int


def _votes(named: Mapping[str, bytes], found: _Read) -> dict[Key, _Vote]:
    if VOTES in named:
        rows = _long(named[VOTES], found)
    elif matrix := next((named[name] for name in MATRICES if name in named), None):
        rows = _matrix(matrix, found)
    else:
        raise WrongInput("polis_no_votes", word=", ".join(sorted(named))[:200])
    votes: dict[Key, _Vote] = {}
    again = 0
    for key, vote in through("reading", rows, VOTES_MOST):
        before = votes.get(key)
        again += before is not None
        if before is None or vote.at >= before.at:
            votes[key] = vote
        if len(votes) > VOTES_MOST:
            raise WrongInput("polis_too_many", limit=VOTES_MOST)
    if again:
        found.note("polis_voted_again", count=again)
    return votes


def _long(content: bytes, found: _Read) -> Iterator[tuple[Key, _Vote]]:
    """votes.csv: one row for each vote."""
    rows = _rows(content, VOTES)
    place = {name.strip(): at for at, name in enumerate(next(rows, (1, []))[1])}
    if not {"comment-id", "voter-id", "vote"} <= place.keys():
        raise WrongInput("polis_no_votes", word=", ".join(place)[:200])
    about, who, how, when = (place.get(name, -1) for name in ("comment-id", "voter-id", "vote", "timestamp"))
    for number, cells in rows:
        if len(cells) <= max(about, who, how):
            found.note("polis_row_short", row=number)
        elif (sign := vote_of(cells[how])) is None:
            found.note("polis_vote_unreadable", row=number, column="vote", word=cells[how][:20])
        else:
            at = int(float(cells[when])) if when >= 0 and _WHOLE.fullmatch(cells[when].strip()) else 0
            moment = at // 1000 if abs(at) >= MILLISECONDS_FROM else at
            yield (mark_of(cells[who]), mark_of(cells[about])), _Vote(number, sign, moment)


def _matrix(content: bytes, found: _Read) -> Iterator[tuple[Key, _Vote]]:
    """participants-votes.csv: a row for each person, a column for each statement."""
    rows = _rows(content, MATRICES[0])
    names = [name.strip() for name in next(rows, (1, []))[1]]
    if "participant" not in names:
        raise WrongInput("polis_no_votes", word=", ".join(names)[:200])
    who = names.index("participant")
    statements = [(at, name) for at, name in enumerate(names) if name not in BESIDE and at != who and name]
    for number, cells in rows:
        for at, name in statements:
            cell = cells[at].strip() if at < len(cells) else ""
            if not cell:
                continue
            if (sign := vote_of(cell)) is None:
                found.note("polis_vote_unreadable", row=number, column=name, word=cell[:20])
            else:
                yield (mark_of(cells[who]), mark_of(name)), _Vote(number, sign, 0)


def _cast(votes: Mapping[Key, _Vote], items: Mapping[str, str], found: _Read, *, sign: int) -> Iterator[Vote]:
    strange: Counter[str] = Counter()
    for (person, mark), vote in votes.items():
        if mark not in items:
            strange[mark] += 1
            continue
        # What nobody needs is not taken along: the day of each vote, from which somebody could be known
        yield Vote({"choice": vote.sign * sign}, items[mark], person, vote.row)
    if strange:
        found.note("polis_votes_without_statement", count=strange.total(), statements=len(strange))


def _sign(comments: Iterable[_Comment], votes: Mapping[Key, _Vote], found: _Read, *, said: int | None) -> int:
    """As the file has it, or the other way round: what fits `agrees` and `disagrees` of the statements better.

    said: which one it is, by whoever brings it in; they are told where the counts say the opposite.
    Raises WrongInput polis_sign_unclear.
    """
    plus, minus = _counted(votes)
    as_it_is, turned = off_by(
        (plus[each.mark], minus[each.mark], each.count("agrees"), each.count("disagrees")) for each in comments
    )
    fits = None
    if fits_clearly(as_it_is, turned):
        fits = AS_IT_IS
    elif fits_clearly(turned, as_it_is):
        fits = TURNED
    sign = said or fits
    if sign is None:
        raise WrongInput("polis_sign_unclear")
    if fits not in (None, sign):
        found.note("polis_sign_contradicted")
    elif sign == TURNED:
        found.note("polis_sign_turned")
    return sign


def _counted(votes: Mapping[Key, _Vote]) -> tuple[Counter[str], Counter[str]]:
    """Statement → how many votes with 1, and with -1, as they stand in the file."""
    plus: Counter[str] = Counter(mark for (_, mark), vote in votes.items() if vote.sign > 0)
    minus: Counter[str] = Counter(mark for (_, mark), vote in votes.items() if vote.sign < 0)
    return plus, minus


# Cells


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, each with its line in the file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput("polis_not_utf8", name=name) from None
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error:
        raise WrongInput("polis_not_csv", name=name, row=reader.line_num) from None


def _day(cell: str) -> dt.date | None:
    """The day of a moment in seconds or milliseconds, or none where it is not one."""
    whole = cell.strip()
    if not _WHOLE.fullmatch(whole):
        return None
    moment = int(float(whole))
    seconds = moment // 1000 if moment >= MILLISECONDS_FROM else moment
    if not 0 < seconds < MILLISECONDS_FROM:
        return None
    return EPOCH + dt.timedelta(days=seconds // 86_400)


# Out


def write(setup: Setup, told: Told) -> dict[str, bytes]:
    """comments.csv, votes.csv, participants-votes.csv and summary.csv, as `read` gives the same votes back."""
    own = own_statements(setup)
    source = [(each.key, next(iter(each.text.values()), ""), None) for each in own]
    added = [(each.reference, each.text, each) for each in sorted(told.texts, key=lambda text: text.reference)]
    number = {key: str(at) for at, (key, _, _) in enumerate([*source, *added])}
    known = [vote for vote in told.votes if vote.item in number]
    votes = sorted((int(vote.person), int(number[vote.item]), vote.values["choice"]) for vote in known)
    counted: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for _, statement, choice in votes:
        counted[str(statement)][choice] += 1
    comments = [
        [
            _moment(text),
            "",
            number[key],
            NO_AUTHOR,
            counted[number[key]][AGREE],
            counted[number[key]][DISAGREE],
            1,
            "false",
            "true" if text is None else "false",
            export_cell(words),
        ]
        for key, words, text in [*source, *added]
    ]
    people = sorted({person for person, _, _ in votes})
    return {
        COMMENTS: _written([(*HEADER, BODY), *comments]),
        VOTES: _written(
            [
                ("timestamp", "datetime", "comment-id", "voter-id", "vote"),
                *((NO_MOMENT, "", statement, person, choice) for person, statement, choice in votes),
            ]
        ),
        MATRICES[0]: _written(_as_matrix(votes, list(number.values()), people)),
        SUMMARY: _written(
            [
                ("voters", len(people)),
                ("voters-in-conv", len(people)),
                ("comments", len(number)),
            ]
        ),
    }


def _as_matrix(
    votes: Sequence[tuple[int, int, int]], statements: Sequence[str], people: Sequence[int]
) -> Iterator[Any]:
    yield ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *statements)
    rows: dict[int, dict[str, int]] = {person: {} for person in people}
    for person, statement, choice in votes:
        rows[person][str(statement)] = choice
    for person, row in rows.items():
        cast = list(row.values())
        cells = (row.get(statement, "") for statement in statements)
        yield (person, "", 0, len(cast), cast.count(AGREE), cast.count(DISAGREE), *cells)


def _moment(text: Text | None) -> int:
    """The day of a statement in milliseconds; 0 where none is told."""
    return (text.received - EPOCH).days * 86_400_000 if text and text.received else 0


def _written(rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def knows(files: Files) -> bool:
    """Whether these are files of a Polis export, all of them or one."""
    named = _named(files)
    heads = [content[:2000].decode("utf-8-sig", "replace").partition("\n")[0] for content in named.values()]
    columns = [{name.strip() for name in head.split(",")} for head in heads]
    is_one = any(found >= wanted for found in columns for wanted in (OF_VOTES, OF_COMMENTS))
    return (COMMENTS in named and len(named) > 1) or is_one


ENDINGS = (".zip",)
EXCHANGES = (
    Exchange("polis", ENDINGS, read=read, write=write, knows=knows),
    # For those whose sign cannot be seen from the counts
    Exchange("polis_export", ENDINGS, read=partial(read, sign=AS_IT_IS)),
    Exchange("polis_database", ENDINGS, read=partial(read, sign=TURNED)),
)
