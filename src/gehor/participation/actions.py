"""Every write of this stage, one function per step.

`contribute` and `enter` are mass input: they do not lock the dialogue's row, and a database trigger decides between a
submit and a closing at the same time. See receiving.py for how they are stored.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from gehor.ground import catalogue, clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.aside import whole
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.people.actions import NewContact, new_participant
from gehor.ground.people.keeping import forget_unneeded
from gehor.ground.people.models import Participant
from gehor.ground.progress import tell
from gehor.ground.rows import delete_many
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import (
    CLOSE_PARTICIPATION,
    CONTRIBUTE,
    ENTER,
    IMPORT,
    MASK,
    OPEN_PARTICIPATION,
    PUBLISH_CONTRIBUTION,
    UNDO_IMPORT,
    WITHHOLD,
)
from gehor.process.words import MASKING, Channel, Doing, MaskReason, Proof

from . import earlier
from .ballots import casting
from .ballots.versions import freeze
from .identity.settling import settled
from .importing import begun
from .models import Attachment, Contribution, Import, Opening, Wording
from .moderation import covering, rules
from .moderation import queries as moderation
from .moderation.models import Ruling
from .queries import closes_early, facts, opening_facts
from .reading import Row
from .receiving import must_be_within, received_once, received_together
from .rules import CLOSING_MOST
from .storing import Sent, reworded, stored, stored_rows, stored_together


@transaction.atomic
def open_participation(
    activity: Activity,
    *,
    actor: Actor,
    demands: Mapping[Doing, Proof] | None = None,
    for_children: bool = False,
) -> Opening:
    """Let contributions in. What is closed does not open again: plan a new activity instead.

    demands: how surely people must show who they are; None: as the method suggests.
    """
    act = begin(OPEN_PARTICIPATION, activity.dialogue, actor=actor, facts=facts_known)
    before = Opening.objects.filter(activity=activity).first()
    if before:
        raise WrongMoment("opened_before" if before.closed_at is None else "closed_for_good")
    if activity.ends_on < clock.today():
        raise WrongMoment("over_before_opened", ends_on=activity.ends_on)
    catalogue.methods()[activity.method].may_open(activity)
    opening = Opening.objects.create(activity=activity, opened_at=clock.now())
    freeze(activity)
    record(act, subject=opening, activity=activity.pk, **settled(activity, demands, for_children=for_children))
    return opening


@transaction.atomic
def close_participation(activity: Activity, *, actor: Actor, reason: Mapping[str, str] | None = None) -> Opening:
    """Take no more contributions. Whoever submits at this moment is either received before, or told.

    reason: why before its last day, for everybody to read; needed only then. Raises WrongInput, WrongMoment.
    """
    act = begin(CLOSE_PARTICIPATION, activity.dialogue, actor=actor, facts=facts)
    opening = Opening.objects.select_for_update().filter(activity=activity, closed_at__isnull=True).first()
    if opening is None:
        raise WrongMoment("not_open")
    early = closes_early(activity)
    opening.closed_because = written.local(
        reason or {}, activity.dialogue.source_language, field="reason", required=early, longest=CLOSING_MOST
    )
    opening.closed_at = clock.now()
    opening.save(update_fields=["closed_at", "closed_because"])
    if method := catalogue.methods().get(activity.method):
        method.at_closing(activity)
    record(act, subject=opening, activity=activity.pk)
    return opening


@received_together
def contribute(activity: Activity, *, actor: Actor, sent: Sequence[Sent]) -> list[Contribution]:
    """Receive what people send on the web.

    Each of them calls it with what Sent holds of theirs, and gets their contribution; see receiving.py for how those
    who wait come together here.
    """
    act = begin(CONTRIBUTE, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    must_be_within(activity)
    contributions = stored_together(activity, [_whose(activity, each) for each in sent])
    record_each(act, ((each, {"activity": activity.pk, "channel": each.channel}) for each in contributions))
    return contributions


def _whose(activity: Activity, sent: Sent) -> Sent:
    if sent.participant or not sent.held:
        return sent
    return replace(sent, participant=casting.holder(activity, sent.held))


@received_once
def enter(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    channel: Channel,
    text: str,
    title: str = "",
    language: str,
    received_at: dt.datetime | None = None,
    values: Mapping[str, Any] | None = None,
    participant: Participant | None = None,
    contact: NewContact | None = None,
    sheet: str = "",
) -> Contribution:
    """Type in what came on paper, at a meeting, by phone or in the street. received_at: when it came, if not now.

    Also what was said at an activity that was held earlier: within its days, and with nobody's address.
    sheet: the code on the paper, which becomes the receipt.
    """
    act = begin(ENTER, activity.dialogue, actor=actor, facts=earlier.entering_facts, lock=False)
    is_reached = participant is not None or contact is not None
    when = earlier.came(activity, channel=channel, received_at=received_at, is_reached=is_reached)
    with earlier.letting_in(activity) if earlier.is_held(activity) else nullcontext():
        contribution = stored(
            activity,
            Sent(
                submission,
                Channel(channel),
                when,
                text,
                language,
                title,
                values,
                participant=participant or (_of_sheet(activity, sheet) if sheet else None),
                contact=contact,
                entered_by_id=actor.account_id,
            ),
        )
    record(act, subject=contribution, activity=activity.pk, channel=contribution.channel)
    return contribution


def _of_sheet(activity: Activity, code: str) -> Participant:
    """Whoever filled in the sheet with this code: typed twice it is still one person's."""
    organisation = activity.dialogue.organisation
    known = Participant.objects.filter(organisation=organisation, receipt=code).first()
    return known or new_participant(organisation, code=code)


