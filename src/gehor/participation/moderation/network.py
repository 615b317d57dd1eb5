"""How much may come from one network: as usual, or as whoever leads the dialogue has settled within our bounds.

The bounds are in settings.LIMITS, in numbers that no choice goes beyond; all that a dialogue takes in is bounded too.
"""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest

from gehor.ground import limits
from gehor.ground.pages import remembered

from .models import NetworkLimit
from .rules import Crowd

What = Literal["contribute", "vote"]


def spend(request: HttpRequest, slug: str, what: What) -> None:
    """Count what is sent to a dialogue. Raises TooMany, which says when to come back."""
    address = limits.address(request)
    crowd = remembered(("network", slug), lambda: crowd_of(slug))
    if crowd is Crowd.USUAL:
        limits.spend(_bucket(what, crowd), address)
    else:
        limits.spend(_bucket(what, crowd), f"{address} {slug}")


def crowd_of(slug: str) -> Crowd:
    return Crowd(
        NetworkLimit.objects.filter(dialogue__slug=slug).values_list("crowd", flat=True).first() or Crowd.USUAL
    )


def a_minute(what: What, crowd: Crowd) -> int:
    _burst, per_minute = settings.LIMITS[_bucket(what, crowd)]
    return int(per_minute)


def _bucket(what: What, crowd: Crowd) -> str:
    return f"{what}_address" if crowd is Crowd.USUAL else f"{what}_{crowd.value}"
