"""A text in its versions. What was published stays as it was; comments point to a paragraph of a version."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.planning.models import Activity

from .blocks import Block, Kind

UNNUMBERED = [kind.value for kind in Kind if not Block(kind, "").is_numbered]


class TextVersion(models.Model):
    """The text as it was published once. As long as the activity has not opened, a new one takes its place."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    note = models.JSONField(default=dict, blank=True)  # LocalText: what is new and why, from the second version on
    file_name = models.CharField(max_length=200, blank=True)  # "" for what was pasted
    left = models.JSONField(default=dict, blank=True)  # Left → how many: what of the file was not taken along
    sha256 = models.CharField(max_length=64)  # of all blocks
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="versions_of_a_text_are_numbered")]


class Paragraph(models.Model):
    """One block of a version. number: the same in every version of the text; "" for headings and heads of tables."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="paragraphs")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    level = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=8, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="paragraphs_stand_in_order"),
            models.UniqueConstraint(
                fields=["version", "number"], condition=~Q(number=""), name="a_paragraph_stands_once_in_a_version"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UNNUMBERED, number="") | Q(~Q(kind__in=UNNUMBERED), ~Q(number="")),
                name="all_but_headings_and_heads_have_a_number",
            ),
        ]

    @property
    def block(self) -> Block:
        return Block(Kind(self.kind), self.text, self.level)
