"""What is known of proposals beside their words: which were merged, what the organisation has said about them, and
which changes of their wording were suggested.
"""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution, Wording
from gehor.process.words import STAFF_ROLES

from .rules import Settled


class Merging(models.Model):
    """One proposal is followed together with another, which says much the same. It can be undone."""

    merged = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    reason = models.JSONField()  # LocalText, public
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="a_proposal_is_merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(merged=F("into")), name="no_proposal_is_merged_into_itself"),
        ]


class OfficialComment(models.Model):
    """What the organisation says about a proposal, signed with a role. The highest number is what holds."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.JSONField()  # LocalText
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in STAFF_ROLES])
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="official_comments_are_numbered"),
        ]


class Amendment(models.Model):
    """A contribution that suggests a changed wording of a proposal. Its text is the whole of it as it should read."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(Contribution, on_delete=models.RESTRICT, related_name="+")
    from_wording = models.PositiveSmallIntegerField()  # of the proposal: what whoever wrote it had before them

    class Meta:
        ordering = ["pk"]


class Verdict(models.Model):
    """What became of a suggested change. Accepted, it has given the proposal a new wording."""

    amendment = models.OneToOneField(Amendment, on_delete=models.PROTECT, related_name="verdict")
    outcome = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Settled])
    reason = models.JSONField()  # LocalText
    is_reason_shown = models.BooleanField()  # what a resident writes is looked at first, where all else is
    wording = models.OneToOneField(Wording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # none: the author

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Settled.ACCEPTED.value, wording__isnull=False)
                | Q(outcome=Settled.DECLINED.value, wording__isnull=True),
                name="a_change_that_is_accepted_is_a_wording",
            ),
        ]
