"""Who asked that a text be looked at, and what was done. Both are only added to; what a report says is forgotten."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

from . import rules


class NetworkLimit(models.Model):
    """How much may come from one network to a dialogue, where it is another than usual."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    crowd = models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Crowd])


class Report(models.Model):
    """Somebody thinks that a text should not be shown. Nobody knows who; only staff read it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=[(reason, reason) for reason in rules.TO_REPORT])
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is received once
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class ReportText(models.Model):
    """What was written in a report: it may hold names and more, so it lies by itself and goes when its time is over.

    That there was a report, why, and what was done stays.
    """

    report = models.OneToOneField(Report, primary_key=True, on_delete=models.PROTECT, related_name="written")
    text = models.CharField(max_length=rules.TEXT_MOST)


class Ruling(models.Model):
    """What was done with a contribution; the latest holds. Hidden, it still counts and is still read."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in rules.Ruling])
    reason = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in rules.Reason])
    note = models.CharField(max_length=rules.NOTE_MOST, blank=True)  # public
    settles = models.ForeignKey(  # the latest report that was looked at
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(reason=""), kind__in=["hide", "apart", "withhold"])
                | Q(kind__in=["restore", "keep"], reason=""),
                name="what_is_hidden_has_a_reason",
            )
        ]
