"""A dialogue and its plan. Nothing here says which stage it has reached: that is a pure function of facts."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.process.words import Go


class Dialogue(models.Model):
    """One citizen dialogue, from question to answer, with the plan as it stands now."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        USER = "user"
        PLAN = "plan"
        MINORITY = "minority"
        BUDGET = "budget"
        REFERRAL = "referral"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CITIZEN)
    shape = models.CharField(max_length=40, blank=True)  # the process template it was started from
    # The finished dialogue whose plan is the draft for this one: shown where nothing is written, never counted as said
    begun_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_language = models.CharField(max_length=10, default="sv")
    started_at = models.DateTimeField()
    contact_name = models.CharField(max_length=120, blank=True)  # an official, in service: public
    contact_email = models.EmailField(blank=True)
    # LocalText: language -> text
    title = models.JSONField(default=dict)
    background = models.JSONField(default=dict, blank=True)
    question = models.JSONField(default=dict, blank=True)
    purpose = models.JSONField(default=dict, blank=True)
    goal = models.JSONField(default=dict, blank=True)
    can_influence = models.JSONField(default=dict, blank=True)
    cannot_influence = models.JSONField(default=dict, blank=True)
    levels = models.JSONField(default=list, blank=True)  # a set of Level values
    deciding_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_on = models.DateField(null=True, blank=True)  # the meeting that decides
    case_number = models.CharField(max_length=40, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    answer_promise = models.JSONField(default=dict, blank=True)  # LocalText: how the answer will reach people

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-started_at"], name="dialogue_by_organisation")]


class Assessment(models.Model):
    """Go or no-go. The latest one holds; an earlier "postpone" stays readable."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="assessments")
    outcome = models.CharField(max_length=20, choices=[(go.value, go.value) for go in Go])
    question_can_be_influenced = models.BooleanField()
    deciders_can_be_influenced = models.BooleanField()
    reason = models.JSONField()  # LocalText, public
    referred_to = models.CharField(max_length=200, blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-assessed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=Go.RUN.value)
                | Q(question_can_be_influenced=True, deciders_can_be_influenced=True),
                name="nothing_runs_that_cannot_be_influenced",
            ),
        ]


class Activity(models.Model):
    """One way of taking part in a dialogue: a method with its set-up, dates and level."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=40)
    title = models.JSONField(default=dict)  # LocalText
    introduction = models.JSONField(default=dict, blank=True)  # LocalText
    level = models.CharField(max_length=20)
    setup = models.JSONField(default=dict)  # what the method's setup form settled
    begins_on = models.DateField()
    ends_on = models.DateField()
    shows_at_once = models.BooleanField(default=False)  # else a contribution is shown when somebody has read it

    class Meta:
        verbose_name_plural = "activities"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="activities_are_numbered"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("begins_on")), name="an_activity_ends_after_it_begins"
            ),
        ]


class PublishedChange(models.Model):
    """A change of the plan after somebody had answered to it: shown beside the plan, old and new, with the reason."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="changes")
    part = models.CharField(max_length=40)  # the field of Dialogue
    before = models.JSONField()
    after = models.JSONField()
    reason = models.JSONField()  # LocalText
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]
