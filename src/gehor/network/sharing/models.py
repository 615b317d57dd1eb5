"""What an organisation shares, whose feeds it listens to, how each fetch went, and what was heard.

What others tell is kept as they told it last, never longer than they tell it: what is gone there goes here.
"""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Account, Organisation

from .rules import Audience, Part


class Sharing(models.Model):
    """What one organisation tells others. `told`: all that it could tell, as it was last night; see telling.py."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    link_number = models.PositiveIntegerField(default=1)  # the link that is given out changes with it
    told = models.JSONField(default=dict, blank=True)
    told_on = models.DateField(null=True, blank=True)


class Shared(models.Model):
    """One part of it, and with whom. A part that is not shared has no row."""

    sharing = models.ForeignKey(Sharing, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(max_length=12, choices=[(part.value, part.value) for part in Part])
    audience = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Audience])
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sharing", "part"], name="a_part_is_shared_once")]


class Source(models.Model):
    """A feed that an organisation listens to: the library of another installation, or what an organisation shares."""

    class What(models.TextChoices):
        LIBRARY = "library"
        ORGANISATION = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    name = models.CharField(max_length=120)  # what it is called here
    address = models.CharField(max_length=500)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=160, blank=True)  # by these the other knows what we have already
    modified = models.CharField(max_length=60, blank=True)
    is_shown = models.BooleanField(default=False)  # on our public page, by the word of somebody who has looked
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    due_at = models.DateTimeField()  # when it is fetched by itself next

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"], condition=Q(ended_at=None), name="a_feed_is_listened_to_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fetch(models.Model):
    """One fetch of a feed: asked for, under way, and how it ended."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fetches")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")  # none: by itself
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    received = models.PositiveIntegerField(default=0)  # bytes, so far
    fault = models.CharField(max_length=40, blank=True)  # code of why nothing was taken in
    params = models.JSONField(default=dict, blank=True)  # what the sentence of that code needs
    unchanged = models.BooleanField(default=False)  # nothing had changed since the last time
    counts = models.JSONField(default=dict, blank=True)  # a code of texts.COUNTS → how many
    refused = models.JSONField(default=list, blank=True)  # the first of what was refused: [address, code, params]
    refused_in_all = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "fetches"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(ended_at=None), name="a_feed_is_fetched_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("asked_at")), name="a_fetch_ends_after_it_was_asked_for"
            ),
        ]


class Heard(models.Model):
    """What an organisation elsewhere tells of itself, as of the last time that it was confirmed."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="heard")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Organisation.Kind)
    url = models.CharField(max_length=500)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    public = models.JSONField(default=list)  # parts that it tells everybody
    confirmed_at = models.DateTimeField()


class HeardFigure(models.Model):
    """One figure of one year."""

    heard = models.ForeignKey(Heard, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    value = models.FloatField()
    of = models.PositiveIntegerField()
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [models.UniqueConstraint(fields=["heard", "year", "code"], name="a_figure_is_heard_once")]


class HeardDialogue(models.Model):
    """A dialogue that is held elsewhere, known by its address."""

    heard = models.ForeignKey(Heard, on_delete=models.CASCADE, related_name="dialogues")
    url = models.CharField(max_length=500)
    title = models.JSONField()  # LocalText
    source_language = models.CharField(max_length=10)
    levels = models.JSONField(default=list)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_tied = models.BooleanField()  # to a decision
    decision_on = models.DateField(null=True, blank=True)  # as planned
    decided_on = models.DateField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)  # none: not known yet
    is_evaluated = models.BooleanField()
    people = models.PositiveIntegerField(null=True, blank=True)  # none: not told, or too few
    first_heard_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["heard", "url"], name="a_dialogue_is_heard_of_once")]
