"""Pabulib files (.pb): one election, as text in three parts. http://pabulib.org/format

Read `read` first. What is not understood is kept as it stands: META has keys of its own in many files, and projects and
voters have columns of their own. A rule that a file names is told and never followed: it is not necessarily ours.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .election import Project

SECTIONS = ("META", "PROJECTS", "VOTES")
NONE = "none"
SMALLEST = 6  # decimals that a cost may have, or points
POINTS_MOST = 10**6  # on one project of one ballot: all of them together are still counted in whole numbers

_Line = tuple[int, list[str]]  # the first line of a row, and its cells
ROWS_MOST = 2_000_000  # of a part: ballots of that many voters take 1.5 GB
NOTHING: Mapping[str, str] = MappingProxyType({})

_NUMBER = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,15}))?")


class VoteType(StrEnum):
    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    ORDINAL = "ordinal"  # the projects of a ballot stand in the voter's order, the best first
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


class NotPabulib(ValueError):
    """The file as a whole cannot be read. code and params say why, row where."""

    def __init__(self, code: str, *, row: int | None = None, **params: Any) -> None:
        super().__init__(code, row, params)
        self.code, self.row, self.params = code, row, params


@dataclass(frozen=True)
class Fault:
    """One ballot that cannot be counted. row: line of the file. column: the file's own name."""

    row: int
    column: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One ballot. keys: in the file's order. points: beside each key, where there are points. more: other columns."""

    row: int
    voter: str
    keys: tuple[str, ...]
    points: tuple[Decimal, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pb:
    """One election. Costs and cap are whole numbers of 1 / parts of the currency: parts is 1 where all are whole.

    details: project → its columns beside project_id and cost, as they stand, without those that say "none".
    lines: project → its line of the file.
    """

    meta: Mapping[str, str]
    projects: tuple[Project, ...]
    cap: int
    parts: int
    details: Mapping[str, Mapping[str, str]]
    choices: tuple[Choice, ...]
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def vote_type(self) -> VoteType:
        return VoteType(self.meta.get("vote_type", VoteType.APPROVAL))

    @property
    def published(self) -> tuple[str, ...] | None:
        """The projects that the file says were funded; None where it does not say."""
        if not any("selected" in each for each in self.details.values()):
            return None
        return tuple(each.key for each in self.projects if self.details[each.key].get("selected", "0") == "1")


def read(data: bytes) -> Pb:
    """The election of a file. Raises NotPabulib where it is none; ballots that cannot be counted are among the faults.

    Understood are also: a byte order mark, spaces around names, decimals with comma, spaces between thousands, quoted
    cells with semicolons, and the word none for nothing.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NotPabulib("pb_empty")
    parts, votes = _parted(_rows(data))
    meta, rows = _meta(parts["META"])
    listed, details, lines = _projects(parts["PROJECTS"])
    if "budget" not in meta:
        raise NotPabulib("pb_no_budget")
    budget = number(meta["budget"])
    if budget is None or _decimals(budget) > SMALLEST:
        raise NotPabulib("pb_unreadable_number", row=rows["budget"], column="budget", word=meta["budget"][:40])
    if meta.get("vote_type", VoteType.APPROVAL) not in list(VoteType):
        raise NotPabulib("pb_unknown_vote_type", row=rows["vote_type"], word=meta["vote_type"][:40])
    size = 10 ** max(map(_decimals, (budget, *listed.values())))
    projects = tuple(Project(key, int(cost * size)) for key, cost in listed.items())
    choices, faults = _choices(votes, listed, VoteType(meta.get("vote_type", VoteType.APPROVAL)))
    return Pb(meta, projects, int(budget * size), size, details, tuple(choices), tuple(faults), lines)


def number(text: str) -> Decimal | None:
    """A number that is not negative, with point or comma; None for anything else.

    >>> number("1 250,50"), number("none")
    (Decimal('1250.50'), None)
    """
    found = _NUMBER.fullmatch("".join(text.split()))
    return Decimal(f"{found[1]}.{found[2] or 0}") if found else None


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _rows(data: bytes) -> Iterator[_Line]:
    """(line, cells), without empty lines."""
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as wrong:
        raise NotPabulib("pb_not_utf8", row=data.count(b"\n", 0, wrong.start) + 1) from None
    reader = csv.reader(text, delimiter=";")
    before, is_votes = 0, False
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            # A name may go over several lines. No ballot does, and no name as far as the next part
            if before > line and (is_votes or any(SECTIONS[-1] in each.split("\n") for each in cells)):
                raise NotPabulib("pb_quote_left_open", row=line)
            if len(cells) == 1 and (word := cells[0].strip().upper()) in SECTIONS:
                is_votes = word == SECTIONS[-1]
            if any(map(str.strip, cells)):
                yield line, cells
    except csv.Error:
        raise NotPabulib("pb_quote_left_open", row=before + 1) from None


def _parted(rows: Iterator[_Line]) -> tuple[dict[str, list[_Line]], Iterable[_Line]]:
    """META and PROJECTS, and VOTES, which are read one by one if they come last, as they use to."""
    found: dict[str, list[_Line]] = {}
    here: list[_Line] | None = None
    for line, cells in rows:
        word = cells[0].strip().upper()
        if word in SECTIONS and not any(cells[1:]) and word not in found:
            here = found[word] = []
            if len(found) == len(SECTIONS) and word == SECTIONS[-1]:
                break
        elif here is None:
            raise NotPabulib("pb_no_section", row=line, word=SECTIONS[0])
        else:
            _must_be_few(len(here), line)
            here.append((line, cells))
    first = next(rows, None)
    votes = [*found.get(SECTIONS[-1], ()), *([first] if first else ())]
    for word, part in {**{each: found.get(each) for each in SECTIONS[:-1]}, SECTIONS[-1]: votes}.items():
        if not part:
            raise NotPabulib("pb_no_section", word=word)
    return found, itertools.chain(votes, rows)


def _must_be_few(rows: int, line: int) -> None:
    if rows >= ROWS_MOST:
        raise NotPabulib("pb_too_many_rows", row=line, most=ROWS_MOST)


def _meta(rows: Sequence[_Line]) -> tuple[dict[str, str], dict[str, int]]:
    """Key → value, and → its line. Keys that nobody has heard of are kept.

    A semicolon that should have been quoted belongs to the value; those at the end of a line, which a spreadsheet
    writes, do not.
    """
    if all(len(cells) == 1 for _, cells in rows) and any(mark in rows[0][1][0] for mark in ",\t|"):
        raise NotPabulib("pb_wrong_separator", row=rows[0][0])
    is_header = [each.strip().lower() for each in rows[0][1][:2]] == ["key", "value"]
    body = rows[1:] if is_header else rows
    told = {cells[0].strip().lower(): ";".join(cells[1:]).strip("; \t") for _, cells in body if cells[0].strip()}
    return told, {cells[0].strip().lower(): line for line, cells in body}


def _table(rows: Iterable[_Line], *, must: Sequence[str]) -> tuple[dict[str, int], Iterator[_Line]]:
    """Column → its place, and the rows under the names, each as long as there are names."""
    rows = iter(rows)
    head, names = next(rows)
    columns = [each.strip().lower() for each in names]
    for name in must:
        if name not in columns:
            raise NotPabulib("pb_no_column", row=head, column=name)
    return {name: at for at, name in enumerate(columns)}, _even(rows, len(columns))


def _even(rows: Iterable[_Line], wide: int) -> Iterator[_Line]:
    for line, cells in rows:
        if len(cells) > wide and any(cells[wide:]):
            raise NotPabulib("pb_too_many_cells", row=line, columns=wide, cells=len(cells))
        yield line, cells if len(cells) >= wide else cells + [""] * (wide - len(cells))


def _said(cell: str) -> str:
    """What a cell says, where it says anything."""
    found = cell.strip()
    return "" if found.lower() == NONE else found


def _further(columns: Mapping[str, int], own: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The other columns of a row, without those that say nothing."""
    told = {name: _said(cells[at]) for name, at in columns.items() if name not in own}
    return {name: cell for name, cell in told.items() if cell}


def _projects(
    rows: Sequence[_Line],
) -> tuple[dict[str, Decimal], dict[str, dict[str, str]], dict[str, int]]:
    costs, details, lines = dict[str, Decimal](), dict[str, dict[str, str]](), dict[str, int]()
    own = ("project_id", "cost")
    columns, even = _table(rows, must=own)
    for line, cells in even:
        key, typed = (_said(cells[columns[name]]) for name in own)
        if not key:
            raise NotPabulib("pb_no_project_id", row=line)
        if key in costs:
            raise NotPabulib("pb_project_twice", row=line, word=key[:40])
        cost = number(typed)
        if not cost or _decimals(cost) > SMALLEST:
            raise NotPabulib("pb_unreadable_cost", row=line, column="cost", word=typed[:40])
        costs[key], details[key], lines[key] = cost, _further(columns, own, cells), line
    if not costs:
        raise NotPabulib("pb_no_projects")
    return costs, details, lines


def _choices(rows: Iterable[_Line], known: Iterable[str], kind: VoteType) -> tuple[list[Choice], list[Fault]]:
    choices, faults, seen = list[Choice](), list[Fault](), set[str]()
    keys_of = {key: key for key in known}  # so that a key is kept once, not once for each ballot
    columns, even = _table(rows, must=("voter_id", "vote"))
    who, vote, given = columns["voter_id"], columns["vote"], columns.get("points")
    others = {name: at for name, at in columns.items() if at not in (who, vote, given)}
    for line, cells in even:
        _must_be_few(len(choices) + len(faults), line)
        voter, keys = _said(cells[who]), _chosen(cells[vote], keys_of)
        typed = _listed(_said(cells[given])) if given is not None else []
        points = [_points(each) for each in typed]
        if voter in seen and voter:
            faults.append(Fault(line, "voter_id", "pb_voter_twice", {"word": voter[:40]}))
        elif fault := _fault(line, keys, keys_of, kind) or _fault_of_points(line, typed, points, keys):
            faults.append(fault)
        else:
            worth = tuple([each for each in points if each is not None])
            more = _further(others, (), cells) if others else NOTHING
            choices.append(Choice(line, voter, keys, worth, more or NOTHING))
        seen.add(voter)
    return choices, faults


def _chosen(cell: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The projects of a ballot, each the one string that is known; strange ones as they stand."""
    try:
        return tuple([known[key] for key in cell.split(",")])
    except KeyError:  # spaces, nothing, or a strange one
        return tuple([known.get(key, key) for key in _listed(_said(cell))])


def _fault(line: int, keys: Sequence[str], known: Mapping[str, str], kind: VoteType) -> Fault | None:
    different = set(keys)
    if not known.keys() >= different:
        strange = next(key for key in keys if key not in known)
        return Fault(line, "vote", "pb_unknown_project", {"word": strange[:40]})
    if len(different) < len(keys):
        return Fault(line, "vote", "pb_chosen_twice")
    if kind is VoteType.CHOOSE_ONE and len(keys) > 1:
        return Fault(line, "vote", "pb_chosen_too_many", {"count": len(keys)})
    return None


def _fault_of_points(
    line: int, typed: Sequence[str], points: Sequence[Decimal | None], keys: Sequence[str]
) -> Fault | None:
    if None in points:
        return Fault(line, "points", "pb_unreadable_points", {"word": typed[points.index(None)][:40]})
    if typed and len(points) != len(keys):
        return Fault(line, "points", "pb_points_do_not_fit", {"points": len(points), "keys": len(keys)})
    return None


def _points(text: str) -> Decimal | None:
    """Points that can be counted: not too many, and not too many decimals."""
    found = number(text)
    if found is None or found > POINTS_MOST or _decimals(found) > SMALLEST:
        return None
    return found


def _listed(cell: str) -> list[str]:
    return [word for each in cell.split(",") if (word := each.strip())]


def write(
    meta: Mapping[str, str],
    projects: Sequence[Project],
    details: Mapping[str, Mapping[str, str]],
    choices: Iterable[Choice],
) -> bytes:
    """The file of an election with whole costs; `read` gives the same back.

    details: project → further columns, such as name, category, votes, selected. Empty cells are "none".
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    rows = [*choices]
    further = _in_order(details[each.key] for each in projects)
    of_voters = _in_order(each.more for each in rows)
    has_points = ["points"] if any(each.points for each in rows) else []
    writer.writerows([["META"], ["key", "value"], *([key, _line(value)] for key, value in meta.items())])
    writer.writerows([["PROJECTS"], ["project_id", "cost", *further]])
    for project in projects:
        cells = [_line(details[project.key].get(name, "")) or NONE for name in further]
        writer.writerow([project.key, project.cost, *cells])
    writer.writerows([["VOTES"], ["voter_id", "vote", *has_points, *of_voters]])
    for each in rows:
        points = [",".join(map(str, each.points)) or NONE] if has_points else []
        more = [_line(each.more.get(name, "")) or NONE for name in of_voters]
        writer.writerow([each.voter, ",".join(each.keys) or NONE, *points, *more])
    return out.getvalue().encode()


def _line(text: str) -> str:
    return " ".join(str(text).split())


def _in_order(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """All columns of these rows, each where it was first met."""
    return list(dict.fromkeys(name for row in rows for name in row))
