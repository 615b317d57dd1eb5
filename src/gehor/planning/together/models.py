"""Who approves plans, what was asked and answered, what colleagues say and do about a plan, and the minutes.

What was asked, answered, said and minuted is append-only: the database refuses every change.
"""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.planning.models import Dialogue

from .rules import Answer, Way


class Rule(models.Model):
    """Who approves the plans of one organisation, and whether anything may open without it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    is_demanded = models.BooleanField(default=False)
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # none: deciding
    approvers = models.ManyToManyField(Account, related_name="+", blank=True)


class Request(models.Model):
    """Approval asked for of one plan, as it stood. The latest one of a dialogue holds."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # rules.Content: the plan, frozen
    content_hash = models.CharField(max_length=64)
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    needed = models.PositiveSmallIntegerField()  # how many must approve
    note = models.TextField(blank=True)  # what the lead wants to say to those who are asked
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="requests_are_numbered")]


class Asked(models.Model):
    """One person whose approval was asked for."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="asked")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "asked"
        constraints = [models.UniqueConstraint(fields=["request", "account"], name="a_person_is_asked_once")]


class Verdict(models.Model):
    """What one who was asked has answered; or what a body has decided, entered by somebody."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="verdicts")
    answer = models.CharField(max_length=10, choices=[(answer.value, answer.value) for answer in Answer])
    reason = models.TextField()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    section = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "given_by"], name="a_person_answers_once"),
            models.UniqueConstraint(fields=["request"], condition=Q(body__isnull=False), name="a_body_answers_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_verdict_has_its_reason"),
            models.CheckConstraint(
                condition=Q(body__isnull=True, decided_on__isnull=True, section="")
                | (Q(body__isnull=False, decided_on__isnull=False) & ~Q(section="")),
                name="a_body_decides_on_a_day_in_a_section",
            ),
        ]


class Thread(models.Model):
    """What colleagues say to each other about one part of the plan, until it is resolved."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=40)  # as content.py names it; "plan" for the whole
    begun_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begun_at", "pk"]
        indexes = [models.Index(fields=["dialogue", "part"], name="thread_by_part")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="somebody_resolves_a_thread",
            ),
        ]


class Comment(models.Model):
    """One thing that one colleague said."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at", "pk"]


class Assignment(models.Model):
    """Something that one person is to do by a day. Taken back, it need not be done."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    to = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["to", "due_on"], name="assignment_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, taken_back_at__isnull=True),
                name="somebody_does_an_assignment",
            ),
        ]


class Minutes(models.Model):
    """What the steering group met about. A correction is a row of its own, and the earlier wording stays."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    present = models.TextField()  # who was there, one on each line
    decided = models.TextField()
    then = models.TextField(blank=True)  # what is done next
    why = models.CharField(max_length=200, blank=True)  # of a correction: what was wrong
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(why=""), name="a_correction_says_what_was_wrong"
            ),
        ]
