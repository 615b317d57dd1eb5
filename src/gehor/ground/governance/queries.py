"""What is adopted, what is being written, and how far the organisation says that it has come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies

from . import content as contents
from . import rules, seeds
from .models import Charter, Component, Criterion, CriterionWording, Draft, Kind, Standing


@dataclass(frozen=True)
class Shown:
    """A draft or an adopted version, as a page shows it. duties: (role, the body's name, words)."""

    preamble: LocalText
    source: LocalText
    principles: list[dict[str, LocalText]] = field(default_factory=list)
    promises: list[tuple[str, LocalText]] = field(default_factory=list)  # (level, promise)
    duties: list[tuple[str, str, LocalText]] = field(default_factory=list)
    rest: list[tuple[str, LocalText]] = field(default_factory=list)  # (steering_group | support | budget_line, words)


@dataclass(frozen=True)
class Judged:
    """One component with what was said of it, year by year; `latest` is the last of them."""

    component: Component
    standings: list[Standing]

    @property
    def latest(self) -> Standing | None:
        return self.standings[-1] if self.standings else None

    def of(self, year: int) -> Standing | None:
        return next((each for each in self.standings if each.year == year), None)


def charters(organisation: Organisation) -> QuerySet[Charter]:
    """Every adopted version, the newest first."""
    return (
        Charter.objects.filter(organisation=organisation)
        .select_related("body", "organisation")
        .prefetch_related("principles", "duties__body")
    )


def newest(organisation: Organisation, kind: str) -> Charter | None:
    return charters(organisation).filter(kind=kind).first()


def charter_numbered(organisation: Organisation, kind: str, number: int) -> Charter:
    found = charters(organisation).filter(kind=kind, number=number).first()
    if found is None:
        raise Http404
    return found


def charter_in_force(organisation: Organisation, kind: str, on: dt.date) -> Charter | None:
    """What held on a day: the last version adopted by then, if it had not run out."""
    found = charters(organisation).filter(kind=kind, adopted_on__lte=on).first()
    return found if found is not None and rules.is_in_force(found.valid_to, on) else None


def is_in_force(charter: Charter) -> bool:
    return rules.is_in_force(charter.valid_to, clock.today())


@dataclass(frozen=True)
class RunningOut:
    """The newest version of a document, which soon runs out or has run out. days: left, below 0 when out."""

    charter: Charter
    days: int


def running_out(organisations: Iterable[int]) -> list[RunningOut]:
    """What must be adopted anew, the most pressing first: one query."""
    today, seen, found = clock.today(), set(), []
    rows = Charter.objects.filter(organisation__in=organisations).select_related("organisation", "body")
    for charter in rows.order_by("organisation", "kind", "-number"):
        key = (charter.organisation_id, charter.kind)
        days = None if key in seen else rules.days_left(charter.valid_to, today=today)
        seen.add(key)
        if days is not None:
            found.append(RunningOut(charter, days))
    return sorted(found, key=lambda each: each.days)


def draft_of(organisation: Organisation, kind: str) -> Draft | None:
    """It knows its organisation."""
    found = Draft.objects.filter(organisation=organisation, kind=kind).select_related("changed_by").first()
    if found is not None:
        found.organisation = organisation
    return found


def drafts(organisation: Organisation) -> dict[str, Draft]:
    return {row.kind: row for row in Draft.objects.filter(organisation=organisation)}


def shown(charter: Charter) -> Shown:
    names = {row.body_id: row.body.name for row in charter.duties.all() if row.body is not None}
    return _shown(contents.from_charter(charter), charter.source, names)


def shown_draft(draft: Draft) -> Shown:
    names = dict(bodies(draft.organisation).values_list("pk", "name")) if draft.kind == Kind.ROLES else {}
    return _shown(draft.content, draft.source, names)


def _shown(content: dict[str, Any], source: str, names: dict[int, str]) -> Shown:
    promises = content.get("promises", {})
    return Shown(
        preamble=content["preamble"],
        source=seeds.source_named(source),
        principles=content.get("principles", []),
        promises=[(level.value, promises[level.value]) for level in rules.ON_BOVERKETS if promises.get(level.value)],
        duties=[
            (role, names.get(duty["body"], ""), duty["text"])
            for role, duty in content.get("duties", {}).items()
            if duty["body"] or duty["text"]
        ],
        rest=[(name, content[name]) for name in ("steering_group", "support", "budget_line") if content.get(name)],
    )


def components(organisation: Organisation) -> list[Component]:
    """The organisation's own, or those that it will get when it first judges itself."""
    return list(Component.objects.filter(organisation=organisation)) or [
        Component(organisation=organisation, number=number, **row) for number, row in enumerate(seeds.components(), 1)
    ]


def component_numbered(organisation: Organisation, number: int) -> Component:
    for component in components(organisation):
        if component.number == number:
            return component
    raise Http404


def standing_of(component: Component, year: int) -> Standing | None:
    if component.pk is None:
        return None
    return Standing.objects.filter(component=component, year=year).select_related("judged_by").first()


def judged(organisation: Organisation) -> list[Judged]:
    """Every component in its order, with its years in theirs: two queries."""
    by_component: dict[int, list[Standing]] = {}
    for row in Standing.objects.filter(component__organisation=organisation).order_by("year"):
        by_component.setdefault(row.component_id, []).append(row)
    return [Judged(each, by_component.get(each.pk, [])) for each in components(organisation)]


def years(rows: Iterable[Judged]) -> list[int]:
    """Every year that something was judged in."""
    return sorted({each.year for row in rows for each in row.standings})


def criteria(organisation: Organisation) -> list[CriterionWording]:
    """What this organisation asks now, in order, as it is put now; each knows its criterion. One query."""
    return [each for each in every_criterion(organisation) if each.criterion.retired_at is None]


def every_criterion(organisation: Organisation) -> list[CriterionWording]:
    """Those that are asked no more too. One query."""
    rows = CriterionWording.objects.select_related("criterion__organisation").order_by("number")
    latest = {row.criterion_id: row for row in rows.filter(criterion__organisation=organisation)}
    return sorted(latest.values(), key=lambda row: row.criterion.number)


def criterion_numbered(organisation: Organisation, number: int) -> Criterion:
    """One of the organisation's own criteria, which knows its organisation. Else 404."""
    return one_of(organisation, Criterion.objects, number=number)


def wording_of(criterion: Criterion) -> CriterionWording:
    """How it is put now."""
    return criterion.wordings.all()[0]
