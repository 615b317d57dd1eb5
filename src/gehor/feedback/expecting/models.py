"""Messages about a registration on their way, or arrived: that they went, never what they said."""

from django.db import models

from gehor.feedback.models import Outgoing
from gehor.methods.meeting.registering.models import Registration

from .rules import Kind


class Message(Outgoing):
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])

    moves = models.PositiveSmallIntegerField(default=0)  # how often the meeting had been moved, where that matters

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "moves"], name="written_once_of_a_registration")
        ]
