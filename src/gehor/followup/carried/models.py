"""Which measure came from which row of the action plan that the participants drafted."""

from django.db import models

from gehor.analysis.series.models import Action
from gehor.followup.models import Measure


class Origin(models.Model):
    """A measure was promised from a row of the plan, in the wording that the row had then."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="+")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the row
