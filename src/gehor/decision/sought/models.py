"""What is known of decisions that nobody has found."""

from django.db import models

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue


class Sought(models.Model):
    """No decision on a finding was found. Never changed; a decision that is found later is recorded beside it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="+")
    looked_in = models.JSONField()  # LocalText: minutes, cases, archives, people asked
    looked_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
