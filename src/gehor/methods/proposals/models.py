"""What is known of proposals beside their words: which were merged, and what the organisation has said about them."""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution
from gehor.process.words import STAFF_ROLES


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
