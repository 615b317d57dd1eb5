"""Quotations and minority positions."""

from django.db import models
from django.db.models import F, Q

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Dialogue


class Quotation(models.Model):
    """A part of one contribution that speaks for a finding: characters begins to ends of the wording then shown."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    begins = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "contribution"], name="one_quotation_of_each_for_a_finding"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_quotation_says_something"),
        ]


class Position(models.Model):
    """What fewer of them thought, with a name of its own: beside one finding, or beside all of them (finding=None)."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.JSONField()  # LocalText
    statement = models.JSONField()  # LocalText
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    rests_on = models.ManyToManyField(Contribution, through="Backing", related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="positions_are_numbered")]


class Backing(models.Model):
    """One position rests on one contribution."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="backings")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "contribution"], name="backs_once")]
