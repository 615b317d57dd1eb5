"""Inviting to one meeting, and the machine's steps: a message is started and ended. Between them, no transaction."""

from django.db import transaction

from gehor.analysis.series.queries import held_on
from gehor.feedback.attempts import begin_attempt, end_attempt
from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Activity
from gehor.process.steps import SEND_INVITATIONS, TELL_OF_MEETING

from . import queries
from .models import Sending
from .rules import Kind


@transaction.atomic
def send_invitations(activity: Activity, *, actor: Actor, kind: Kind) -> int:
    """Write to all who can be written to and have not been. Returns how many; the messages leave in the background."""
    act = begin(SEND_INVITATIONS, activity.dialogue, actor=actor, facts=queries.facts)
    if held_on(activity) < clock.today():
        raise WrongMoment("meeting_has_been")
    contacts = queries.not_written_to(activity, kind).order_by("participant")
    made = Sending.objects.bulk_create(
        Sending(participant_id=participant, activity=activity, kind=kind.value)
        for participant in contacts.values_list("participant", flat=True)
    )
    if not made:
        raise WrongMoment("nobody_to_write_to")
    record(act, subject=activity, kind=kind.value, sendings=len(made))
    return len(made)


@transaction.atomic
def start_sending(sending: Sending, *, actor: Actor) -> Sending:
    """Claim a message: from here on nobody else sends it. Raises WrongMoment when somebody already has."""
    act = begin(TELL_OF_MEETING, sending.activity.dialogue, actor=actor, lock=False)
    begin_attempt(sending)
    record(act, subject=sending, attempt=sending.attempts)
    return sending


@transaction.atomic
def end_sending(sending: Sending, *, actor: Actor, left: bool, refused: str = "") -> None:
    """Note what became of it. Not left and not refused: it waits for the next attempt."""
    act = begin(TELL_OF_MEETING, sending.activity.dialogue, actor=actor, lock=False)
    end_attempt(sending, left=left, refused=refused)
    record(act, subject=sending, left=left, refused=refused or None)
