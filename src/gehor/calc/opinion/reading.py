"""Votes from files: every generation of the Polis export, or any list or matrix of votes. Begin with `read_votes`.

A folder holds `comments.csv` (statements) and `votes.csv` (a row for each vote) or, where that is missing,
`participants-votes.csv` (a row for each person, a column for each statement; `participant-votes.csv` too). A file by
itself is a list or a matrix. What is known to go wrong in these files:

- The sign. In an export 1 is agree, -1 disagree; in the database and its dumps it is the other way round. Votes are
  counted and compared with `agrees` and `disagrees` of comments.csv: a file that clearly fits better the other way
  round is refused, and whoever brings it says which it is. Counts that differ a little are told, not mended.
- Moments are milliseconds or seconds, and only order votes of the same person on the same statement: the last counts.
  `datetime` has many shapes and is not read.
- `comment-body` may be written without quotation marks, so that commas and line breaks fall out of it.
- `moderated` -1 is rejected, 0 nobody has looked, 1 accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..polis import BESIDE, BODY, COMMENTS, MATRICES, VOTES, fits_clearly, mark_of, off_by, vote_of
from ..tables import decoded, encoding_of, opened, plain, read_csv, whole
from .votes import Votes, votes_of

PARTICIPANT = ("voter-id", "participant", "participant_id", "participant-id", "voter", "voter_id", "deltagare")
STATEMENT = ("comment-id", "statement", "statement_id", "statement-id", "comment_id", "påstående")
VOTE = ("vote", "röst")
MOMENT = ("timestamp", "modified", "created")
EXPORT, DATABASE = "export", "database"


@dataclass(frozen=True)
class Statement:
    """One of comments.csv. agrees, disagrees: as it counts them, None where it does not."""

    id: str
    text: str
    moderated: int
    is_meta: bool
    agrees: int | None
    disagrees: int | None


@dataclass(frozen=True)
class Conversation:
    """The votes, and what else the files tell of them.

    statements: id → what comments.csv says of it, empty without one. groups_of_export: participant → group, as the
    matrix of an export has it. counts_differ: on how many statements comments.csv counts other votes than there are.
    without_votes: statements of comments.csv that nobody voted on. unlisted: statements voted on that it does not have.
    """

    votes: Votes
    statements: Mapping[str, Statement]
    groups_of_export: Mapping[str, str]
    counts_differ: int
    without_votes: int
    unlisted: int

    def out(self, *, strict: bool = False) -> tuple[int, ...]:
        """Indices of what was moderated out. strict: also of what nobody has accepted."""
        least = 1 if strict else 0
        return tuple(
            at
            for at, name in enumerate(self.votes.statements)
            if name in self.statements and self.statements[name].moderated < least
        )

    @property
    def meta(self) -> tuple[int, ...]:
        """Indices of statements about the conversation itself."""
        return tuple(
            at
            for at, name in enumerate(self.votes.statements)
            if name in self.statements and self.statements[name].is_meta
        )

    def text(self, at: int) -> str:
        """The words of a statement, or its id where they are not known."""
        name = self.votes.statements[at]
        return (self.statements[name].text if name in self.statements else "") or name


@dataclass(frozen=True)
class _Entries:
    who: Sequence[str] | NDArray[np.int64]
    what: Sequence[str] | NDArray[np.int64]
    how: NDArray[np.int64]
    moment: NDArray[np.int64] | None
    groups: Mapping[str, str]


def read_votes(path: Path, *, sign: str = EXPORT) -> Conversation:
    """The votes of a folder or a file. sign: "export" (1 agrees) or "database" (-1 agrees).

    Raises BadInput: no votes, a vote that is not 1, 0 or -1, a cell without an id, a sign that does not fit, and what
    calc/tables.py refuses. A person that stands in two rows of a matrix is refused; in a list the last vote counts.
    """
    folder = path if path.is_dir() else path.parent
    file = _file_of(path)
    statements = _comments(folder / COMMENTS) if path.is_dir() and (folder / COMMENTS).exists() else {}
    entries = _entries(file)
    if not len(entries.how):
        raise BadInput("opinion_no_votes", file=file)
    turn = -1 if sign == DATABASE else 1
    who, people = _coded(entries.who)
    what, names = _coded(entries.what)
    votes = votes_of(who, what, turn * entries.how, participants=people, statements=names, moment=entries.moment)
    differ = _must_have_this_sign(votes, statements, file)
    without, unlisted = statements.keys() - set(names), set(names) - statements.keys() if statements else set()
    return Conversation(votes, statements, entries.groups, differ, len(without), len(unlisted))


def _file_of(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in (VOTES, *MATRICES):
        if (path / name).exists():
            return path / name
    raise BadInput("opinion_no_file_of_votes", file=path, wanted=", ".join((VOTES, *MATRICES)))


# Statements


def _comments(path: Path) -> dict[str, Statement]:
    names, rows = _rows_of_comments(path)
    place = {plain(name): at for at, name in enumerate(names)}
    key = place.get("comment-id", place.get("statement", place.get("statement id")))
    if key is None:
        raise BadInput("table_no_column", file=path, row=1, wanted="comment-id", columns=", ".join(names)[:200])
    found: dict[str, Statement] = {}
    for line, cells in rows:
        name = mark_of(cells[key])
        if not name:
            raise BadInput("table_no_id", file=path, row=line, column=names[key])
        if name in found:
            raise BadInput("opinion_statement_twice", file=path, row=line, column=names[key], word=name[:40])

        def cell(column: str, cells: Sequence[str] = cells) -> str:
            return cells[place[column]].strip() if column in place else ""

        def count(column: str, line: int = line, cells: Sequence[str] = cells) -> int | None:
            text = cell(column, cells)
            return whole(text, file=path.name, row=line, column=column) if text else None

        moderated = count("moderated") or 0
        if moderated not in (-1, 0, 1):
            raise BadInput("opinion_moderated", file=path, row=line, column="moderated", word=str(moderated)[:20])
        found[name] = Statement(
            name,
            " ".join(cell(BODY).split()),
            moderated,
            cell("is-meta").casefold() in ("true", "t", "1"),
            count("agrees"),
            count("disagrees"),
        )
    if not found:
        raise BadInput("table_only_head", file=path)
    return found


def _rows_of_comments(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """As read_csv, but what falls out of a text without quotation marks is put back into it."""
    try:
        table = read_csv(path)
    except BadInput as wrong:
        if wrong.code not in ("table_row_too_long", "table_quote_left_open") or not _may_be_unquoted(path):
            raise
        return _unquoted(path)
    key = next((at for at, name in enumerate(table.columns) if plain(name) == "comment-id"), None)
    if key is None or all(_is_id(row[key]) for row in table.rows) or not _may_be_unquoted(path):
        return list(table.columns), [(line, list(row)) for line, row in zip(table.lines, table.rows, strict=True)]
    return _unquoted(path)


def _may_be_unquoted(path: Path) -> bool:
    """Whether the text stands last, between commas, as in the exports that forget its quotation marks."""
    return plain(decoded(path).split("\n", 1)[0].split(",")[-1].strip().strip('"')) == BODY


def _unquoted(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    lines = decoded(path).splitlines()
    names = [name.strip().strip('"') for name in lines[0].split(",")]
    key = next((at for at, name in enumerate(names) if plain(name) == "comment-id"), 0)
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split(",", len(names) - 1)
        if len(cells) == len(names) and _is_id(cells[key]):
            rows.append((number, cells))
        elif rows and line.strip():
            rows[-1][1][-1] += f" {line}"  # the text went on in another line
        elif line.strip():
            raise BadInput("table_no_id", file=path, row=number, column=names[key])
    return names, rows


def _is_id(cell: str) -> bool:
    return mark_of(cell).isdecimal()


# Votes


def _entries(file: Path) -> _Entries:
    head = _head(file)
    known = {plain(name) for name in head}
    if known & {plain(name) for name in VOTE}:
        return _fast_list(file, head) or _list(file)
    return _matrix(file)


def _head(file: Path) -> list[str]:
    """The names in the first row, as far as they are plainly written; read_csv says what is wrong with others."""
    with file.open(encoding=encoding_of(file), errors="replace") as opened:
        text = opened.readline(1 << 20).strip()
    best = max((",", ";", "\t"), key=text.count)
    return [name.strip().strip('"') for name in text.split(best)]


def _fast_list(file: Path, head: Sequence[str]) -> _Entries | None:
    """Millions of rows of whole numbers; None where the file holds anything else, which the slow way then explains."""
    place = {plain(name): at for at, name in enumerate(head)}
    columns = [
        next((place[plain(name)] for name in names if plain(name) in place), None)
        for names in (PARTICIPANT, STATEMENT, VOTE, MOMENT)
    ]
    wanted = [at for at in columns if at is not None]
    if None in columns[:3] or len(place) < len(head):
        return None
    with file.open("rb") as opened:
        if opened.readline().count(b",") + 1 != len(head) or not opened.readline().strip():
            return None
    try:
        table = np.loadtxt(
            file, dtype=np.int64, delimiter=",", skiprows=1, usecols=wanted, quotechar='"', ndmin=2, comments=None,
            encoding="utf-8",
        )  # fmt: skip
    except (ValueError, UnicodeDecodeError, OverflowError):
        return None
    how = table[:, 2]
    if not len(table) or ((how < -1) | (how > 1)).any() or (table[:, :2] < 0).any():
        return None
    if _commas(file) != (len(table) + 1) * (len(head) - 1):
        return None  # a row has more cells than there are names, or fewer, or a comma within quotation marks
    return _Entries(table[:, 0], table[:, 1], how, table[:, 3] if len(wanted) > 3 else None, {})


def _commas(file: Path) -> int:
    with file.open("rb") as opened:
        return sum(block.count(b",") for block in iter(lambda: opened.read(1 << 20), b""))


def _list(file: Path) -> _Entries:
    """Row by row, each id kept once: a list that is not plain numbers may be as long as one that is."""
    people, statements = dict[str, str](), dict[str, str]()
    who, what, how, when = list[str](), list[str](), list[int](), list[int]()
    with opened(file) as table:
        columns = [table.must_have(*names) for names in (PARTICIPANT, STATEMENT, VOTE)]
        moment = table.column(*MOMENT)
        for part in table:
            cells = [part.cells(each) for each in columns]
            for line, person, statement, cell in zip(part.lines, *cells, strict=True):
                if not person or not statement:
                    raise BadInput("table_no_id", file=file, row=line, column=columns[1 if person else 0])
                how.append(_vote(cell, file, line, columns[2]))
                who.append(people.setdefault(person, mark_of(person)))
                what.append(statements.setdefault(statement, mark_of(statement)))
            if moment is not None:
                when += [
                    whole(cell, file=table.file, row=line, column=moment) if cell else 0
                    for line, cell in zip(part.lines, part.cells(moment), strict=True)
                ]
    moments = None if moment is None else np.array(when, dtype=np.int64)
    return _Entries(who, what, np.array(how, dtype=np.int64), moments, {})


def _matrix(file: Path) -> _Entries:
    """Some rows at a time: what nobody has seen takes no room."""
    people, what, how = list[str](), list[str](), list[int]()
    groups, seen = dict[str, str](), dict[str, int]()
    beside = {plain(each) for each in BESIDE}
    with opened(file) as table:
        who, group = table.must_have(*PARTICIPANT), table.column("group-id")
        columns = [
            (at, mark_of(name)) for at, name in enumerate(table.columns) if name != who and plain(name) not in beside
        ]
        if not columns:
            raise BadInput("opinion_no_votes", file=file)
        for part in table:
            for line, mark, row in zip(part.lines, part.cells(who), part.rows, strict=True):
                if not (person := mark_of(mark)):
                    raise BadInput("table_no_id", file=file, row=line, column=who)
                if person in seen:
                    first = seen[person]
                    raise BadInput("table_id_twice", file=file, row=line, column=who, word=person[:60], first=first)
                seen[person] = line
                for at, name in columns:
                    if row[at] and not row[at].isspace():
                        people.append(person)
                        what.append(name)
                        how.append(_vote(row[at], file, line, table.columns[at]))
            if group is not None:
                marks = zip(part.cells(who), part.cells(group), strict=True)
                groups |= {mark_of(mark): told for mark, told in marks if told}
    return _Entries(people, what, np.array(how, dtype=np.int64), None, groups)


def _vote(cell: str, file: Path, line: int, column: str) -> int:
    value = vote_of(cell)
    if value is None:
        raise BadInput("opinion_not_a_vote", file=file, row=line, column=column, word=cell[:40])
    return value


def _coded(marks: Sequence[str] | NDArray[np.int64]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Index of each, and the marks in order: as numbers where all are numbers, else as words."""
    if isinstance(marks, np.ndarray):
        names, codes = np.unique(marks, return_inverse=True)
        return codes.astype(np.int64), tuple(map(str, names.tolist()))
    known = set(marks)
    are_numbers = all(each.isdecimal() and len(each) < 18 for each in known)
    order = sorted(known, key=(lambda each: (int(each), each)) if are_numbers else None)
    place = {each: at for at, each in enumerate(order)}
    return np.fromiter((place[each] for each in marks), dtype=np.int64, count=len(marks)), tuple(order)


def _must_have_this_sign(votes: Votes, statements: Mapping[str, Statement], file: Path) -> int:
    """On how many statements the counts of comments.csv differ; BadInput where the other sign clearly fits better."""
    m = len(votes.statements)
    plus = np.bincount(votes.statement[votes.value > 0], minlength=m)
    minus = np.bincount(votes.statement[votes.value < 0], minlength=m)
    counts = [
        (int(plus[at]), int(minus[at]), agrees, disagrees)
        for at, agrees, disagrees in _counts(votes.statements, statements)
    ]
    as_told, turned = off_by(counts)
    if fits_clearly(turned, as_told):
        raise BadInput("opinion_sign_turned", file=file, column="vote", off=as_told, turned=turned)
    return sum(own[:2] != own[2:] for own in counts)


def _counts(names: Sequence[str], statements: Mapping[str, Statement]) -> Iterator[tuple[int, int, int]]:
    for at, name in enumerate(names):
        told = statements.get(name)
        if told is not None and told.agrees is not None and told.disagrees is not None:
            yield at, told.agrees, told.disagrees
