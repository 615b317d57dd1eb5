"""Messages about measures, on their way or arrived."""

from django.db import models

from gehor.feedback.models import Outgoing
from gehor.followup.models import Report


class Notice(Outgoing):
    """One message to one participant about one report."""

    about = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "about"], name="told_once_of_a_report")]
