"""Messages about what was done with a petition: that they went, never what they said."""

from django.db import models

from gehor.feedback.models import Outgoing
from gehor.methods.petition.models import Handling


class Message(Outgoing):
    handling = models.ForeignKey(Handling, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handling", "participant"], name="told_once_of_what_was_done")]
