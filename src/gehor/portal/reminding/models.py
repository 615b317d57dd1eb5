"""How often somebody wants to be reminded, and what they have been reminded of. Personal: not in the journal."""

from django.db import models

from gehor.ground.organisations.models import Account

from .rules import USUAL, Rhythm


class Wish(models.Model):
    """How often one person wants to be reminded. Whoever has said nothing is reminded as usual."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(
        max_length=10, choices=[(rhythm.value, rhythm.value) for rhythm in Rhythm], default=USUAL.value
    )


class Reminded(models.Model):
    """One period, or one thing, that somebody has been reminded of. Stored before the message leaves."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)  # rules.period, or rules.moment of a thing
    at = models.DateTimeField()
    refused = models.CharField(max_length=60, blank=True)  # what the mail server said, for good

    class Meta:
        verbose_name_plural = "reminded"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="nobody_is_reminded_twice")]
