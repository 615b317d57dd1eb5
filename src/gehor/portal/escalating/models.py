"""To whom late promises are passed on, and which have been."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account, Organisation

from .rules import MOST_DAYS, USUAL_DAYS


class Escalation(models.Model):
    """An organisation's choice: whom to write to, and after how many days."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)  # of the responsible manager; empty: nobody is written to
    language = models.CharField(max_length=10, default="sv")
    after_days = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after_days__gte=1) & Q(after_days__lte=MOST_DAYS), name="escalation_has_its_days"
            )
        ]


class Sent(models.Model):
    """One mail about one late promise. Stored before it leaves, so that nobody hears twice of a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)  # the same as long as it is the same promise
    sent_on = models.DateField()
    days_late = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=1)
    waits = models.BooleanField(default=False)  # the mail server has certainly not taken it: tried again in an hour
    refused = models.CharField(max_length=60, blank=True)  # what the mail server said, for good

    class Meta:
        verbose_name_plural = "sent"
        constraints = [models.UniqueConstraint(fields=["organisation", "key", "sent_on"], name="one_mail_a_day_each")]
