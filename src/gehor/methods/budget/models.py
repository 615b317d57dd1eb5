"""Pictures of projects, as they are shown."""

from django.db import models

from gehor.planning.models import Activity


class Picture(models.Model):
    """One picture, made anew from what was sent: a small JPEG without anything but its pixels.

    A project names it by its fingerprint. It goes with the last project that names it.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "sha256"], name="a_picture_is_kept_once")]
