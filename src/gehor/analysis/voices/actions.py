"""Choosing quotations, and writing down what fewer thought. Signed off, nothing of it changes any more."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max

from gehor.analysis.models import Finding, Reading, Rest
from gehor.analysis.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.participation.identity.queries import demanded
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.steps import CHANGE_POSITION, DROP_POSITION, QUOTE, UNQUOTE, WRITE_POSITION
from gehor.process.words import Doing, Proof

from . import rules
from .models import Backing, Position, Quotation


@transaction.atomic
def quote(finding: Finding, *, actor: Actor, contribution: Contribution, words: str) -> Quotation:
    """Let a part of a contribution speak for a finding: words that stand in the wording that everybody may read.

    One contribution is quoted once for a finding; chosen again, the new words take the place of the old.
    """
    act = begin(QUOTE, finding.dialogue, actor=actor, facts=facts)
    contribution.refresh_from_db(fields=["published_at"])
    if not Rest.objects.filter(finding=finding, contribution=contribution).exists():
        raise WrongInput("quotes_what_it_rests_on", field="words")
    if contribution.published_at is None or demanded(contribution.activity, Doing.READ) is not Proof.OPEN:
        raise WrongInput("not_shown_to_all", field="words", reference=contribution.reference)
    typed = written.text(words, field="words", longest=rules.QUOTATION_LONGEST)
    wording = contribution.wordings.last()
    at = rules.place(typed, wording.text)
    if at is None:
        raise WrongInput("not_in_the_wording", field="words", reference=contribution.reference)
    others = Quotation.objects.filter(finding=finding).exclude(contribution=contribution)
    if others.count() >= rules.QUOTATIONS_MOST:
        raise WrongInput("too_many_quotations", field="words", most=rules.QUOTATIONS_MOST)
    quotation, _ = Quotation.objects.update_or_create(
        finding=finding,
        contribution=contribution,
        defaults={
            "wording": wording,
            "begins": at[0],
            "ends": at[1],
            "chosen_at": clock.now(),
            "chosen_by_id": actor.account_id,
        },
    )
    record(act, subject=quotation, finding=finding.pk, contribution=contribution.pk)
    return quotation


@transaction.atomic
def unquote(finding: Finding, *, actor: Actor, contribution: Contribution) -> None:
    """Take a quotation away. The contribution stays where it is."""
    act = begin(UNQUOTE, finding.dialogue, actor=actor, facts=facts)
    quotation = Quotation.objects.filter(finding=finding, contribution=contribution).first()
    if quotation is None:
        raise WrongMoment("not_quoted", reference=contribution.reference)
    Quotation.objects.filter(pk=quotation.pk).delete()
    record(act, subject=quotation, finding=finding.pk, contribution=contribution.pk)


@transaction.atomic
def write_position(
    dialogue: Dialogue,
    *,
    actor: Actor,
    name: LocalText,
    statement: LocalText,
    contributions: Iterable[Contribution],
    finding: Finding | None = None,
) -> Position:
    """Name what fewer thought, beside a finding or beside all, with the contributions that say so."""
    act = begin(WRITE_POSITION, dialogue, actor=actor, facts=facts)
    said, backing = _worded(dialogue, name, statement), _backing(dialogue, contributions)
    _of_this(dialogue, finding)
    last = Position.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    position = Position.objects.create(
        dialogue=dialogue, finding=finding, number=last + 1, written_at=clock.now(), **said
    )
    Backing.objects.bulk_create(Backing(position=position, contribution=each) for each in backing)
    record(act, subject=position, number=position.number, contributions=len(backing))
    return position


@transaction.atomic
def change_position(
    position: Position,
    *,
    actor: Actor,
    name: LocalText,
    statement: LocalText,
    contributions: Iterable[Contribution],
    finding: Finding | None = None,
    version: int,
) -> Position:
    """Say it better, or let it rest on other contributions; whoever changed it meanwhile is not overwritten."""
    act = begin(CHANGE_POSITION, position.dialogue, actor=actor, facts=facts)
    _refresh(position)
    if position.version != version:
        raise WrongMoment("position_changed_meanwhile", number=position.number)
    said, backing = _worded(position.dialogue, name, statement), _backing(position.dialogue, contributions)
    _of_this(position.dialogue, finding)
    position.name, position.statement, position.finding = said["name"], said["statement"], finding
    position.version += 1
    position.save(update_fields=["name", "statement", "finding", "version"])
    Backing.objects.filter(position=position).delete()
    Backing.objects.bulk_create(Backing(position=position, contribution=each) for each in backing)
    record(act, subject=position, number=position.number, version=position.version, contributions=len(backing))
    return position


@transaction.atomic
def drop_position(position: Position, *, actor: Actor) -> None:
    """Take a position away. Those after it move up, so that no number is missing."""
    act = begin(DROP_POSITION, position.dialogue, actor=actor, facts=facts)
    _refresh(position)
    Position.objects.filter(pk=position.pk).delete()
    for later in Position.objects.filter(dialogue=position.dialogue, number__gt=position.number).order_by("number"):
        Position.objects.filter(pk=later.pk).update(number=F("number") - 1)
    record(act, subject=position, number=position.number)


def _worded(dialogue: Dialogue, name: LocalText, statement: LocalText) -> dict[str, LocalText]:
    source = dialogue.source_language
    return {
        "name": written.local(name, source, field="name", longest=rules.NAME_LONGEST, lines=False),
        "statement": written.local(statement, source, field="statement", longest=rules.STATEMENT_LONGEST),
    }


def _backing(dialogue: Dialogue, contributions: Iterable[Contribution]) -> list[Contribution]:
    """What a position rests on: something, of this dialogue, that is not set aside."""
    backing = list({each.pk: each for each in contributions}.values())
    if not backing:
        raise WrongInput("position_on_nothing", field="references")
    if len(backing) > rules.BACKING_MOST:
        raise WrongInput("too_many_references", field="references", most=rules.BACKING_MOST)
    for each in backing:
        if each.dialogue_id != dialogue.pk:
            raise WrongInput("unknown_reference", field="references", reference=each.reference)
    aside = Reading.objects.filter(contribution__in=backing).exclude(aside="").select_related("contribution").first()
    if aside is not None:
        raise WrongInput("position_on_aside", field="references", reference=aside.contribution.reference)
    return backing


def _of_this(dialogue: Dialogue, finding: Finding | None) -> None:
    if finding is not None and not Finding.objects.filter(dialogue=dialogue, pk=finding.pk).exists():
        raise WrongInput("finding_elsewhere", field="finding")


def _refresh(position: Position) -> None:
    now = Position.objects.filter(pk=position.pk).first()
    if now is None:
        raise WrongMoment("position_is_gone")
    position.number, position.version = now.number, now.version
