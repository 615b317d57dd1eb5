"""Suggested changes with what they differ in, and how a proposal has read before. Read `changes` first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.http import Http404

from gehor.calc.text.diff import Piece, difference
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Dialogue
from gehor.process.words import MaskReason

from . import rules
from .models import Amendment, Verdict


@dataclass(frozen=True)
class Change:
    """One suggested change. pieces: from the wording that it started from to what it suggests.

    heading: the same of the title, empty where that stays. now: the number of the wording that the proposal has.
    starts: the number of the one that pieces begin with, which is a later one where the one that it started from has
    been masked since.
    """

    amendment: Amendment
    wording: Wording
    pieces: tuple[Piece, ...]
    heading: tuple[Piece, ...]
    starts: int
    now: int
    verdict: Verdict | None = None

    @property
    def contribution(self) -> Contribution:
        return self.wording.contribution

    @property
    def is_waiting(self) -> bool:
        return self.verdict is None

    @property
    def is_accepted(self) -> bool:
        return self.verdict is not None and self.verdict.outcome == rules.Settled.ACCEPTED

    @property
    def is_overtaken(self) -> bool:
        """Whether the proposal reads otherwise by now than when this was suggested."""
        return self.is_waiting and self.amendment.from_wording != self.now

    @property
    def repeats_what_was_masked(self) -> bool:
        """Whether it was written from a wording that nobody may read any more, and may say the same once more."""
        return self.starts != self.amendment.from_wording


@dataclass(frozen=True)
class Earlier:
    """A wording that a proposal had, until another took its place. pieces, heading: to that one, as of a Change."""

    wording: Wording
    until: dt.datetime
    pieces: tuple[Piece, ...]
    heading: tuple[Piece, ...]


@dataclass(frozen=True)
class Worded:
    """How one proposal reads, and how it read before, as far as everybody may know it."""

    wordings: tuple[Wording, ...]  # those that may be read, the one that holds last

    @property
    def now(self) -> Wording:
        return self.wordings[-1]

    @property
    def earlier(self) -> list[Earlier]:
        """The latest first."""
        pairs = zip(self.wordings, self.wordings[1:], strict=False)
        return [_earlier(one, new) for one, new in pairs][::-1]

    @property
    def changed_at(self) -> dt.datetime | None:
        """When a suggested change was accepted last."""
        at = [each.worded_at for each in self.wordings if each.reason == MaskReason.AMENDED]
        return at[-1] if at else None

    def starting_from(self, number: int) -> Wording:
        """The wording with this number; where that may not be read any more, the first one that may."""
        return next((each for each in self.wordings if each.number >= number), self.now)


def _earlier(one: Wording, new: Wording) -> Earlier:
    heading = difference(one.title, new.title) if one.title != new.title else ()
    return Earlier(one, new.worded_at, difference(one.text, new.text), heading)


def followed(proposal: Contribution, *, shown: bool = True) -> tuple[Worded, list[Change]]:
    """How it reads, and what has been suggested, the first first: two queries. shown: only what everybody may read."""
    rows = _shown(shown).filter(of=proposal)
    some = list(rows)
    known = _wordings([proposal.pk, *(each.contribution_id for each in some)])
    return _readable(known[proposal.pk]), compared(some, known)


def worded(ids: Iterable[int]) -> dict[int, Worded]:
    """How each of these reads: one query."""
    return {pk: _readable(rows) for pk, rows in _wordings(ids).items()}


def changes(proposals: Sequence[Contribution]) -> dict[int, list[Change]]:
    """Proposal → what has been suggested and everybody may read, the first first: one query, two if there is any."""
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for each in compared(list(_shown().filter(of__in=[each.pk for each in proposals]))):
        found[each.amendment.of_id].append(each)
    return dict(found)


def suggested(contributions: Sequence[Contribution]) -> dict[int, Change]:
    """Contribution → the change that it suggests, of those that suggest one and whose proposal is shown."""
    rows = _shown(False).filter(contribution__in=[each.pk for each in contributions], of__published_at__isnull=False)
    return {each.contribution.pk: each for each in compared(list(rows))}


@dataclass(frozen=True)
class Start:
    """What a suggested change would do to the proposal that it starts from."""

    pieces: tuple[Piece, ...]
    heading: tuple[Piece, ...]


def starts(contributions: Sequence[Contribution]) -> dict[int, Start]:
    """Contribution → what it would change in its proposal, as far as that may be read: one query."""
    known = _wordings(
        [each.pk for each in contributions],
        also=Contribution.objects.filter(
            dialogue__in={each.dialogue_id for each in contributions},
            reference__in=[each.values[rules.AMENDS] for each in contributions],
        ),
    )
    by_reference = {rows[0].contribution.reference: rows for rows in known.values()}
    found = {}
    for each in contributions:
        of = by_reference.get(each.values[rules.AMENDS])
        if of:
            start = _readable(of).starting_from(int(each.values.get(rules.FROM_WORDING, 1)))
            suggested = known[each.pk][-1]
            found[each.pk] = Start(difference(start.text, suggested.text), _heading(start, suggested))
    return found


def _shown(shown: bool = True) -> QuerySet[Amendment]:
    rows = Amendment.objects.select_related("of", "verdict__by").order_by("contribution__received_at", "pk")
    return rows.filter(contribution__published_at__isnull=False) if shown else rows


Wordings = dict[int, list[Wording]]


def compared(some: Sequence[Amendment], known: Wordings | None = None) -> list[Change]:
    """Each with what it differs in. known: the wordings of all of them and their proposals; else one query."""
    if not some:
        return []
    known = known or _wordings({pk for each in some for pk in (each.contribution_id, each.of_id)})
    return [_change(each, known[each.contribution_id][-1], _readable(known[each.of_id])) for each in some]


def _wordings(ids: Iterable[int], *, also: QuerySet[Contribution] | None = None) -> Wordings:
    found: defaultdict[int, list[Wording]] = defaultdict(list)
    wanted = Q(contribution__in=list(ids)) | (Q() if also is None else Q(contribution__in=also))
    rows = Wording.objects.filter(wanted).select_related("contribution")
    for row in rows.order_by("contribution", "number"):
        found[row.contribution_id].append(row)
    return found


def _readable(rows: Sequence[Wording]) -> Worded:
    return Worded(tuple(rows[rules.readable_from([row.reason for row in rows]) :]))


def _change(amendment: Amendment, suggested: Wording, proposal: Worded) -> Change:
    start = proposal.starting_from(amendment.from_wording)
    return Change(
        amendment,
        suggested,
        difference(start.text, suggested.text),
        _heading(start, suggested),
        start.number,
        proposal.now.number,
        getattr(amendment, "verdict", None),
    )


def against_now(change: Change, proposal: Worded) -> Change:
    """The same, compared with the wording that holds: what accepting it would do."""
    now = proposal.now
    pieces, heading = difference(now.text, change.wording.text), _heading(now, change.wording)
    return replace(change, pieces=pieces, heading=heading, starts=now.number)


def _heading(before: Wording, suggested: Wording) -> tuple[Piece, ...]:
    """What would change in the title of the proposal; nothing where that stays."""
    title = suggested.contribution.values.get(rules.HEADING, "")
    return difference(before.title, title) if title and title != before.title else ()


def states(ids: Iterable[int]) -> dict[int, list[Amendment]]:
    """Proposal → the shown suggested changes of it, each with its verdict if there is one: one query."""
    found: defaultdict[int, list[Amendment]] = defaultdict(list)
    rows = Amendment.objects.filter(of__in=list(ids), contribution__published_at__isnull=False)
    for row in rows.select_related("verdict"):
        found[row.of_id].append(row)
    return dict(found)


def amendment(condition: Q, reference: str, *, dialogue: Dialogue | None = None) -> Amendment:
    """One suggested change by the reference of its contribution. Raises Http404."""
    parts = ("contribution", "of__activity__dialogue__organisation", "of__dialogue", "verdict__by")
    rows = Amendment.objects.filter(condition, contribution__reference=reference.upper()).select_related(*parts)
    one = rows.first()
    if one is None:
        raise Http404
    one.of.dialogue = one.of.activity.dialogue = dialogue or one.of.activity.dialogue
    return one
