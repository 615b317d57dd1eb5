"""Every write of this stage, one function per step.

Whoever changes what is read locks the dialogue's row, so two analysts never write at the same moment; `version` says
which state of a contribution or a finding somebody had before them when they decided.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max

from gehor.ground import clock, written
from gehor.ground.act import Act, Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.participation.actions import publish, withhold
from gehor.participation.models import Contribution
from gehor.participation.moderation.queries import is_hidden
from gehor.planning.models import Dialogue
from gehor.process.steps import DROP_FINDING, READ, REWORD_FINDING, SET_ASIDE, SIGN_OFF, WRITE_FINDING
from gehor.process.words import Aside

from . import rules
from .checking.models import Check, Offered, Response
from .counted.models import Counted
from .models import Finding, FormerWording, Reading, Rest, SignOff
from .queries import facts
from .series.models import Option
from .voices.models import Position


@transaction.atomic
def write_finding(
    dialogue: Dialogue, *, actor: Actor, statement: LocalText, explanation: LocalText | None = None
) -> Finding:
    """State in one sentence what was said. It gets the next number."""
    act = begin(WRITE_FINDING, dialogue, actor=actor, facts=facts)
    statement, explanation = _worded(dialogue, statement, explanation)
    last = Finding.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    finding = Finding.objects.create(
        dialogue=dialogue,
        number=last + 1,
        statement=statement,
        explanation=explanation,
        written_at=clock.now(),
        checked=0 if Check.objects.filter(dialogue=dialogue).exists() else None,
    )
    record(act, subject=finding, number=finding.number)
    return finding


@transaction.atomic
def reword_finding(
    finding: Finding, *, actor: Actor, statement: LocalText, explanation: LocalText | None = None, version: int
) -> Finding:
    """Say it better. What rests on it stays; whoever reworded it in the meantime is not overwritten."""
    act = begin(REWORD_FINDING, finding.dialogue, actor=actor, facts=facts)
    _refresh(finding)
    if finding.version != version:
        raise WrongMoment("reworded_meanwhile", number=finding.number)
    worded = _worded(finding.dialogue, statement, explanation, but=finding)
    if worded != (finding.statement, finding.explanation):
        FormerWording.objects.create(
            finding=finding,
            number=finding.version,
            statement=finding.statement,
            explanation=finding.explanation,
            replaced_at=clock.now(),
            replaced_by_id=actor.account_id,
        )
        finding.statement, finding.explanation = worded
        finding.version += 1
        finding.save(update_fields=["statement", "explanation", "version"])
    record(act, subject=finding, number=finding.number, version=finding.version)
    return finding


@transaction.atomic
def drop_finding(finding: Finding, *, actor: Actor) -> None:
    """Take a finding away on which nothing rests. Those after it move up, so that no number is missing."""
    act = begin(DROP_FINDING, finding.dialogue, actor=actor, facts=facts)
    _refresh(finding)
    resting = Rest.objects.filter(finding=finding).count()
    if resting:
        raise WrongMoment("something_rests_on_it", number=finding.number, contributions=resting)
    if tables := Counted.objects.filter(finding=finding).count():
        raise WrongMoment("counted_on_it", number=finding.number, tables=tables)
    if Position.objects.filter(finding=finding).exists():
        raise WrongMoment("positions_on_it", number=finding.number)
    if Offered.objects.filter(finding=finding).exists() or Response.objects.filter(finding=finding).exists():
        raise WrongMoment("finding_was_checked", number=finding.number)
    if Option.objects.filter(finding=finding).exists():
        raise WrongMoment("finding_was_prioritised", number=finding.number)
    Finding.objects.filter(pk=finding.pk).delete()
    for later in Finding.objects.filter(dialogue=finding.dialogue, number__gt=finding.number).order_by("number"):
        Finding.objects.filter(pk=later.pk).update(number=F("number") - 1)
    record(act, subject=finding, number=finding.number)


@transaction.atomic
def read(
    contribution: Contribution, *, actor: Actor, findings: Iterable[Finding], version: int, show: bool = True
) -> Reading:
    """Let findings rest on a contribution, instead of what was read into it before.

    version: of the reading that the actor saw, 0 for none. show: let everybody see the contribution from now on.
    """
    act = begin(READ, contribution.dialogue, actor=actor, facts=facts)
    findings = list(findings)
    if not findings:
        raise WrongInput("no_finding", field="findings")
    if any(finding.dialogue_id != contribution.dialogue_id for finding in findings):
        raise WrongInput("finding_elsewhere", field="findings")
    reading = _keep(act, contribution, version=version)
    Rest.objects.bulk_create(Rest(finding=finding, contribution=contribution) for finding in findings)
    if show:
        _show(contribution, actor=actor)
    record(act, subject=contribution, findings=sorted(finding.pk for finding in findings), version=reading.version)
    return reading


@transaction.atomic
def set_aside(
    contribution: Contribution,
    *,
    actor: Actor,
    aside: Aside,
    note: LocalText | None = None,
    version: int,
    referred_to: str = "",
    duplicate_of: Contribution | None = None,
    show: bool = True,
) -> Reading:
    """Let no finding rest on a contribution, for a reason that everybody may read.

    What is unlawful is not shown. It is kept and counted, as everything that was received.
    """
    act = begin(SET_ASIDE, contribution.dialogue, actor=actor, facts=facts)
    if aside not in set(Aside):
        raise WrongInput("unknown_aside", field="aside")
    source = contribution.dialogue.source_language
    is_referred, is_duplicate = aside == Aside.REFERRED, aside == Aside.DUPLICATE
    receiver = written.line(
        referred_to if is_referred else "", field="referred_to", required=is_referred, longest=rules.RECEIVER_LONGEST
    )
    reading = _keep(
        act,
        contribution,
        version=version,
        aside=str(aside),
        aside_note=written.local(note or {}, source, field="note", required=False, longest=rules.NOTE_LONGEST),
        referred_to=receiver,
        duplicate_of=_original(contribution, duplicate_of) if is_duplicate else None,
    )
    if aside == Aside.UNLAWFUL:
        withhold(contribution, actor=actor)
    elif show:
        _show(contribution, actor=actor)
    original = duplicate_of.pk if is_duplicate and duplicate_of else None
    record(act, subject=contribution, aside=str(aside), duplicate_of=original, version=reading.version)
    return reading


@transaction.atomic
def sign_off(dialogue: Dialogue, *, actor: Actor) -> SignOff:
    """Stand by the findings. From here they are the basis for the decision, and nothing in them changes."""
    act = begin(SIGN_OFF, dialogue, actor=actor, facts=facts)
    signed = SignOff.objects.create(dialogue=dialogue, signed_at=clock.now(), signed_by_id=actor.account_id)
    held = facts(dialogue)
    record(act, subject=signed, findings=held.findings, contributions=held.contributions)
    return signed


def _worded(
    dialogue: Dialogue, statement: LocalText, explanation: LocalText | None, but: Finding | None = None
) -> tuple[LocalText, LocalText]:
    """Both texts as they may be stored. Raises WrongInput also when another finding already says the same."""
    source = dialogue.source_language
    kept = written.local(statement, source, field="statement", longest=rules.STATEMENT_LONGEST, lines=False)
    for other in Finding.objects.filter(dialogue=dialogue).exclude(pk=but.pk if but else None):
        if rules.says_the_same(other.statement.get(source, ""), kept[source]):
            raise WrongInput("said_already", field="statement", number=other.number)
    return kept, written.local(
        explanation or {}, source, field="explanation", required=False, longest=rules.EXPLANATION_LONGEST
    )


def _refresh(finding: Finding) -> None:
    """The finding as it is now that the dialogue is locked. Raises WrongMoment when a colleague has dropped it."""
    now = Finding.objects.filter(pk=finding.pk).first()
    if now is None:
        raise WrongMoment("finding_is_gone", number=finding.number)
    finding.number, finding.version = now.number, now.version
    finding.statement, finding.explanation = now.statement, now.explanation


def _keep(act: Act, contribution: Contribution, *, version: int, **what: object) -> Reading:
    """The reading as it is from now on, on which no finding rests yet. Raises WrongMoment read_meanwhile."""
    reading = Reading.objects.filter(contribution=contribution).first()
    found = reading.version if reading else 0
    if found != version:
        raise WrongMoment("read_meanwhile", reference=contribution.reference, version=found)
    fresh = {"aside": "", "aside_note": {}, "referred_to": "", "duplicate_of": None, **what}
    Rest.objects.filter(contribution=contribution).delete()
    reading, _ = Reading.objects.update_or_create(
        contribution=contribution,
        defaults={
            "dialogue_id": contribution.dialogue_id,
            "version": found + 1,
            "read_at": clock.now(),
            "read_by_id": act.actor.account_id,
            **fresh,
        },
    )
    return reading


def _original(contribution: Contribution, original: Contribution | None) -> Contribution:
    """What a duplicate repeats: another contribution to the same dialogue that repeats nothing itself."""
    if original is None:
        raise WrongInput("duplicate_of_nothing", field="duplicate_of")
    if original.pk == contribution.pk:
        raise WrongInput("duplicate_of_itself", field="duplicate_of")
    if original.dialogue_id != contribution.dialogue_id:
        raise WrongInput("unknown_reference", field="duplicate_of", reference=original.reference)
    first = Contribution.objects.filter(
        pk__in=Reading.objects.filter(contribution=original, aside=Aside.DUPLICATE.value).values("duplicate_of")
    ).first()
    if first is not None:
        raise WrongInput("duplicate_of_a_duplicate", field="duplicate_of", reference=first.reference)
    repeated = Reading.objects.filter(duplicate_of=contribution).select_related("contribution").first()
    if repeated is not None:
        raise WrongInput("has_duplicates", field="duplicate_of", reference=repeated.contribution.reference)
    return original


def _show(contribution: Contribution, *, actor: Actor) -> None:
    if contribution.published_at is None and not is_hidden(contribution):
        publish(contribution, actor=actor)
