"""Messages about a participants' check, on their way or arrived."""

from django.db import models
from django.db.models import Q

from gehor.analysis.checking.models import Check, Reply
from gehor.feedback.models import Outgoing


class Notice(Outgoing):
    """One message to one participant: a check is open, or, where there is a reply, their objection is answered."""

    about = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "about"], condition=Q(reply__isnull=True), name="told_once_that_a_check_is_open"
            ),
            models.UniqueConstraint(
                fields=["participant", "reply"], condition=Q(reply__isnull=False), name="told_once_of_an_answer"
            ),
        ]
