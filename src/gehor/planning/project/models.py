"""What the project plan holds beside the parts that residents answer to. Texts are LocalText: language -> text.

One sheet per dialogue for what is said once, and rows of seven kinds for what there may be several of.
"""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account, Body
from gehor.planning.models import Activity, Dialogue


class Sheet(models.Model):
    """What is said once about a dialogue. Columns are named as the fields in parts/."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    # The frames
    frame_money = models.JSONField(default=dict, blank=True)
    frame_law = models.JSONField(default=dict, blank=True)
    frame_time = models.JSONField(default=dict, blank=True)
    # The place in governance
    commission = models.JSONField(default=dict, blank=True)
    feeds = models.JSONField(default=dict, blank=True)
    result_use = models.JSONField(default=dict, blank=True)
    # What the choice of methods rests on: codes of advice.words
    purposes = models.JSONField(default=list, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    polarisation = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=20, blank=True)
    # Documentation
    recording = models.JSONField(default=dict, blank=True)
    published_where = models.JSONField(default=dict, blank=True)
    kept_where = models.JSONField(default=dict, blank=True)
    records_class = models.CharField(max_length=200, blank=True)
    # Analysis
    reading_way = models.JSONField(default=dict, blank=True)
    readers = models.JSONField(default=dict, blank=True)
    # Feedback
    to_those_absent = models.JSONField(default=dict, blank=True)
    to_inside = models.JSONField(default=dict, blank=True)
    # Evaluation
    evaluated_what = models.JSONField(default=dict, blank=True)
    evaluated_with = models.JSONField(default=dict, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    # Personal data
    data_collected = models.JSONField(default=dict, blank=True)
    data_kept = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()


class Row(models.Model):
    """One row of a part of the plan."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["pk"]


class Handled(Row):
    """A row that somebody sees to."""

    responsible = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        abstract = True


class RoleHolder(Row):
    """Who has which role in the project. `who` is what the plan says; account or body: who that is in Gehör."""

    role = models.CharField(max_length=20)
    who = models.CharField(max_length=200)  # in service: a name, an office or a body
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    task = models.JSONField(default=dict, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True) | Q(body__isnull=True), name="a_role_is_held_by_a_person_or_a_body"
            ),
        ]

    @property
    def held_by(self) -> str:
        """As the form chooses it: account:7, body:3, or nobody that Gehör knows."""
        if self.account_id:
            return f"account:{self.account_id}"
        return f"body:{self.body_id}" if self.body_id else ""


class Adjustment(Handled):
    """Something that is done so that more people can come, understand and speak."""

    need = models.CharField(max_length=20)
    done = models.JSONField()


class Occasion(Row):
    """One time at which people meet: where, why there, and how one gets in."""

    title = models.JSONField()
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)  # as the clock on the wall shows
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200)
    why_there = models.JSONField(default=dict, blank=True)
    access = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="an_occasion_ends_after_it_begins",
            ),
        ]


class Milestone(Handled):
    """Something that must be done by a day."""

    what = models.JSONField()
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]


class Message(Handled):
    """Something that somebody is told, before, during or after the dialogue."""

    phase = models.CharField(max_length=20)
    audience = models.JSONField()
    channel = models.JSONField()
    message = models.JSONField()
    sent_on = models.DateField(null=True, blank=True)


class Risk(Handled):
    """What may go wrong, and what is done about it."""

    what = models.JSONField()
    likelihood = models.PositiveSmallIntegerField()
    consequence = models.PositiveSmallIntegerField()
    done = models.JSONField()

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=4, consequence__gte=1, consequence__lte=4),
                name="a_risk_is_judged_from_1_to_4",
            ),
        ]


class Post(Row):
    """One post of the budget: planned, and what it became."""

    kind = models.CharField(max_length=20)
    what = models.JSONField()
    hours_planned = models.PositiveIntegerField(default=0)
    sek_planned = models.PositiveBigIntegerField(default=0)
    hours_actual = models.PositiveIntegerField(null=True, blank=True)  # none: not reported yet
    sek_actual = models.PositiveBigIntegerField(null=True, blank=True)
