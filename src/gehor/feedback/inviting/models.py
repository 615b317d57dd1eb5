"""Invitations and reminders on their way, or arrived: that they went, never what they said."""

from django.db import models

from gehor.feedback.models import Outgoing
from gehor.planning.models import Activity

from .rules import Kind


class Sending(Outgoing):
    """One message to one participant before one meeting."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "activity", "kind"], name="written_to_once_before_a_meeting")
        ]
