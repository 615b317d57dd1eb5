"""Measures and closing."""

from django.db import models

from gehor.decision.models import Decision
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue
from gehor.process.words import MeasureStatus


class Measure(models.Model):
    """Something that will be done because of a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()  # LocalText
    owner = models.CharField(max_length=160)  # a unit or a function, in service: public
    due_on = models.DateField()
    budget_sek = models.PositiveIntegerField(null=True, blank=True)  # nothing: no money of its own
    promised_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]


class Report(models.Model):
    """How far a measure has come. The latest one holds."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=20, choices=[(status.value, status.value) for status in MeasureStatus])
    note = models.JSONField(default=dict, blank=True)  # LocalText
    spent_sek = models.PositiveIntegerField(null=True, blank=True)  # in all so far
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-reported_at", "-pk"]


class Closing(models.Model):
    """A dialogue whose every participant is answered, and which takes no more steps but reports on measures."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    lessons = models.JSONField(default=dict, blank=True)  # LocalText, public
