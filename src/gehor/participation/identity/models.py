"""What is demanded of whom, and what pseudonyms are made with. Nothing here says who anybody is."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof


class Demand(models.Model):
    """How surely people must show who they are before they do something in an activity. Where no row is: not at all."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    doing = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Doing])
    proof = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Proof])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "doing"], name="one_demand_for_each_doing")]


class ForChildren(models.Model):
    """An activity that turns to children: they are asked how old they are, and what they answer is not stored."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")


class Salt(models.Model):
    """Chance that goes into every pseudonym of one dialogue, so that nobody can be followed from one to another."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    value = models.BinaryField(max_length=32)


class KeyMark(models.Model):
    """The fingerprint of the key that this database's pseudonyms are made with. One row, or none before the first."""

    fingerprint = models.CharField(max_length=16)
    made_at = models.DateTimeField()


class Batch(models.Model):
    """Codes that were made at one time, to be sent in letters."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="batches_are_numbered")]


class Code(models.Model):
    """One code of a letter, as a keyed hash that opens nothing. Nothing says when it was used, or for what."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="codes")
    number = models.PositiveIntegerField()  # stands on the letter, so that one that was lost can be revoked
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="letters_are_numbered"),
            models.CheckConstraint(condition=Q(is_used=False) | Q(is_revoked=False), name="a_used_code_stays"),
        ]


class Misses(models.Model):
    """How many codes that nobody has were tried in one dialogue on one day: whether somebody is guessing."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "day"], name="misses_are_counted_by_day")]


class MailCode(models.Model):
    """The code that was last sent to an address, of which only its pseudonym is kept, for a day."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sendings = models.PositiveSmallIntegerField(default=1)  # within an hour of each other
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "pseudonym"], name="one_code_for_an_address")]
