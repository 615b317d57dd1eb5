"""What the organisation has done with a petition, step by step."""

from django.db import models

from gehor.ground.organisations.models import Account, Body
from gehor.participation.models import Contribution

from .rules import Handled


class Handling(models.Model):
    """One thing that was done with one petition. None is changed; the latest says where it is."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Handled])
    on = models.DateField()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=60, blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.JSONField(default=dict, blank=True)  # LocalText, public
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contribution", "number"]
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="handlings_are_numbered")]
