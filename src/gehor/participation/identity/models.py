"""What is demanded of whom, and what pseudonyms are made with. Nothing here says who anybody is."""

from django.db import models

from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof


class Demand(models.Model):
    """How surely people must show who they are before they do something in an activity. Where no row is: not at all."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    doing = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Doing])
    proof = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Proof])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "doing"], name="one_demand_for_each_doing")]


class Salt(models.Model):
    """Chance that goes into every pseudonym of one dialogue, so that nobody can be followed from one to another."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    value = models.BinaryField(max_length=32)


class KeyMark(models.Model):
    """The fingerprint of the key that this database's pseudonyms are made with. One row, or none before the first."""

    fingerprint = models.CharField(max_length=16)
    made_at = models.DateTimeField()
