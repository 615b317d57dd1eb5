"""What was said. A contribution is immutable; its text is wording 1, and masking adds a wording with a reason."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Channel, MaskReason


class Opening(models.Model):
    """One activity open for contributions, until it is closed. A trigger refuses contributions after that.

    What was called off before it opened has closed alone: it counts as no opening, and never opens.
    """

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.JSONField(default=dict, blank=True)  # why before its last day; empty where it was not

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(closed_at__isnull=False), name="never_opened_is_closed"
            )
        ]


class Import(models.Model):
    """One file of contributions brought in at one time, and perhaps undone as a whole."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]


class WaitingFile(models.Model):
    """A file with very many rows that was handed over: the worker brings it in, and what came of it stands here.

    The file itself lies among the uploads, and so does how far it has come.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    upload = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    given = models.JSONField()  # how it is to be read, as it was chosen on the page
    rows = models.PositiveIntegerField()  # as many as were ready when somebody looked
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    imported = models.ForeignKey(Import, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_out = models.PositiveIntegerField(default=0)
    trouble = models.JSONField(default=dict, blank=True)  # why nothing of it came in: code, parameters

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "file_hash"], condition=Q(done_at__isnull=True), name="a_file_waits_once"
            )
        ]


class Contribution(models.Model):
    """One thing that one participant said, by one channel."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=6, unique=True)  # public; not the receipt
    channel = models.CharField(max_length=10, choices=[(channel.value, channel.value) for channel in Channel])
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is received once
    imported_in = models.ForeignKey(Import, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict, blank=True)  # the method's own values: category, table …
    covered = models.JSONField(default=dict, blank=True)  # those of them that were masked: kept, and not shown
    published_at = models.DateTimeField(null=True, blank=True)
    came_before = False  # set on the one that receiving.py gives back when the same form is sent again

    class Meta:
        indexes = [
            models.Index(fields=["dialogue", "-received_at", "-id"], name="contribution_by_dialogue"),
            models.Index(
                fields=["dialogue", "-received_at", "-id"],
                name="contribution_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(fields=["dialogue", "channel", "published_at"], name="contribution_by_channel"),
        ]


class Wording(models.Model):
    """One wording of a contribution. Number 1 is what was received; the highest number is what is shown."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=10, default="sv")
    reason = models.CharField(
        max_length=30, blank=True, choices=[(reason.value, reason.value) for reason in MaskReason]
    )
    note = models.CharField(max_length=300, blank=True)  # public: what was changed, in a sentence
    worded_at = models.DateTimeField()
    worded_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="wordings_are_numbered"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_later_wording_has_a_reason"),
        ]


class Attachment(models.Model):
    """A picture or PDF that came with a contribution. Public only when somebody has looked at it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
