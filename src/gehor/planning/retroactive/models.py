"""What is known of a dialogue that was held elsewhere, before it was brought in."""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue


class Earlier(models.Model):
    """One dialogue held earlier. Whatever is empty is unknown, and is shown as unknown."""

    class Promised(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="earlier")
    held_from = models.DateField(null=True, blank=True)
    held_to = models.DateField(null=True, blank=True)
    held_by = models.CharField(max_length=200, blank=True)
    how = models.JSONField(default=dict, blank=True)  # LocalText
    people = models.PositiveIntegerField(null=True, blank=True)  # who took part, where somebody counted
    promised = models.CharField(max_length=10, choices=Promised, default=Promised.UNKNOWN)  # an answer, then
    promise = models.JSONField(default=dict, blank=True)  # LocalText: what was promised
    material = models.JSONField(default=dict, blank=True)  # LocalText: where the rest of its material lies
    brought_in_at = models.DateTimeField()
    brought_in_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_from__isnull=True) | Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")),
                name="an_earlier_dialogue_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(promised="yes") | Q(promise={}), name="only_a_promise_that_was_made_is_told"
            ),
        ]
