"""Corrections of answers with what was replied, ratings, and what became of an answer that few found good.

What is said, shown, replied and rated is never changed; the database refuses it. A rating is nobody's: see
gehor.feedback.replies.keys.
"""

import uuid

from django.db import models
from django.db.models import Q

from gehor.feedback.models import Answer, Outgoing
from gehor.feedback.stages.rules import Way
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import Channel

from .rules import ENTERED_BY, Kind

# Corrections


class Correction(models.Model):
    """Somebody says that the answer to what they said misunderstood them, or answers something else."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    # None: the contribution was set aside, and the reason is what was answered
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    text = models.TextField()  # as received; everybody reads `Shown` instead
    language = models.CharField(max_length=10, default="sv")
    channel = models.CharField(max_length=10, choices=[(channel.value, channel.value) for channel in Channel])
    received_at = models.DateTimeField()
    due_on = models.DateField()  # promised for the reply
    entered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_correction_says_what")]


class Shown(models.Model):
    """A correction as everybody may read it, said by somebody who has read it. The latest holds."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="shown")
    text = models.TextField(blank=True)  # empty: read, and not shown
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "shown"
        ordering = ["pk"]


class Reply(models.Model):
    """What was answered to a correction. A further one may follow; none is changed."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="replies")
    text = models.JSONField()  # LocalText
    rewrote = models.BooleanField(default=False)  # the answer itself was written anew because of it
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["pk"]


class Notice(Outgoing):
    """One participant told by one way that their correction has been replied to."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="notices")
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "way"], name="told_of_a_reply_once_by_each_way")]


# An answer written anew


class FormerAnswer(models.Model):
    """An answer as it read before it was written anew."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.JSONField()  # LocalText
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="former_answers_are_numbered")]


# Ratings


class Round(models.Model):
    """One answer put before those whom it concerns, in one wording: another each time it is rewritten."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closes_on = models.DateField()  # ratings are taken through this day, and shown after it
    asked = models.PositiveIntegerField(default=0)  # how many tickets were made

    class Meta:
        ordering = ["answer", "number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="each_try_is_rated_once")]


class Ticket(models.Model):
    """One person may rate one answer in one wording, once. Deleted when they do."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash: see keys.py
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")


class Rating(models.Model):
    """What one person thought of one answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    ratings = models.JSONField()  # question → 1 to 5, or 0 for "do not know"
    # How it came, where staff typed it in; none: rated with a ticket. A new column that may be null keeps the triggers
    channel = models.CharField(  # noqa: DJ001
        max_length=10, null=True, blank=True, choices=[(channel.value, channel.value) for channel in ENTERED_BY]
    )


class Reopening(models.Model):
    """The ratings of one round were so low that the answer is tried once more."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="reopening")
    reopened_at = models.DateTimeField()


class Settlement(models.Model):
    """What came of it: the answer was written anew, or somebody explains in public why not."""

    reopening = models.OneToOneField(Reopening, on_delete=models.PROTECT, related_name="settlement")
    rewrote = models.BooleanField()
    why = models.JSONField(default=dict, blank=True)  # LocalText, public; empty where the new answer speaks
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
