"""A finding rests on a line of a table, as that stood when it was chosen."""

from django.db import models

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.planning.models import Activity


class Counted(models.Model):
    """One finding rests on one line of an outcome, or on the whole table where no line is named. Never changed."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="counted")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=80)
    line = models.CharField(max_length=80, blank=True)
    outcome = models.JSONField()  # as rules.frozen gives it: the table, and how many people it is about
    sha256 = models.CharField(max_length=64)  # of it
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "activity", "table", "line"], name="a_finding_rests_once_on_a_line"
            )
        ]
