"""Questions from the floor and votes in the room. Who asked or voted is a pseudonym of this dialogue, or a receipt."""

from django.db import models

from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution
from gehor.planning.models import Activity


class Asked(models.Model):
    """A contribution that was asked from the floor. taken_at: when it was taken up in the room."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)


class Seconded(models.Model):
    """Somebody else in the room wonders the same."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="seconds")
    pseudonym = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "pseudonym"], name="seconded_once")]


class Poll(models.Model):
    """One question that the room votes on. Closed, its result is noted as a contribution of the whole room."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    question = models.JSONField()  # LocalText
    options = models.JSONField()  # LocalText of each
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    noted = models.OneToOneField(Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="polls_are_numbered")]


class Vote(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="votes")
    pseudonym = models.CharField(max_length=64)
    option = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "pseudonym"], name="one_vote_in_a_poll")]
