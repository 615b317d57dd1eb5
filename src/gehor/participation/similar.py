"""What others have written about the same thing, for whoever is about to send something of their own.

What is alike is settled in calc/text/likeness.py. What an activity has been told is kept in memory for it, by the words
that are shown now, and grows by what has come since: a request reads new wordings, not old ones. Whether something is
published is asked each time, of the few that are alike.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q

from gehor.calc.text.likeness import Likenesses
from gehor.planning.models import Activity

from .models import Contribution, Wording
from .queries import shown_wordings

SHOWN_MOST = 3
LOOKED_AT_MOST = 200  # of those alike, published or not
MOST_BYTES = 12 * 1024 * 1024  # of words that are kept, beside those of the activity that was asked about last
WINDOW = 200  # wordings of transactions that run side by side may appear out of order


class _Known:
    """The words of one activity, as far as they have been read."""

    def __init__(self) -> None:
        self.likenesses: Likenesses[int] = Likenesses()
        self.lock = threading.Lock()
        self._last = 0
        self._lately: deque[int] = deque(maxlen=WINDOW)

    def catch_up(self, activity: Activity) -> None:
        rows = Wording.objects.filter(contribution__activity=activity, pk__gt=self._last - WINDOW)
        rows = rows.exclude(pk__in=list(self._lately)).order_by("pk")
        for pk, contribution, title, text in rows.values_list("pk", "contribution_id", "title", "text").iterator():
            self.likenesses.put(contribution, f"{title}\n{text}")
            self._lately.append(pk)
            self._last = max(self._last, pk)


_known: OrderedDict[int, _Known] = OrderedDict()
_lock = threading.Lock()


EVERYTHING = Q()


def alike(activity: Activity, cleaned: Mapping[str, Any], *, among: Q = EVERYTHING) -> list[Wording]:
    """The shown wordings of the published contributions most like this one, at most three, the most alike first.

    among: which contributions are shown at all. What the sender sent before with the same receipt is theirs, and is
    left out. Three queries, one where nothing is alike.
    """
    known = _known_of(activity)
    with known.lock:
        known.catch_up(activity)
        found = known.likenesses.like(f"{cleaned.get('title', '')}\n{cleaned['text']}", most=LOOKED_AT_MOST)
    if not found:
        return []
    published = Contribution.objects.filter(among, activity=activity, published_at__isnull=False, pk__in=dict(found))
    if cleaned.get("receipt"):
        published = published.exclude(participant=cleaned["receipt"])
    may_be_shown = set(published.values_list("pk", flat=True))
    most_alike = [pk for pk, _ in found if pk in may_be_shown][:SHOWN_MOST]
    wordings = shown_wordings(most_alike)
    return [wordings[pk] for pk in most_alike if pk in wordings]


def forget() -> None:
    """Forget the words of every activity. Only tests need it."""
    with _lock:
        _known.clear()


def _known_of(activity: Activity) -> _Known:
    if not settings.KEEP_PAGES:
        return _Known()
    with _lock:
        known = _known.setdefault(activity.pk, _Known())
        _known.move_to_end(activity.pk)
        while len(_known) > 1 and sum(each.likenesses.size for each in _known.values()) > MOST_BYTES:
            _known.popitem(last=False)
        return known
