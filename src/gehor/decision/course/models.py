"""Meetings before the decision, and what became of a matter that was referred onward."""

from django.db import models
from django.db.models import F, Q

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.ground.organisations.models import Account, Body
from gehor.planning.models import Dialogue
from gehor.process.words import Outcome


class Handling(models.Model):
    """A meeting took up a finding and did not decide it."""

    class CameTo(models.TextChoices):
        PREPARED = "prepared"  # it proposes a decision to the next body
        POSTPONED = "postponed"  # bordläggning: taken up again later
        RETURNED = "returned"  # återremiss: sent back for more work

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    section = models.CharField(max_length=20)
    came_to = models.CharField(max_length=20, choices=CameTo)
    says = models.JSONField(default=dict, blank=True)  # LocalText: what is proposed, or why it waits
    minutes_url = models.URLField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "body", "held_on"], name="a_meeting_takes_up_a_finding_once_and_for_all"
            ),
        ]


class Onward(models.Model):
    """What is known of a referred matter at its receiver. Without outcome: it lies there. With one: it is done there.

    The latest row holds, so that a day that is put off leaves the first one readable.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="onward")
    receiver = models.CharField(max_length=200)
    day = models.DateField()  # on which it was sent there, or settled there
    reference_number = models.CharField(max_length=60, blank=True)  # theirs
    expected_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Outcome])
    says = models.JSONField(default=dict, blank=True)  # LocalText: what they decided, and why
    referred_to = models.CharField(max_length=200, blank=True)  # they sent it on in their turn
    minutes_url = models.URLField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_on=None) | Q(expected_on__gte=F("day")),
                name="nothing_is_expected_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFERRED.value) | ~Q(referred_to=""),
                name="what_is_sent_on_names_its_receiver",
            ),
        ]
