"""What a run on a second database leaves out: tests that would ask it nothing that other tests do not ask it.

    pytest --note=FOLDER …                          the first run notes which statements each test sends
    pytest --database postgresql --second=FOLDER …  the second chooses by what was noted

A statement is known by its shape, without values and numbers, and by the error with which a database refused it. Of all
tests the quickest are run that together send every shape; with them what is marked `both` (races, searches and orders:
there the values matter), and what was not noted as passed. What is marked `one` is left out, and what a browser shows
is looked at once. Chosen alone, a database gets every test.
"""

import contextlib
import heapq
import json
import os
import re
import time
from collections.abc import Iterable, Mapping
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pytest


class Noted(NamedTuple):
    seconds: float
    sent: frozenset[str]


def pytest_addoption(parser):
    group = parser.getgroup("gehor")
    group.addoption("--note", metavar="FOLDER", help="note there which statements each test sends to the database")
    group.addoption("--second", metavar="FOLDER", help="leave out what adds nothing to what was noted there")


def pytest_configure(config):
    config.addinivalue_line("markers", "one: runs on one database, since it counts what is the same on both")
    config.addinivalue_line("markers", "both: runs on both databases, whatever it sends")
    if folder := config.getoption("--note"):
        config.pluginmanager.register(Notes(Path(folder)))


# The first run


@cache
def shape(statement: str) -> str:
    statement = re.sub(r"\d+", "#", statement)
    statement = re.sub(r"%s(?:, %s)+", "%s", statement)
    statement = re.sub(r"\(%s\)(?:, \(%s\))+", "(%s)", statement)
    return blake2b(statement.encode(), digest_size=6).hexdigest()


@contextlib.contextmanager
def noting(sent: set[str]):
    """Every cursor of the process is heard, also in other threads: a page is often asked for by a browser."""
    from django.db.backends.utils import CursorWrapper

    def noted(send):
        @wraps(send)
        def send_and_note(cursor, statement, *args, **kwargs):
            try:
                answer = send(cursor, statement, *args, **kwargs)
            except Exception as error:
                sent.add(f"{shape(str(statement))} {type(error).__name__}")
                raise
            sent.add(shape(str(statement)))
            return answer

        return send_and_note

    with pytest.MonkeyPatch.context() as patch:
        for name in ("execute", "executemany"):
            patch.setattr(CursorWrapper, name, noted(getattr(CursorWrapper, name)))
        yield


class Notes:
    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{os.environ.get('PYTEST_XDIST_WORKER', 'all')}.json"
        self.tests: dict[str, tuple[float, list[str]]] = {}
        self.sent: set[str] = set()
        self.passed = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self):
        with noting(self.sent):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.sent.clear()
        self.passed = True
        began = time.perf_counter()
        result = yield
        if self.passed:
            self.tests[item.nodeid] = (time.perf_counter() - began, sorted(self.sent))
        return result

    def pytest_runtest_logreport(self, report):
        self.passed = self.passed and report.passed

    def pytest_sessionfinish(self):
        self.file.write_text(json.dumps(self.tests))


# The second run


@pytest.hookimpl(trylast=True)  # when it is marked which tests ask for a browser
def pytest_collection_modifyitems(config, items):
    if folder := config.getoption("--second"):
        kept = set(chosen(items, noted_in(Path(folder))))
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


def noted_in(folder: Path) -> dict[str, Noted]:
    return {
        test: Noted(seconds, frozenset(sent))
        for file in sorted(folder.glob("*.json"))
        for test, (seconds, sent) in json.loads(file.read_text()).items()
    }


def chosen(items: Iterable[pytest.Item], noted: Mapping[str, Noted]) -> list[pytest.Item]:
    asked = [item for item in items if not _is_for_one(item)]
    always = {item.nodeid for item in asked if item.get_closest_marker("both") or item.nodeid not in noted}
    others = {item.nodeid: noted[item.nodeid] for item in asked if item.nodeid not in always}
    sent = frozenset().union(*(noted[test].sent for test in always if test in noted))
    run = always | enough(others, sent=sent)
    return [item for item in asked if item.nodeid in run]


def _is_for_one(item: pytest.Item) -> bool:
    """What a browser shows is looked at once too, unless it is to be on both: it costs more than all it sends."""
    return bool(
        item.get_closest_marker("one") or (item.get_closest_marker("browser") and not item.get_closest_marker("both"))
    )


def enough(tests: Mapping[str, Noted], *, sent: frozenset[str]) -> set[str]:
    """Quick tests that together send everything that all of them send and that is not yet `sent`.

    Greedy set cover by shapes per second, which is within ln(shapes) of the quickest choice (Chvátal 1979).
    """

    def worth(test: str) -> float:
        return len(tests[test].sent - seen) / (tests[test].seconds + 0.001)

    seen, run = set(sent), set()
    heap = [(-worth(test), test) for test in sorted(tests)]
    heapq.heapify(heap)
    while heap:
        _, test = heapq.heappop(heap)
        now = -worth(test)
        if now == 0:
            continue
        if heap and now > heap[0][0]:  # others have sent some of it meanwhile
            heapq.heappush(heap, (now, test))
            continue
        run.add(test)
        seen |= tests[test].sent
    return run
