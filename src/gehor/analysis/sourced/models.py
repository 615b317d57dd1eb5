"""Files that were brought in with a dialogue held earlier, and which finding rests on which page of them."""

from django.db import models

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue


class Source(models.Model):
    """One file as it was brought in. Never changed: its hash tells whether another copy is the same."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="sources/")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_public = models.BooleanField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="sources_are_numbered"),
            models.UniqueConstraint(fields=["dialogue", "sha256"], name="a_source_is_brought_in_once"),
        ]


class Sourced(models.Model):
    """One finding rests on a source. contributions: how many, as the source says; None where it does not."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="sourced")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=40, blank=True)  # empty: unknown
    number_there = models.PositiveIntegerField(null=True, blank=True)
    contributions = models.PositiveIntegerField(null=True, blank=True)
