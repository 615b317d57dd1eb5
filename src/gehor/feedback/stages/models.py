"""What is promised for each stage, what is being written, what has been told, and to whom it is on its way."""

from django.db import models
from django.db.models import F, Q

from gehor.feedback.models import Outgoing
from gehor.ground.organisations.models import Account, Organisation
from gehor.planning.models import Dialogue

from .rules import Stage, Times, Way

STAGES = [(stage.value, stage.value) for stage in Stage]


class Terms(models.Model):
    """How long each stage may take in an organisation's dialogues. Without a row the usual times hold."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    summary_days = models.PositiveSmallIntegerField()
    decision_days = models.PositiveSmallIntegerField()
    first_months = models.PositiveSmallIntegerField()
    second_months = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(first_months__gte=1, second_months__gt=F("first_months")),
                name="the_second_follow_up_comes_after_the_first",
            )
        ]

    @property
    def times(self) -> Times:
        return Times(self.summary_days, self.decision_days, self.first_months, self.second_months)


class Promise(models.Model):
    """A day promised for one stage: a day of its own, or so long after something. The latest holds, all are kept."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=STAGES)
    after = models.PositiveSmallIntegerField(null=True, blank=True)  # days for the summary, months for a follow-up
    due_on = models.DateField(null=True, blank=True)
    reason = models.JSONField(default=dict, blank=True)  # LocalText: why a day was moved; public
    promised_at = models.DateTimeField()
    promised_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["promised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__isnull=True) ^ Q(due_on__isnull=True), name="a_promise_is_a_day_or_a_time"
            )
        ]
        indexes = [models.Index(fields=["dialogue", "stage"], name="promise_by_dialogue")]


class Draft(models.Model):
    """A stage as it is being written. Nobody outside sees it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=STAGES)
    text = models.JSONField(default=dict, blank=True)  # LocalText
    easy = models.JSONField(default=dict, blank=True)  # LocalText: the same, easy to read
    short = models.JSONField(default=dict, blank=True)  # LocalText: what a text message says
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    leaves_at = models.DateTimeField(null=True, blank=True)  # released by the worker at this moment
    timed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_back = models.CharField(max_length=60, blank=True)  # why it was not released when its moment came: a code

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "stage"], name="one_draft_of_each_stage"),
            models.CheckConstraint(
                condition=Q(leaves_at__isnull=True) | Q(timed_by__isnull=False), name="somebody_has_set_the_moment"
            ),
        ]


class Bulletin(models.Model):
    """A stage as it was released: public, and never changed."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=STAGES)
    text = models.JSONField(default=dict, blank=True)  # LocalText
    easy = models.JSONField(default=dict, blank=True)  # LocalText
    short = models.JSONField(default=dict, blank=True)  # LocalText
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["released_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "stage"], name="a_stage_is_released_once")]


class Absence(models.Model):
    """A promised summary that never came, and why: public, and never changed."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=STAGES)
    reason = models.JSONField()  # LocalText
    explained_at = models.DateTimeField()
    explained_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "stage"], name="an_absence_is_explained_once"),
            models.CheckConstraint(condition=Q(stage="summary"), name="no_follow_up_is_explained_away"),
        ]


class Telling(Outgoing):
    """One stage on its way to one participant by one way: that it went, never what it said."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="tellings")
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    left_to_page = models.BooleanField(default=False)  # this way led nowhere

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "participant", "way"], name="one_telling_per_way"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(left_to_page=False) & ~Q(way="page"),
                name="a_telling_left_to_the_page_is_done",
            ),
        ]
        indexes = [
            models.Index(fields=["way", "started_at"], name="telling_waiting", condition=Q(done_at__isnull=True))
        ]
