"""How many have voted how on each statement so far: kept in memory, and grown by the votes that have come since.

What comes next is chosen after each vote, and some hundred votes may come each second: all of them cannot be counted
each time. At most once a second the new ones are read. A result is never made of these: it is counted whole.
"""

import threading
import time
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Mapping

from django.conf import settings
from django.db.models import Count

from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Import
from gehor.planning.models import Activity

from .routing import Votes, votes_of

SECONDS = 1.0
ACTIVITIES_MOST = 20
WINDOW = 500  # votes of transactions that run side by side may appear out of order


class _Tally:
    """The votes of one activity, as far as they have been read."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.found: Mapping[str, Votes] = {}
        self.read_at = float("-inf")
        self._counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._last, self._files = 0, (0, 0)
        self._lately: deque[int] = deque(maxlen=WINDOW)

    def catch_up(self, activity: Activity) -> None:
        files = Import.objects.filter(activity=activity).aggregate(all=Count("pk"), undone=Count("undone_at"))
        if self._files != (files["all"], files["undone"]):  # votes were taken away, or many came with older numbers
            self._counts.clear()
            self._lately.clear()
            self._last, self._files = 0, (files["all"], files["undone"])
        rows = Ballot.objects.filter(activity=activity, pk__gt=self._last - WINDOW, aside=False).exclude(item="")
        rows = rows.exclude(pk__in=list(self._lately)).order_by("pk")
        for pk, item, choice, before in rows.values_list("pk", "item", "choice", "replaces__choice").iterator():
            self._counts[item][choice] += 1
            if before is not None:
                self._counts[item][before] -= 1
            self._lately.append(pk)
            self._last = max(self._last, pk)
        self.found = {item: votes_of(counts) for item, counts in self._counts.items()}


_kept: OrderedDict[int, _Tally] = OrderedDict()
_lock = threading.Lock()


def tallies(activity: Activity) -> Mapping[str, Votes]:
    """By statement; those that nobody has voted on are not there. At most a second old."""
    tally = _tally_of(activity)
    if time.monotonic() - tally.read_at < SECONDS or not tally.lock.acquire(blocking=not tally.found):
        return tally.found  # somebody else is reading
    try:
        tally.catch_up(activity)
        tally.read_at = time.monotonic()
        return tally.found
    finally:
        tally.lock.release()


def forget() -> None:
    with _lock:
        _kept.clear()


def _tally_of(activity: Activity) -> _Tally:
    if not settings.KEEP_PAGES:
        return _Tally()
    with _lock:
        tally = _kept.setdefault(activity.pk, _Tally())
        _kept.move_to_end(activity.pk)
        while len(_kept) > ACTIVITIES_MOST:
            _kept.popitem(last=False)
        return tally
