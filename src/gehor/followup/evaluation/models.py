"""The evaluation's questions as they are asked, who may answer, what was answered, and what a decision's effect was.

An answer is nobody's. A ticket says that somebody may answer once; it is made for everybody at one time, in no order,
and torn up when it is used. A response has no author and a number drawn by chance. So nothing that is kept leads from a
person to a response: no column, and no order of rows.
"""

import uuid

from django.db import models
from django.db.models import Q

from gehor.decision.models import Decision
from gehor.feedback.models import Sending
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Dialogue
from gehor.process.indicators import Effect


class Part(models.TextChoices):
    """What is asked about: taking part, or the answer that came of it."""

    TAKING_PART = "taking-part"
    ANSWER = "answer"


class Group(models.TextChoices):
    """Who is asked. The same questions to all three."""

    PARTICIPANTS = "participants"
    STAFF = "staff"
    POLITICIANS = "politicians"


class Round(models.Model):
    """One part asked in one dialogue, until its last day."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField()  # answers are taken through this day, and shown after it
    asked = models.JSONField(default=dict)  # Group -> how many tickets were made

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "part"], name="each_part_is_asked_once")]


class Ticket(models.Model):
    """One person may answer one round, once. Deleted when they do."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash: see keys.py
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20, choices=Group)


class Response(models.Model):
    """What one person answered. The database refuses every change."""

    class Way(models.TextChoices):
        TICKET = "ticket"
        PAPER = "paper"  # typed in by staff

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    group = models.CharField(max_length=20, choices=Group)
    way = models.CharField(max_length=10, choices=Way)
    ratings = models.JSONField()  # question -> 1 to 5, or 0 for "do not know"
    remark = models.TextField(blank=True)  # read by staff, apart from the ratings


class Invitation(Sending):
    """That somebody was told by e-mail of the questions, never what was said to them, nor whether they answered."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    # One of the two: who took part, or who works or sits here and is named in the plan
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=True) ^ Q(account__isnull=True), name="one_person_is_invited"
            ),
            models.UniqueConstraint(fields=["round", "participant"], name="a_participant_is_invited_once"),
            models.UniqueConstraint(fields=["round", "account"], name="a_colleague_is_invited_once"),
        ]


class Judgement(models.Model):
    """What a named person says a decision owes to the finding that it weighs. The latest holds; none is changed."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=20, choices=[(effect.value, effect.value) for effect in Effect])
    reason = models.JSONField()  # LocalText, public
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-judged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(effect=Effect.UNSETTLED.value), name="a_judgement_settles_something"),
        ]
