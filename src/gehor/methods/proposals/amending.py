"""Suggested changes of a proposal: what is kept when one comes, and what its author or staff do with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor, begin, record
from gehor.ground.aside import held
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.ground.rows import insert_many
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
    starts from a wording that has been masked since may say the same once more: it waits until somebody has looked.
    """
    if not values.get(AMENDS):
        return
    proposal = _proposal(contribution, values[AMENDS])
    if proposal is None:
        raise WrongInput("unknown_proposal", field=AMENDS, word=values[AMENDS])
    if queries.is_merged(proposal):
        raise WrongInput("merged_itself", field=AMENDS, reference=proposal.reference)
    start = _settle_start(contribution, proposal, list(proposal.wordings.order_by("number")))
    is_same = HEADING not in contribution.values and rules.says_the_same(start.text, contribution.wordings.get().text)
    if is_same:
        raise WrongInput("amendment_changes_nothing", field="text")
    contribution.save(update_fields=["values", "published_at"])
    Amendment.objects.create(contribution=contribution, of=proposal, from_wording=start.number)


def keep_rows(contributions: Sequence[Contribution], titles: Sequence[str]) -> Callable[[], None] | None:
    """The same for all rows of a file before they are stored: three queries, and as many once more when they are.

    What comes in a file is history: it is brought in also where the proposal reads so by now. It may change what comes
    in the same file, by the reference that it has there.
    """
    changes = [each for each in contributions if each.values.get(AMENDS)]
    if not changes:
        return None
    together = {
        each.values["file_reference"]: (each, [Wording(number=1, title=title, worded_at=each.received_at)])
        for each, title in reversed(list(zip(contributions, titles, strict=True)))
        if each.values.get("file_reference") and not each.values.get(AMENDS)
    }
    elsewhere = {each.values[AMENDS] for each in changes} - together.keys()
    found = _shown_with_wordings(changes[0].activity, elsewhere)
    held(partial(_must_be_unchanged, changes[0].activity, elsewhere, _numbers(found)))
    known, made = {**found, **together}, []
    for each in changes:
        proposal, wordings = known[each.values[AMENDS]]
        made.append((each, proposal, _settle_start(each, proposal, wordings).number))
    return lambda: _keep_amendments(made)


def _keep_amendments(made: Sequence[tuple[Contribution, Contribution, int]]) -> None:
    rows = [Amendment(contribution=each, of=of, from_wording=number) for each, of, number in made]
    insert_many(rows, numbered=False)


def _shown_with_wordings(
    activity: Activity, references: Iterable[str]
) -> dict[str, tuple[Contribution, Sequence[Wording]]]:
    """Reference as it was given → the proposal that is shown, and its wordings. Raises WrongInput as `keep`."""
    asked = {reference: reference.upper() for reference in references}
    rows = Contribution.objects.filter(activity=activity, reference__in=asked.values(), published_at__isnull=False)
    found = {each.reference: each for each in rows.exclude(values__has_key=AMENDS).prefetch_related("wordings")}
    merged = {each.merged_id for each in queries.in_force(each.pk for each in found.values())}
    for given, name in asked.items():
        if name not in found:
            raise WrongInput("unknown_proposal", field=AMENDS, word=given)
        if found[name].pk in merged:
            raise WrongInput("merged_itself", field=AMENDS, reference=name)
    return {given: (found[name], list(found[name].wordings.all())) for given, name in asked.items()}


def _numbers(found: Mapping[str, tuple[Contribution, Sequence[Wording]]]) -> dict[str, int]:
    return {reference: wordings[-1].number for reference, (_, wordings) in found.items()}


def _must_be_unchanged(activity: Activity, references: Iterable[str], before: Mapping[str, int]) -> None:
    """Raises WrongMoment where a proposal has got another wording while the file was made ready."""
    now = _numbers(_shown_with_wordings(activity, references))
    for reference in references:
        if now[reference] != before[reference]:
            raise WrongMoment("worded_meanwhile", reference=reference)


def _settle_start(contribution: Contribution, proposal: Contribution, wordings: Sequence[Wording]) -> Wording:
    """From which wording it starts. What it says of that is completed, and whether it is shown."""
    start = _start(wordings, contribution, contribution.values.get(FROM_WORDING))
    told = {**contribution.values, AMENDS: proposal.reference, FROM_WORDING: start.number}
    if told.get(HEADING) == start.title:
        del told[HEADING]
    contribution.values = told
    if start.number < wordings[rules.readable_from([each.reason for each in wordings])].number:
        contribution.published_at = None
        contribution.values = {**told, LOOK_FIRST: True}
    return start


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
    """What is changed, where it is shown."""
    rows = Contribution.objects.filter(activity=contribution.activity_id, published_at__isnull=False)
    return rows.exclude(values__has_key=AMENDS).filter(reference=reference.upper()).first()


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
