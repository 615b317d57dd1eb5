"""Inviting to one meeting. Each message leaves by gehor.feedback.delivering."""

from django.db import transaction

from gehor.analysis.series.queries import held_on
from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Activity
from gehor.process.steps import SEND_INVITATIONS

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
