"""Similar proposals, where the lead wants them shown before one is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.participation import similar
from gehor.participation.models import Wording
from gehor.planning.models import Activity

from .rules import shows_similar


def alike(activity: Activity, cleaned: Mapping[str, Any]) -> Sequence[Wording]:
    return similar.alike(activity, cleaned) if shows_similar(activity.setup) else ()
