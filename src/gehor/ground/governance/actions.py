"""Every change of the map: writing a draft, adopting it, and judging how far the organisation has come."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.steps import (
    ADD_CRITERION,
    ADOPT_CHARTER,
    BEGIN_DRAFT,
    CHANGE_DRAFT,
    DROP_DRAFT,
    JUDGE_COMPONENT,
    RENAME_COMPONENT,
    RETIRE_CRITERION,
    REWORD_CRITERION,
)

from . import content as contents
from . import rules, seeds
from .content import Content
from .models import Charter, Component, Criterion, CriterionWording, Draft, Duty, Kind, Principle, Standing


@transaction.atomic
def begin_draft(
    organisation: Organisation, *, actor: Actor, kind: str, seed: str = "", charter: Charter | None = None
) -> Draft:
    """A new draft: from a set of principles seen elsewhere, from an adopted version, or from nothing."""
    act = begin(BEGIN_DRAFT, organisation, actor=actor)
    if kind not in Kind.values or (charter is not None and charter.kind != kind):
        raise WrongInput("no_such_document")
    if seed and (kind != Kind.PRINCIPLES or seed not in seeds.principle_sets()):
        raise WrongInput("no_such_set", field="seed")
    if charter is not None and charter.organisation_id != organisation.pk:
        raise WrongInput("no_such_document")
    if Draft.objects.filter(organisation=organisation, kind=kind).exists():
        raise WrongMoment("draft_exists")
    source = charter.source if charter is not None else seed
    draft = Draft.objects.create(
        organisation=organisation,
        kind=kind,
        content=_begun(kind, seed, charter),
        source=source,
        changed_at=clock.now(),
        changed_by_id=actor.account_id,
    )
    record(act, subject=draft, kind=kind, source=source or None, charter=charter.pk if charter is not None else None)
    return draft


@transaction.atomic
def change_draft(draft: Draft, *, actor: Actor, content: Content, version: int) -> Draft:
    """version: of the draft that the actor saw. Whoever has changed it since is not overwritten unseen."""
    act = begin(CHANGE_DRAFT, draft.organisation, actor=actor)
    _refresh(draft, version)
    bodies = frozenset(Body.objects.filter(organisation=draft.organisation_id).values_list("pk", flat=True))
    draft.content = contents.tidy(draft.kind, content, draft.organisation.source_language, bodies)
    draft.version += 1
    draft.changed_at, draft.changed_by_id = clock.now(), actor.account_id
    draft.save()
    record(act, subject=draft, kind=draft.kind, version=draft.version)
    return draft


@transaction.atomic
def drop_draft(draft: Draft, *, actor: Actor, version: int) -> None:
    """Throw a draft away. What is adopted stays."""
    act = begin(DROP_DRAFT, draft.organisation, actor=actor)
    _refresh(draft, version)
    Draft.objects.filter(pk=draft.pk).delete()
    record(act, subject=draft, kind=draft.kind)


@transaction.atomic
def adopt_charter(
    draft: Draft,
    *,
    actor: Actor,
    version: int,
    body: Body,
    adopted_on: dt.date,
    section: str,
    case_number: str,
    valid_to: dt.date | None = None,
) -> Charter:
    """Record that a body has adopted the draft. It becomes the next version, which nobody can change."""
    act = begin(ADOPT_CHARTER, draft.organisation, actor=actor)
    _refresh(draft, version)
    if contents.is_empty(draft.kind, draft.content):
        raise WrongMoment("draft_empty")
    if body.organisation_id != draft.organisation_id:
        raise WrongInput("body_elsewhere", field="body")
    before = Charter.objects.filter(organisation=draft.organisation_id, kind=draft.kind).order_by("-number").first()
    wrong = rules.wrong_dates(
        adopted_on, valid_to, today=clock.today(), before=before.adopted_on if before is not None else None
    )
    if wrong is not None:
        raise WrongInput(wrong[1], field=wrong[0])
    charter = Charter.objects.create(
        organisation_id=draft.organisation_id,
        kind=draft.kind,
        number=before.number + 1 if before is not None else 1,
        source=draft.source,
        **{name: text for name, text in draft.content.items() if name not in ("principles", "duties")},
        body=body,
        adopted_on=adopted_on,
        section=written.section(section),
        case_number=written.line(case_number, field="case_number", longest=40),
        valid_to=valid_to,
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    Principle.objects.bulk_create(
        Principle(charter=charter, number=number, **row)
        for number, row in enumerate(draft.content.get("principles", []), 1)
    )
    Duty.objects.bulk_create(
        Duty(charter=charter, role=role, body_id=duty["body"], text=duty["text"])
        for role, duty in draft.content.get("duties", {}).items()
        if duty["body"] or duty["text"]
    )
    Draft.objects.filter(pk=draft.pk).delete()
    record(act, subject=charter, kind=charter.kind, number=charter.number, body=body.pk)
    return charter


@transaction.atomic
def judge_component(
    organisation: Organisation,
    *,
    actor: Actor,
    year: int,
    number: int,
    step: int,
    evidence: LocalText,
    next_step: LocalText,
    owner: str = "",
    next_by: dt.date | None = None,
    version: int = 0,
) -> Standing:
    """Say where the organisation stands with one component. version: of what the actor saw, 0 for nothing."""
    act = begin(JUDGE_COMPONENT, organisation, actor=actor)
    if not rules.is_year(year, clock.today()):
        raise WrongInput("no_such_year", first=rules.FIRST_YEAR)
    if step not in rules.SCALE:
        raise WrongInput("no_such_step", field="step")
    component = _component(organisation, number)
    standing = Standing.objects.filter(component=component, year=year).first() or Standing(
        component=component, year=year, version=0
    )
    if standing.version != version:
        raise WrongMoment("judged_meanwhile")
    source = organisation.source_language
    standing.step = step
    standing.evidence = written.local(evidence, source, field="evidence", required=False)
    standing.next_step = written.local(next_step, source, field="next_step", required=False)
    standing.owner = written.line(owner, field="owner", required=False, longest=120)
    standing.next_by = next_by
    if standing.next_step and not standing.owner:
        raise WrongInput("next_step_without_owner", field="owner")
    standing.version += 1
    standing.judged_at, standing.judged_by_id = clock.now(), actor.account_id
    standing.save()
    record(act, subject=standing, year=year, component=component.pk, step=step)
    return standing


@transaction.atomic
def rename_component(
    organisation: Organisation, *, actor: Actor, number: int, name: LocalText, asks: LocalText
) -> Component:
    """Call a component of the map what it is called here, and say what it asks for."""
    act = begin(RENAME_COMPONENT, organisation, actor=actor)
    component = _component(organisation, number)
    source = organisation.source_language
    component.name = written.local(name, source, field="name", longest=contents.NAME, lines=False)
    component.asks = written.local(asks, source, field="asks", required=False, longest=contents.SHORT)
    others = Component.objects.filter(organisation=organisation).exclude(pk=component.pk).values_list("name", flat=True)
    if any(_is_one_name(component.name, other) for other in others):
        raise WrongInput("component_name_taken", field="name")
    component.save()
    record(act, subject=component, number=number)
    return component


@transaction.atomic
def add_criterion(
    organisation: Organisation, *, actor: Actor, question: LocalText, hint: LocalText
) -> CriterionWording:
    """One more thing to ask before a dialogue is run, from now on."""
    act = begin(ADD_CRITERION, organisation, actor=actor)
    rows = Criterion.objects.filter(organisation=organisation)
    if rows.filter(retired_at=None).count() >= rules.MOST_CRITERIA:
        raise WrongMoment("too_many_criteria", most=rules.MOST_CRITERIA)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    criterion = Criterion.objects.create(organisation=organisation, number=last + 1)
    wording = _worded(criterion, question, hint, actor)
    record(act, subject=criterion, number=criterion.number)
    return wording


@transaction.atomic
def reword_criterion(criterion: Criterion, *, actor: Actor, question: LocalText, hint: LocalText) -> CriterionWording:
    """Put it in other words from now on. Who has answered has answered to the words that were asked."""
    act = begin(REWORD_CRITERION, criterion.organisation, actor=actor)
    _still_asked(criterion)
    wording = _worded(criterion, question, hint, actor)
    record(act, subject=criterion, number=criterion.number, wording=wording.number)
    return wording


@transaction.atomic
def retire_criterion(criterion: Criterion, *, actor: Actor) -> Criterion:
    """Ask it no more. The answers stay where they were given."""
    act = begin(RETIRE_CRITERION, criterion.organisation, actor=actor)
    _still_asked(criterion)
    criterion.retired_at = clock.now()
    criterion.save(update_fields=["retired_at"])
    record(act, subject=criterion, number=criterion.number)
    return criterion


def _still_asked(criterion: Criterion) -> None:
    if not Criterion.objects.filter(pk=criterion.pk, retired_at=None).exists():
        raise WrongMoment("criterion_retired")


def _worded(criterion: Criterion, question: LocalText, hint: LocalText, actor: Actor) -> CriterionWording:
    """The next wording. The words that it has already make no new one."""
    source = criterion.organisation.source_language
    before = criterion.wordings.first()
    said = {
        "question": written.local(question, source, field="question", longest=contents.SHORT),
        "hint": written.local(hint, source, field="hint", required=False, longest=contents.SHORT),
    }
    if before is not None and said == {"question": before.question, "hint": before.hint}:
        raise WrongInput("criterion_says_so_already", field="question")
    return CriterionWording.objects.create(
        criterion=criterion,
        number=before.number + 1 if before is not None else 1,
        **said,
        worded_at=clock.now(),
        worded_by_id=actor.account_id,
    )


def _is_one_name(one: LocalText, other: LocalText) -> bool:
    """Whether some reader could not tell them apart."""
    return any(one[code].casefold() == other[code].casefold() for code in one.keys() & other.keys())


def _begun(kind: str, seed: str, charter: Charter | None) -> Content:
    if charter is not None:
        return contents.from_charter(charter)
    return contents.from_seed(seed) if seed else contents.empty(kind)


def _refresh(draft: Draft, version: int) -> None:
    """The draft as it stands now; the organisation's row is locked, so it stays so."""
    now = Draft.objects.filter(pk=draft.pk).first()
    if now is None:
        raise WrongMoment("draft_gone")
    if now.version != version:
        raise WrongMoment("draft_changed")
    draft.content, draft.version, draft.source = now.content, now.version, now.source


def _component(organisation: Organisation, number: int) -> Component:
    """One component of this organisation's map, which it gets when it first judges itself."""
    rows = Component.objects.filter(organisation=organisation)
    if not rows.aggregate(last=Max("number"))["last"]:
        Component.objects.bulk_create(
            Component(organisation=organisation, number=place, **row) for place, row in enumerate(seeds.components(), 1)
        )
    found = rows.filter(number=number).first()
    if found is None:
        raise WrongInput("no_such_component")
    return found
