"""Suggested changes of a proposal: what is kept when one comes, and what its author or staff do with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.models import Contribution, Wording
from gehor.participation.rules import LOOK_FIRST
from gehor.participation.storing import reworded
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import SETTLE_AMENDMENT
from gehor.process.words import MaskReason

from . import queries, rules
from .models import Amendment, Verdict
from .rules import AMENDS, FROM_WORDING, HEADING, Settled


def keep(contribution: Contribution, values: Mapping[str, Any]) -> None:
    """See that what it changes is a proposal that is shown, and that it changes something. Called inside the action.

    Where it does not say from which wording it starts, it starts from the one that stood when it was received. What
    comes in a file is history: it is brought in also where the proposal reads so by now. What starts from a wording
    that has been masked since may say the same once more: it waits until somebody has looked at it.
    """
    if not values.get(AMENDS):
        return
    proposal = _proposal(contribution, values[AMENDS])
    if proposal is None:
        raise WrongInput("unknown_proposal", field=AMENDS, word=values[AMENDS])
    if queries.is_merged(proposal):
        raise WrongInput("merged_itself", field=AMENDS, reference=proposal.reference)
    wordings = list(proposal.wordings.order_by("number"))
    start = _start(wordings, contribution, values.get(FROM_WORDING))
    told = {**contribution.values, AMENDS: proposal.reference, FROM_WORDING: start.number}
    if told.get(HEADING) == start.title:
        del told[HEADING]
    is_same = HEADING not in told and rules.says_the_same(start.text, contribution.wordings.get().text)
    if is_same and contribution.imported_in_id is None:
        raise WrongInput("amendment_changes_nothing", field="text")
    contribution.values = told
    if start.number < wordings[rules.readable_from([each.reason for each in wordings])].number:
        contribution.published_at = None
        contribution.values = {**told, LOOK_FIRST: True}
    contribution.save(update_fields=["values", "published_at"])
    Amendment.objects.create(contribution=contribution, of=proposal, from_wording=start.number)


def repeated_in(contribution: Contribution) -> set[int]:
    """What says the words of a proposal or of a suggested change once more: see process/method.py.

    Of a proposal all changes that were suggested. Of a change that was accepted the proposal, and the changes that
    start from the wording that it gave.
    """
    changes = Amendment.objects.filter(of=contribution.pk).values_list("contribution_id", flat=True)
    accepted = Verdict.objects.filter(amendment__contribution=contribution.pk, wording__isnull=False)
    found = set(changes)
    for verdict in accepted.select_related("amendment", "wording"):
        later = Amendment.objects.filter(of=verdict.amendment.of_id, from_wording__gte=verdict.wording.number)
        found |= {verdict.amendment.of_id, *later.values_list("contribution_id", flat=True)}
    return found


def misfits(activity: Activity, rows: Sequence[Any]) -> dict[int, WrongInput]:
    """Rows of a file that change a proposal which is neither in the file nor here. Two queries, where any does."""
    asked = {row.number: row.values[AMENDS].strip() for row in rows if row.values.get(AMENDS)}
    together = {row.reference for row in rows if row.reference and row.number not in asked}
    elsewhere = {number: word for number, word in asked.items() if word not in together}
    if not elsewhere:
        return {}
    shown = Contribution.objects.filter(
        activity=activity, reference__in=[word.upper() for word in elsewhere.values()], published_at__isnull=False
    ).exclude(values__has_key=AMENDS)
    known = dict(shown.values_list("reference", "pk"))
    merged = {each.merged_id for each in queries.in_force(known.values())}
    found = {}
    for number, word in elsewhere.items():
        if word.upper() not in known:
            found[number] = WrongInput("unknown_proposal", field=AMENDS, word=word)
        elif known[word.upper()] in merged:
            found[number] = WrongInput("merged_itself", field=AMENDS, reference=word.upper())
    return found


def _proposal(contribution: Contribution, reference: str) -> Contribution | None:
    """What is changed: by its reference here, or that of the file in which both came."""
    rows = Contribution.objects.filter(activity=contribution.activity_id).exclude(values__has_key=AMENDS)
    named = Q(reference=reference.upper(), published_at__isnull=False)
    if contribution.imported_in_id:
        together = Q(imported_in=contribution.imported_in_id, values__file_reference=reference)
        named = together if rows.filter(together).exists() else named
    return rows.filter(named).first()


def _start(wordings: Sequence[Wording], contribution: Contribution, number: int | None) -> Wording:
    stood = [each for each in wordings if each.worded_at <= contribution.received_at] or wordings[:1]
    return next((each for each in wordings if each.number == number), stood[-1])


@transaction.atomic
def settle(
    amendment: Amendment,
    *,
    actor: Actor,
    outcome: Settled,
    reason: LocalText,
    version: int,
    holder: Participant | None = None,
) -> Verdict:
    """Accept a suggested change, so that the proposal has a new wording from now on, or decline it; say why.

    version: the number of the wording that stood there when it was settled: what has come since is to be seen first.
    holder: who holds the receipt of the proposal, where no staff do this.
    """
    act = begin(SETTLE_AMENDMENT, amendment.of.dialogue, actor=actor, facts=facts_known)
    proposal, change = amendment.of, amendment.contribution
    if actor is RESIDENT and not is_author(proposal, holder):
        raise WrongPerson("not_your_proposal")
    if Verdict.objects.filter(amendment=amendment).exists():
        raise WrongMoment("amendment_settled_before")
    for each in (proposal, change):
        each.refresh_from_db(fields=["published_at"])
        if each.published_at is None:
            raise WrongMoment("amendment_not_shown", reference=each.reference)
    if not any(text.strip() for text in reason.values()):
        raise WrongInput("say_why_settled", field="reason")
    worded = _accepted(amendment, actor, version) if outcome is Settled.ACCEPTED else None
    verdict = Verdict.objects.create(
        amendment=amendment,
        outcome=outcome.value,
        reason=reason,
        is_reason_shown=actor is not RESIDENT or proposal.activity.shows_at_once,
        wording=worded,
        at=clock.now(),
        by_id=actor.account_id,
    )
    number = worded.number if worded else None
    record(act, subject=verdict, amendment=change.pk, proposal=proposal.pk, outcome=outcome.value, wording=number)
    return verdict


def _accepted(amendment: Amendment, actor: Actor, version: int) -> Wording:
    proposal = amendment.of
    now, suggested = proposal.wordings.last(), amendment.contribution.wordings.last()
    if now.number != version:
        raise WrongMoment("worded_since", reference=proposal.reference)
    return reworded(
        proposal,
        title=amendment.contribution.values.get(HEADING) or now.title,
        text=suggested.text,
        reason=MaskReason.AMENDED,
        worded_by_id=actor.account_id,
    )


def is_author(proposal: Contribution, holder: Participant | None) -> bool:
    """Whether the proposal is this person's, or their table's."""
    return holder is not None and heard_as(holder).filter(pk=proposal.participant_id).exists()


@transaction.atomic
def show_reason(verdict: Verdict, *, actor: Actor, shown: bool) -> Verdict:
    """Show everybody why the author settled it so, or not any more: it is theirs, and may harm somebody."""
    act = begin(SETTLE_AMENDMENT, verdict.amendment.of.dialogue, actor=actor, facts=facts_known)
    if actor is RESIDENT:
        raise WrongPerson("not_your_step")
    verdict.is_reason_shown = shown
    verdict.save(update_fields=["is_reason_shown"])
    record(act, subject=verdict, reason_shown=shown)
    return verdict
