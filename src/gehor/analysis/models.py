"""Findings, what they rest on, and readings."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import Aside


class Finding(models.Model):
    """One numbered statement of what was said. `version` grows when it is reworded."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    statement = models.JSONField()  # LocalText
    explanation = models.JSONField(default=dict, blank=True)  # LocalText
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    # The latest wording that participants were asked to check, 0 when it was written after a check: see checking/rules.
    checked = models.PositiveIntegerField(null=True, blank=True)
    rests_on = models.ManyToManyField(Contribution, through="Rest", related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="findings_are_numbered")]


class FormerWording(models.Model):
    """How a finding was worded before: version `number` of it, until it was reworded. Never changed."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="former_wordings")
    number = models.PositiveIntegerField()
    statement = models.JSONField()  # LocalText
    explanation = models.JSONField(default=dict, blank=True)  # LocalText
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["finding", "number"], name="former_wordings_are_numbered")]


class Rest(models.Model):
    """One finding rests on one contribution."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="rests")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "contribution"], name="rests_once")]


class Reading(models.Model):
    """Somebody has read the contribution: it carries findings, or it is set aside with a reason.

    `version` grows with every change: two analysts on one contribution notice each other by it.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    aside = models.CharField(max_length=20, blank=True, choices=[(aside.value, aside.value) for aside in Aside])
    aside_note = models.JSONField(default=dict, blank=True)  # LocalText, public
    referred_to = models.CharField(max_length=200, blank=True)
    duplicate_of = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(aside=Aside.DUPLICATE.value) | Q(duplicate_of__isnull=False),
                name="a_duplicate_names_its_original",
            ),
            models.CheckConstraint(
                condition=~Q(aside=Aside.REFERRED.value) | ~Q(referred_to=""),
                name="a_referral_names_its_receiver",
            ),
        ]


class SignOff(models.Model):
    """The analyst stands by the findings. From here they are the basis for the decision."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
