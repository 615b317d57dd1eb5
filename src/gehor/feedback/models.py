"""Answers, their release, and what is sent: one delivery per participant and way, one receipt message each."""

from django.db import models
from django.db.models import Q

from gehor.decision.models import Decision
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Dialogue


class Answer(models.Model):
    """What is said to those whose contributions the decided finding rests on."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    text = models.JSONField()  # LocalText
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class Release(models.Model):
    """All answers of a dialogue made public at one time."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    greeting = models.JSONField(default=dict, blank=True)  # LocalText: opens every message and letter


class Sending(models.Model):
    """Something on its way, or arrived.

    `started_at` is committed before a message leaves and `done_at` after it has left. A row with only the first was cut
    off in between: it is uncertain whether it left, so nothing sends it again but a person who has looked.
    """

    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused = models.CharField(max_length=200, blank=True)  # why it can never leave: a code and the server's number

    class Meta:
        abstract = True

    @property
    def is_to_leave(self) -> bool:
        """Whether it waits, and nobody has started on it."""
        return not (self.started_at or self.done_at or self.refused)


class Outgoing(Sending):
    """Something on its way to one participant, or arrived."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Delivery(Outgoing):
    """The answer to one participant by one way."""

    class Way(models.TextChoices):
        EMAIL = "email"  # a message that points to the receipt page
        SHEET = "sheet"  # a printed sheet, handed over or posted
        PAGE = "page"  # no way to reach them: the receipt page and the public page are the answer

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=10, choices=Way)
    left_to_page = models.BooleanField(default=False)  # this way led nowhere: the receipt page is the answer

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["release", "participant", "way"], name="one_delivery_per_way"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(left_to_page=False) & ~Q(way="page"),
                name="what_is_left_to_the_page_is_done",
            ),
        ]
        indexes = [
            models.Index(fields=["way", "started_at"], name="delivery_waiting", condition=Q(done_at__isnull=True))
        ]


class ReceiptMessage(Outgoing):
    """The receipt by e-mail to somebody who gave an address: once, however much they say."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant"], name="one_receipt_message_each")]
