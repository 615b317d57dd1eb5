"""Who is invited to a series of meetings, how they prioritised, and the action plan that is drafted from it.

A ballot is nobody's. A code says that one ballot may be handed in; it is made for nobody, and says afterwards only
that it is used. A ballot has no author and a number drawn by chance: nothing that is kept leads from a person to it.
"""

import uuid

from django.db import models
from django.db.models import Q

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Activity, Dialogue

from .rules import DOTS_MOST, Way


class Invitation(models.Model):
    """Somebody is invited to all meetings of a dialogue. Known by the number, and by a name only with an address."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="the_invited_are_numbered"),
            models.UniqueConstraint(fields=["dialogue", "participant"], name="invited_once"),
        ]


class Prioritisation(models.Model):
    """The categories of a dialogue put before those who came to a meeting."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    dots = models.PositiveSmallIntegerField()  # that each has, at most one on each category
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue"], name="a_dialogue_is_prioritised_once"),
            models.CheckConstraint(condition=Q(dots__gte=1, dots__lte=DOTS_MOST), name="everybody_has_a_few_dots"),
        ]


class Option(models.Model):
    """One category on the ballot, in the words that stood when it was opened."""

    prioritisation = models.ForeignKey(Prioritisation, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    statement = models.JSONField()  # LocalText

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["prioritisation", "number"], name="categories_are_numbered"),
            models.UniqueConstraint(fields=["prioritisation", "finding"], name="a_category_stands_once"),
        ]


class Code(models.Model):
    """One ballot may be handed in with it, on a phone or on paper."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash: see keys.py
    prioritisation = models.ForeignKey(Prioritisation, on_delete=models.PROTECT, related_name="+")
    is_used = models.BooleanField(default=False)


class Ballot(models.Model):
    """Where one person put the dots. The database refuses every change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prioritisation = models.ForeignKey(Prioritisation, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    dots = models.JSONField()  # numbers of categories, in order


class Action(models.Model):
    """What shall be done about one category, as it was drafted for the last meeting: who, what, when and the money."""

    option = models.OneToOneField(Option, on_delete=models.PROTECT, related_name="action")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    what = models.JSONField()  # LocalText
    who = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    budget_sek = models.PositiveIntegerField(null=True, blank=True)  # nothing: no money of its own, or not known yet
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
