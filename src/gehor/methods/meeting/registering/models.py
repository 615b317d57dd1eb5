"""Registrations for one meeting, known by receipts alone."""

from django.db import models
from django.db.models import F, Q

from gehor.ground.people.models import Participant
from gehor.planning.models import Activity

from . import rules


class Registration(models.Model):
    """One person, perhaps with company, who means to come. Without `placed_at` they wait for a place."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField()
    needs = models.CharField(max_length=rules.NEEDS_MOST, blank=True)  # forgotten when the meeting has been
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is received once
    registered_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)  # they do not come after all
    came_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "participant"], condition=Q(left_at=None), name="registered_once_for_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=rules.PARTY_MOST), name="a_company_is_not_a_crowd"
            ),
            models.CheckConstraint(condition=Q(left_at=None) | Q(came_at=None), name="nobody_came_who_had_left"),
            models.CheckConstraint(
                condition=Q(placed_at=None) | Q(placed_at__gte=F("registered_at")), name="no_place_before_registering"
            ),
        ]
