"""What an organisation's maps stand on: its layers, and tiles from where it has them."""

from django.db import models
from django.db.models import F, Q

from gehor.ground.organisations.models import Organisation


class BaseMap(models.Model):
    """The organisation's own map tiles. Without this row, or without an address in it, there are none."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="base_map")
    tiles = models.CharField(max_length=300, blank=True)  # an address with {z}, {x} and {y}
    attribution = models.CharField(max_length=200, blank=True)
    zoom_least = models.PositiveSmallIntegerField(default=5)
    zoom_most = models.PositiveSmallIntegerField(default=18)
    begins_at = models.CharField(max_length=60, blank=True)  # a View as text; else where the layers are

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(zoom_least__lte=F("zoom_most")), name="the_least_zoom_comes_first"),
        ]


class Layer(models.Model):
    """Areas, lines or points of the organisation's own, drawn on maps. It never changes: another file is another layer.

    What has been withdrawn is not offered any more, and still drawn and counted by where it was chosen.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="layers")
    name = models.JSONField()  # LocalText
    features = models.JSONField()  # list of {"name", "geometry"}: GeoJSON in degrees
    sha256 = models.CharField(max_length=64)  # of the file
    is_everywhere = models.BooleanField(default=False)  # drawn on every map, so that one finds one's way
    has_areas = models.BooleanField(default=False)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north
