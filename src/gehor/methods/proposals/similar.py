"""Similar proposals, where the lead wants them shown before one is sent. Not for who changes one, nor their changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from gehor.participation import similar
from gehor.participation.models import Wording
from gehor.planning.models import Activity

from .rules import AMENDS, shows_similar


def alike(activity: Activity, cleaned: Mapping[str, Any]) -> Sequence[Wording]:
    if cleaned.get(AMENDS) or not shows_similar(activity.setup):
        return ()
    return similar.alike(activity, cleaned, among=~Q(values__has_key=AMENDS))
