"""Checks, what they put before the participants, what these said, and what was answered."""

from django.db import models
from django.db.models import Q

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Dialogue
from gehor.process.words import Channel

from .rules import Verdict


class Check(models.Model):
    """The findings of a dialogue put before those who took part, until a last day."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    last_day = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="checks_are_numbered"),
            models.UniqueConstraint(
                fields=["dialogue"], condition=Q(closed_at__isnull=True), name="one_check_open_at_a_time"
            ),
        ]


class Offered(models.Model):
    """One finding in the wording that stood when the check was opened."""

    check_round = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="offered")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_round", "finding"], name="offered_once")]


class Response(models.Model):
    """What one participant says of one finding in one wording; or several people without a code, at a meeting."""

    check_round = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the wording that they had before them
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=10, choices=[(verdict.value, verdict.value) for verdict in Verdict])
    text = models.TextField(
        blank=True
    )  # what shall be corrected, as received; shown to nobody but staff and its author
    language = models.CharField(max_length=10, default="sv")
    channel = models.CharField(max_length=10, choices=[(channel.value, channel.value) for channel in Channel])
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_round", "finding", "version", "participant"], name="one_response_to_each_wording"
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.CORRECT.value) | ~Q(text=""), name="an_objection_says_what"
            ),
            models.CheckConstraint(
                condition=Q(people=1) | Q(participant__isnull=True), name="a_participant_speaks_for_one"
            ),
        ]


class Reply(models.Model):
    """The answer to one objection, and the objection as everybody may read it."""

    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="reply")
    text = models.JSONField()  # LocalText
    shown = models.TextField(blank=True)  # the objection without what could harm somebody; empty: not shown
    became = models.PositiveIntegerField(null=True, blank=True)  # the wording of the finding that came of it
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "replies"
