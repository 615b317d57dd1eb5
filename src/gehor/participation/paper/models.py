"""Printed forms with a code each, what a second person typed of some of them, and scans on their way to being read."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.participation.ballots.models import FormVersion
from gehor.planning.models import Activity

from . import rules


class Run(models.Model):
    """Sheets that were printed at one time, all alike but for the code. Only added to."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(FormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    size = models.CharField(max_length=10, choices=[(each, each) for each in rules.SIZES])
    both_sides = models.BooleanField(default=False)
    questions = models.JSONField()  # as they are printed: process.asking.to_json
    pages = models.PositiveSmallIntegerField()  # that are answered on
    places = models.JSONField()  # where every box stands on them: printing.Place
    sheets = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="runs_are_numbered"),
            models.CheckConstraint(condition=Q(sheets__gte=1, sheets__lte=rules.SHEETS_MOST), name="a_run_has_sheets"),
        ]


class Sheet(models.Model):
    """One printed form. Its code becomes the receipt of whoever filled it in, once it is typed in."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="numbered")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, unique=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="sheets_are_numbered")]


class Invalid(models.Model):
    """A form that cannot be counted, and why. It is told with the result. What stands on it is on the paper alone."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(Sheet, null=True, blank=True, on_delete=models.PROTECT, related_name="invalid")
    reason = models.CharField(max_length=20, choices=[(each.value, each.value) for each in rules.Why])
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is kept once
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]


class Share(models.Model):
    """How many of a hundred sheets a second person types in too."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="a_share_is_at_most_all")]


class Again(models.Model):
    """One sheet typed in by a second person, who did not see what the first had typed.

    first, second: the answers that are counted, each as it was typed. What is in people's own words is not compared.
    """

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="again")
    first = models.JSONField()
    second = models.JSONField()
    fields = models.JSONField()  # the questions that were compared
    differ = models.JSONField()  # those of them in which the two differ
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Settled(models.Model):
    """What stands on the paper where two people had typed differently, by a third look."""

    again = models.OneToOneField(Again, on_delete=models.PROTECT, related_name="settled")
    values = models.JSONField()  # of the questions that differed
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ListAgain(models.Model):
    """One list of supporters, read by a second person who did not see which rows the first had typed.

    first, second: the numbers of the rows that are filled in.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40)  # the reference of what is supported
    listed = models.CharField(max_length=20)  # the code of the list
    first = models.JSONField()
    second = models.JSONField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "about", "listed"], name="a_list_is_read_again_once")
        ]

    @property
    def differ(self) -> list[int]:
        """The rows that one found filled in and the other did not."""
        return sorted(set(self.first) ^ set(self.second))


class ListSettled(models.Model):
    """Which of the rows that differed are filled in on the paper, by a third look."""

    again = models.OneToOneField(ListAgain, on_delete=models.PROTECT, related_name="settled")
    rows = models.JSONField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Scan(models.Model):
    """One file from a scanner. It is deleted as soon as it is read; its pages are kept for a while."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    read = models.PositiveSmallIntegerField(default=0)  # pages so far
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=30, blank=True)  # why the file as a whole could not be read

    class Meta:
        ordering = ["-pk"]


class Page(models.Model):
    """One scanned page, straightened: what was seen in its boxes, or why it could not be read."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()  # in the file
    sheet = models.ForeignKey(Sheet, null=True, blank=True, on_delete=models.PROTECT, related_name="pages")
    page = models.PositiveSmallIntegerField(null=True, blank=True)  # of the sheet
    seen = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=200, blank=True)  # of the picture
    trouble = models.CharField(max_length=30, blank=True)
    word = models.CharField(max_length=40, blank=True)  # the code that was not known

    class Meta:
        ordering = ["scan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "number"], name="scanned_pages_are_numbered"),
            models.UniqueConstraint(
                fields=["sheet", "page"], condition=Q(trouble=""), name="a_page_of_a_sheet_is_read_once"
            ),
        ]
