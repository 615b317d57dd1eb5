"""The effort behind what was said: where and when somebody was there, and how many they met."""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account
from gehor.planning.models import Activity
from gehor.process.words import STAFF_ROLES

from . import rules


class Effort(models.Model):
    """One time at one place, by one person. It stands also when nobody said anything."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in rules.KINDS])
    place = models.CharField(max_length=rules.PLACE_MOST)
    day = models.DateField()
    approached = models.PositiveIntegerField()
    spoke = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in STAFF_ROLES])
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is received once

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(spoke__lte=F("approached")), name="who_spoke_was_approached")]
