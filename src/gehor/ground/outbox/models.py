"""Messages that would have been sent."""

from django.db import models


class KeptMessage(models.Model):
    """One message, as its receiver would have got it. Written in demo and test mode only."""

    to = models.TextField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_id = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