@whole
def import_contributions(
    activity: Activity,
    *,
    actor: Actor,
    rows: Sequence[Row],
    file_name: str,
    file_hash: str,
    mapping: Mapping[str, Any],
) -> Import:
    """Bring in the rows of one file, all or none. The same file is brought in once, until it is undone."""
    act = begin(IMPORT, activity.dialogue, actor=actor, facts=facts_known)
    if catalogue.methods()[activity.method].is_only_counted:
        raise WrongInput("answers_are_counted")
    if earlier.is_held(activity) and any(row.email for row in rows):
        raise WrongInput("no_addresses_from_earlier")
    with earlier.letting_in(activity):
        imported = begun(
            activity, actor=actor, rows=len(rows), file_name=file_name, file_hash=file_hash, mapping=mapping
        )
        undated = earlier.undated(activity, now=imported.imported_at)
        contributions = stored_rows(imported, rows, undated=undated)
    record_each(
        act,
        ((each, {"activity": activity.pk, "channel": each.channel, "imported": imported.pk}) for each in contributions),
    )
    record(act, subject=imported, activity=activity.pk, rows=len(rows))
    return imported


@transaction.atomic
def undo_import(imported: Import, *, actor: Actor) -> Import:
    """Take a whole import away again. Raises WrongMoment already_used once anything in it has been read."""
    act = begin(UNDO_IMPORT, imported.activity.dialogue, actor=actor, facts=facts_known)
    imported.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if imported.undone_at is not None:
        raise WrongMoment("undone_before")
    rows = Contribution.objects.filter(imported_in=imported)
    holders = set(rows.values_list("participant_id", flat=True))
    try:
        with transaction.atomic():
            delete_many(Wording.objects.filter(contribution__in=rows))
            delete_many(rows)
            tell("taking", 1, 3)
            holders |= casting.taken_back(imported)
            tell("taking", 2, 3)
            forget_unneeded(holders)
    except (ProtectedError, RestrictedError):
        raise WrongMoment("already_used") from None
    imported.undone_at = clock.now()
    imported.save(update_fields=["undone_at"])
    record(act, subject=imported, activity=imported.activity_id, rows=imported.rows)
    return imported


@transaction.atomic
def mask(
    contribution: Contribution,
    *,
    actor: Actor,
    title: str,
    text: str,
    reason: MaskReason,
    note: str,
    beside: Sequence[str] = (),
) -> Wording:
    """Show another wording from now on, with a reason. What was received is kept, and not shown.

    beside: which of the values that stand beside the text go with it, such as a place.
    """
    act = begin(MASK, contribution.dialogue, actor=actor, facts=facts)
    if moderation.is_apart(contribution):
        raise WrongMoment("text_set_apart", reference=contribution.reference)
    if reason not in MASKING:
        raise WrongInput("unknown_mask_reason")
    taken = covering.cover_beside(contribution, beside)
    wording = reworded(
        contribution,
        title=title,
        text=text,
        reason=reason,
        note=note,
        worded_by_id=actor.account_id,
        may_be_the_same=bool(taken),
    )
    told = covering.told(taken, covering.cover_repeats(contribution))
    record(act, subject=wording, contribution=contribution.pk, reason=str(reason), **told)
    return wording


@transaction.atomic
def publish(contribution: Contribution, *, actor: Actor) -> Contribution:
    """Show a contribution to everybody: somebody has looked at it. Shown already, it stays as it is."""
    act = begin(PUBLISH_CONTRIBUTION, contribution.dialogue, actor=actor, facts=facts)
    if moderation.latest_kind(contribution) in rules.HIDDEN:
        raise WrongMoment("hidden_by_ruling", reference=contribution.reference)
    now = clock.now()
    Contribution.objects.filter(pk=contribution.pk, published_at__isnull=True).update(published_at=now)
    contribution.refresh_from_db(fields=["published_at"])
    record(act, subject=contribution)
    return contribution


@transaction.atomic
def publish_attachment(attachment: Attachment, *, actor: Actor) -> Attachment:
    """Show one picture or PDF to everybody, beside its contribution: somebody has looked at it."""
    act = begin(PUBLISH_CONTRIBUTION, attachment.contribution.dialogue, actor=actor, facts=facts)
    attachment.published_at = attachment.published_at or clock.now()
    attachment.save(update_fields=["published_at"])
    record(act, subject=attachment, contribution=attachment.contribution_id)
    return attachment


@transaction.atomic
def withhold(contribution: Contribution, *, actor: Actor) -> Contribution:
    """Show a contribution and what came with it no longer: a threat, agitation. It is kept and counted."""
    act = begin(WITHHOLD, contribution.dialogue, actor=actor, facts=facts)
    contribution.attachments.update(published_at=None)
    contribution.published_at = None
    contribution.save(update_fields=["published_at"])
    reports = moderation.open_reports(contribution)
    Ruling.objects.create(
        contribution=contribution,
        kind=rules.Ruling.WITHHOLD,
        reason=rules.Reason.UNLAWFUL,
        settles=reports[-1] if reports else None,
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=contribution, **covering.told([], covering.cover_repeats(contribution)))
    return contribution
