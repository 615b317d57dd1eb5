"""Versions of the minutes, and what participants would have otherwise. Versions are only added to."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Activity

from . import rules


class Version(models.Model):
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.JSONField()  # LocalText
    correct_until = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="minutes_are_numbered")]


class Correction(models.Model):
    """Only staff and whoever wrote it read its text; what came of it is public."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="corrections")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=rules.CORRECTION_MOST)
    submission = models.UUIDField(unique=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in rules.Outcome])
    reason = models.CharField(max_length=rules.REASON_MOST, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="a_settled_correction_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_taken") | ~Q(reason=""), name="what_is_not_taken_has_a_reason"
            ),
        ]
