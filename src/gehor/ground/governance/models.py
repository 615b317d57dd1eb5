"""What an organisation has adopted for all its dialogues, the draft of what comes next, and how it judges itself.

Charters, their principles and their duties are append-only: the database refuses every change of what was adopted.
"""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account, Body, Organisation


class Kind(models.TextChoices):
    PRINCIPLES = "principles"
    ROLES = "roles"


class Draft(models.Model):
    """What is being written, at most one of each kind. Anything may still change; `version` counts the changes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    content = models.JSONField(default=dict)  # see content.py
    source = models.CharField(max_length=40, blank=True)  # the set it was started from, see seeds.py
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="one_draft_of_each_kind")]


class Charter(models.Model):
    """One adopted version of the principles and promises, or of the roles. Texts are LocalText: language -> text."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40, blank=True)
    preamble = models.JSONField(default=dict, blank=True)
    promises = models.JSONField(default=dict, blank=True)  # Level -> LocalText
    steering_group = models.JSONField(default=dict, blank=True)
    support = models.JSONField(default=dict, blank=True)
    budget_line = models.JSONField(default=dict, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField()
    section = models.CharField(max_length=20)
    case_number = models.CharField(max_length=40)
    valid_to = models.DateField(null=True, blank=True)  # none: until replaced
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "number"], name="charters_are_numbered"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("adopted_on")), name="a_charter_ends_after_it_begins"
            ),
        ]


class Principle(models.Model):
    """One adopted principle, and how it is to be met."""

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="principles")
    number = models.PositiveSmallIntegerField()
    text = models.JSONField()  # LocalText
    instruction = models.JSONField(default=dict, blank=True)  # LocalText

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["charter", "number"], name="principles_are_numbered")]


class Duty(models.Model):
    """Who has one of the five roles in a dialogue: a political body, or what the words say."""

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=20)  # rules.ROLES
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.JSONField(default=dict, blank=True)  # LocalText

    class Meta:
        verbose_name_plural = "duties"
        constraints = [models.UniqueConstraint(fields=["charter", "role"], name="each_role_is_given_once")]


class Component(models.Model):
    """One part of the map, as this organisation calls it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=1, choices=[("A", "A"), ("B", "B")])  # A: once for all dialogues; B: for each
    name = models.JSONField()  # LocalText
    asks = models.JSONField(default=dict, blank=True)  # LocalText: what the component asks for

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="components_are_numbered")]


class Criterion(models.Model):
    """Something of the organisation's own that is asked before a dialogue is run, beside what is always asked."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)  # not asked any more; the answers stay

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="criteria_are_numbered")]


class CriterionWording(models.Model):
    """How a criterion is put. Append-only: an answer belongs to the words that were asked."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    question = models.JSONField()  # LocalText
    hint = models.JSONField(default=dict, blank=True)  # LocalText
    worded_at = models.DateTimeField()
    worded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["criterion", "number"], name="wordings_of_a_criterion_count")]


class Standing(models.Model):
    """Where the organisation says that it stood with one component one year, and what it does next."""

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="standings")
    year = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()  # rules.SCALE
    evidence = models.JSONField(default=dict, blank=True)  # LocalText
    next_step = models.JSONField(default=dict, blank=True)  # LocalText
    owner = models.CharField(max_length=120, blank=True)
    next_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["component", "year"], name="a_component_is_judged_once_a_year"),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="a_step_of_the_scale"),
        ]
