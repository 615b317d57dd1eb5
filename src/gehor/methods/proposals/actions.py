"""What staff do with a proposal: merge it with another, undo that, and comment on it. All of it is public."""

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText, is_said
from gehor.participation.models import Contribution
from gehor.planning.queries import facts_known
from gehor.process.steps import COMMENT_PROPOSAL, MERGE_PROPOSALS, UNDO_MERGE

from . import queries
from .models import Merging, OfficialComment
from .rules import signature


@transaction.atomic
def merge(merged: Contribution, *, actor: Actor, into: Contribution, reason: LocalText) -> Merging:
    """Follow a proposal together with another. Each keeps its words, its author's receipt and its thread.

    Whoever supports both counts once. A proposal that others were merged into is not merged further: theirs would lead
    through two doors.
    """
    act = begin(MERGE_PROPOSALS, merged.dialogue, actor=actor, facts=facts_known)
    if merged.pk == into.pk or merged.activity_id != into.activity_id:
        raise WrongInput("not_to_be_merged", field="into", reference=into.reference)
    if not is_said(reason, merged.dialogue.source_language):
        raise WrongInput("say_why_merged", field="reason")
    standing = queries.standing([merged.pk, into.pk])
    if any(each.merged_id == merged.pk for each in standing):
        raise WrongMoment("merged_before", reference=merged.reference)
    if any(each.merged_id == into.pk for each in standing):
        raise WrongInput("merged_itself", field="into", reference=into.reference)
    if any(each.into_id == merged.pk for each in standing):
        raise WrongMoment("others_are_merged_into_it", reference=merged.reference)
    made = Merging.objects.create(merged=merged, into=into, reason=reason, at=clock.now(), by_id=actor.account_id)
    record(act, subject=made, merged=merged.pk, into=into.pk)
    return made


@transaction.atomic
def undo_merge(merging: Merging, *, actor: Actor) -> Merging:
    """Follow it by itself again. That they were merged for a while stays known."""
    act = begin(UNDO_MERGE, merging.merged.dialogue, actor=actor, facts=facts_known)
    merging.refresh_from_db(from_queryset=Merging.objects.select_for_update())
    if merging.undone_at is not None:
        raise WrongMoment("merge_undone_before")
    merging.undone_at, merging.undone_by_id = clock.now(), actor.account_id
    merging.save(update_fields=["undone_at", "undone_by"])
    record(act, subject=merging, merged=merging.merged_id, into=merging.into_id)
    return merging


@transaction.atomic
def comment(contribution: Contribution, *, actor: Actor, text: LocalText) -> OfficialComment:
    """Say something about a proposal as the organisation. A new one takes the place of the last, which stays known."""
    act = begin(COMMENT_PROPOSAL, contribution.dialogue, actor=actor, facts=facts_known)
    if not is_said(text, contribution.dialogue.source_language):
        raise WrongInput("say_the_comment", field="text")
    before = queries.comments([contribution.pk]).get(contribution.pk, [])
    if before and before[-1].text == text:
        raise WrongInput("comment_is_the_same", field="text")
    made = OfficialComment.objects.create(
        contribution=contribution,
        number=len(before) + 1,
        text=text,
        role=signature(actor.roles_in(act.organisation_id)).value,
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=made, contribution=contribution.pk, number=made.number)
    return made
