"""Answers that somebody has saved and not sent. They are not received, and nobody here reads them."""

from django.db import models

from gehor.ground.people.models import Participant
from gehor.planning.models import Activity


class Draft(models.Model):
    """What somebody has filled in so far. The participant's receipt code opens it; once sent it is the receipt."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="+")
    filled = models.JSONField()  # name of a control → what was filled in, as it came
    page = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()
