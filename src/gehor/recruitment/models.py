"""Target groups."""

from django.db import models

from gehor.planning.models import Dialogue


class TargetGroup(models.Model):
    """A group that the dialogue must reach: why, by which way, and how many."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    name = models.JSONField()  # LocalText
    why = models.JSONField(default=dict, blank=True)  # LocalText
    known = models.JSONField(default=dict, blank=True)  # LocalText: how many they are, women and men, what is known
    motive = models.JSONField(default=dict, blank=True)  # LocalText: what makes it worth their time
    reached_by = models.JSONField(default=dict, blank=True)  # LocalText: where and how we meet them
    seldom_heard = models.BooleanField(default=False)
    reach_aim = models.PositiveIntegerField(null=True, blank=True)  # people

    class Meta:
        ordering = ["pk"]
