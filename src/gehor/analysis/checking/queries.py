"""Checks, what was said in them, and what a finding may claim of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.http import Http404

from gehor.analysis.models import Finding, FormerWording, Rest
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

from . import rules
from .models import Check, Offered, Reply, Response
from .rules import Standing, Verdict


@dataclass
class Counts:
    """How many confirmed one wording of a finding in one check, and how many would have it corrected."""

    round: int
    version: int
    last_day: dt.date
    confirmed: int = 0
    corrected: int = 0

    @property
    def n(self) -> int:
        return self.confirmed + self.corrected


@dataclass
class Checked:
    """One finding in all checks: its counts, the newest wording last."""

    counts: list[Counts]

    @property
    def latest(self) -> Counts:
        return self.counts[-1]


def standing(finding: Finding) -> Standing:
    """What a finding may claim of the participants' check: no query."""
    return rules.standing(checked=finding.checked, version=finding.version)


def overview(dialogue: Dialogue) -> dict[int, Checked]:
    """Finding id → what was said of it in all checks; no entry where no check had it. One query."""
    found: dict[int, Checked] = {}
    here = Q(check_round__dialogue=dialogue)
    names = ("finding_id", "check_round__number", "version", "check_round__last_day")
    offered = Offered.objects.filter(here).order_by().values_list(*names, Value("")).annotate(n=Count("pk"))
    said = Response.objects.filter(here).order_by().values_list(*names, "verdict").annotate(n=Sum("people"))
    rows = sorted(offered.union(said, all=True), key=lambda row: (row[1], row[2]))
    for finding_id, check, version, last_day, verdict, people in rows:
        counts = found.setdefault(finding_id, Checked([])).counts
        if not counts or (counts[-1].round, counts[-1].version) != (check, version):
            counts.append(Counts(check, version, last_day))
        if verdict == Verdict.CONFIRM:
            counts[-1].confirmed = people
        elif verdict == Verdict.CORRECT:
            counts[-1].corrected = people
    return found


def latest(dialogue: Dialogue) -> Check | None:
    check = Check.objects.filter(dialogue=dialogue).order_by("-number").first()
    if check is not None:
        check.dialogue = dialogue
    return check


def is_open(check: Check, *, today: dt.date) -> bool:
    """Whether those who took part can answer: until the end of the last day."""
    return check.closed_at is None and today <= check.last_day


def rounds(dialogue: Dialogue) -> list[Check]:
    """All checks, each with `respondents`: how many participants have answered, and `without_code`."""
    said = Response.objects.filter(check_round=OuterRef("pk")).order_by().values("check_round")
    return list(
        Check.objects.filter(dialogue=dialogue).annotate(
            respondents=Subquery(said.annotate(n=Count("participant", distinct=True)).values("n")),
            without_code=Subquery(said.annotate(n=Count("pk", filter=Q(participant__isnull=True))).values("n")),
        )
    )


def dialogue_of(participant: Participant) -> Dialogue:
    """The dialogue in which somebody has taken part, also by their table's voice. Else 404."""
    said = Contribution.objects.filter(participant__in=heard_as(participant)).order_by("pk")
    dialogue = (
        Dialogue.objects.select_related("organisation", "deciding_body")
        .filter(pk__in=said.values("dialogue")[:1])
        .first()
    )
    if dialogue is None:
        raise Http404
    return dialogue


# Columns of a wording: until when the latest check of its dialogue is or was open, and whether it is closed.
_LATEST = Check.objects.filter(dialogue=OuterRef("contribution__dialogue")).order_by("-number")
CHECK_COLUMNS = {
    "check_until": Subquery(_LATEST.values("last_day")[:1]),
    "check_closed_at": Subquery(_LATEST.values("closed_at")[:1]),
}


def own_findings(participant: Participant) -> set[int]:
    """Ids of the findings that rest on what this participant said."""
    rests = Rest.objects.filter(contribution__participant__in=heard_as(participant))
    return set(rests.values_list("finding_id", flat=True))


def responses_of(participant: Participant) -> list[Response]:
    """All that one participant has said in checks, with `reply`, oldest first."""
    return list(Response.objects.filter(participant=participant).select_related("reply", "check_round", "finding"))


def objections(dialogue: Dialogue) -> QuerySet[Response]:
    """All objections, unanswered first: for staff."""
    return (
        Response.objects.filter(check_round__dialogue=dialogue, verdict=Verdict.CORRECT.value)
        .select_related("finding", "reply", "reply__answered_by", "check_round")
        .order_by(F("reply__answered_at").asc(nulls_first=True), "received_at", "pk")
    )


def objection_of(dialogue: Dialogue, pk: int) -> Response:
    """The one door to an objection. Else 404."""
    found = objections(dialogue).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.finding.dialogue = dialogue
    found.check_round.dialogue = dialogue
    return found


def answered_objections(finding: Finding) -> list[Reply]:
    """Objections to a finding with their answers, as everybody may read them, oldest first."""
    return list(
        Reply.objects.filter(response__finding=finding)
        .select_related("response", "response__check_round")
        .order_by("response__received_at", "response_id")
    )


@dataclass(frozen=True)
class Worded:
    """One wording of a finding; replaced_at is None for the one that stands."""

    number: int
    statement: LocalText
    explanation: LocalText
    replaced_at: dt.datetime | None


def wordings(finding: Finding, *, since: int = 1) -> list[Worded]:
    """How a finding has been worded, oldest first. since: the first wording that was put before participants."""
    former = [
        Worded(row.number, row.statement, row.explanation, row.replaced_at)
        for row in FormerWording.objects.filter(finding=finding, number__gte=since)
    ]
    return [*former, Worded(finding.version, finding.statement, finding.explanation, None)]


def statements(findings: Iterable[Finding], responses: Iterable[Response]) -> dict[tuple[int, int], LocalText]:
    """(finding id, version) → statement, for what was answered to and no longer stands: one query, or none."""
    now = {(finding.pk, finding.version): finding.statement for finding in findings}
    asked = {(row.finding_id, row.version) for row in responses} - now.keys()
    if not asked:
        return now
    former = FormerWording.objects.filter(finding__in={pk for pk, _ in asked})
    return {**now, **{(row.finding_id, row.number): row.statement for row in former}}
