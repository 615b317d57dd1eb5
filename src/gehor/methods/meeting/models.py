"""Who was there: tables and the people at them, known by receipts alone."""

from django.db import models
from django.db.models import Q

from gehor.ground.people.models import Participant
from gehor.planning.models import Activity


class Change(models.Model):
    """That a meeting was moved or called off, and why: told on its page and to those who have registered."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict, blank=True)  # when and where it was to be held; empty: it is called off
    reason = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Table(models.Model):
    """One table of a meeting. Its participant speaks with the table's common voice and stands for all who sat there."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="+")
    is_noted = models.BooleanField(default=False)  # somebody has said how many were there

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="tables_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="tables_are_numbered_from_one"),
        ]


class Seat(models.Model):
    """One person at a table. The same participant may have sat at an earlier meeting of the dialogue too."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="seats_are_numbered"),
            models.UniqueConstraint(fields=["table", "participant"], name="nobody_sits_twice_at_a_table"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seats_are_numbered_from_one"),
        ]
