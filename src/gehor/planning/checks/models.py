"""The principles that a dialogue keeps, how it has kept them, and what was answered before it was run. Append-only."""

from django.db import models

from gehor.ground.governance.models import Charter, CriterionWording, Principle
from gehor.ground.organisations.models import Account
from gehor.planning.models import Assessment, Dialogue

from .rules import Say, Verdict


class Kept(models.Model):
    """The adopted principles that a dialogue began under. It keeps them, whatever is adopted later."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()


class Judgement(models.Model):
    """What somebody found of one principle in one dialogue on one day. The last one holds; all are shown."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()  # of the judgements of this principle
    verdict = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Verdict])
    reason = models.JSONField()  # LocalText, public
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "principle", "number"], name="judgements_are_numbered")
        ]


class CriterionAnswer(models.Model):
    """What was answered to one of the organisation's own criteria, in the words in which it was asked."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(CriterionWording, on_delete=models.PROTECT, related_name="+")
    say = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Say])
    note = models.JSONField(default=dict, blank=True)  # LocalText, public

    class Meta:
        ordering = ["wording__criterion__number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "wording"], name="a_criterion_is_answered_once")]
