"""Decisions that weigh findings."""

from django.db import models
from django.db.models import Q

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account, Body
from gehor.planning.models import Dialogue
from gehor.process.words import Outcome


class Decision(models.Model):
    """What a body decided on one finding, and why.

    A decision is never altered. Changed later, it is replaced by a new one; the one that nothing replaces holds.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    weighs = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    changed_because = models.JSONField(default=dict, blank=True)  # LocalText: why the earlier one no longer holds
    outcome = models.CharField(max_length=20, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    reason = models.JSONField()  # LocalText
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    section = models.CharField(max_length=20)  # the § of the minutes
    case_number = models.CharField(max_length=40)
    minutes_url = models.URLField(blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)  # empty when nobody called for a vote
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    reservation = models.JSONField(default=dict, blank=True)  # LocalText: what those wanted who did not agree
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["weighs__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["weighs"], condition=Q(replaces=None), name="a_finding_is_decided_for_the_first_time_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFERRED.value) | ~Q(referred_to=""),
                name="a_referred_finding_names_its_receiver",
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None, votes_abstained=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False),
                name="a_vote_is_whole_or_there_was_none",
            ),
        ]
