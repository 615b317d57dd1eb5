"""The meetings of the political bodies."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Body
from gehor.process.timing import agenda_deadline


class Meeting(models.Model):
    """One meeting of one body. A plan points at it by body and day, so a body meets at most once a day."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)  # as the clock on the wall shows
    place = models.CharField(max_length=200, blank=True)
    agenda_deadline = models.DateField(null=True, blank=True)  # the last day for documents; none: the usual time before
    note = models.TextField(blank=True)
    uid = models.CharField(max_length=255, blank=True)  # what the calendar that it came from calls it
    version = models.PositiveIntegerField(default=0)  # grows by one with every change, as subscribers expect
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "held_on"], name="a_body_meets_once_a_day"),
            models.UniqueConstraint(fields=["body", "uid"], condition=~Q(uid=""), name="a_meeting_is_imported_once"),
            models.CheckConstraint(
                condition=Q(agenda_deadline__isnull=True) | Q(agenda_deadline__lte=F("held_on")),
                name="documents_come_before_the_meeting",
            ),
        ]

    @property
    def documents_due(self) -> dt.date:
        return agenda_deadline(self.held_on, self.agenda_deadline)


class Matter(models.Model):
    """A matter on the agenda of a meeting. A dialogue whose plan has the same case number is shown beside it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="matters")
    case_number = models.CharField(max_length=40)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case_number"], name="a_matter_stands_once_on_an_agenda"),
        ]


class Move(models.Model):
    """A meeting was to be held on another day: who still points at that day learns where it went."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    was_on = models.DateField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-moved_at", "-pk"]
        indexes = [models.Index(fields=["was_on"], name="moves_by_day")]
