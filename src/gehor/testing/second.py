"""What a run on a second database leaves out: tests that would ask it nothing that other tests do not ask it.

    pytest --note=FOLDER …                          the first run notes which statements each test sends
    pytest --database postgresql --second=FOLDER …  the second chooses by what was noted

A statement is known by its shape, without values and numbers, and by the error with which a database refused it. Of all
tests the quickest are run that together send every shape; with them what is marked `both` (races, searches and orders:
there the values matter), and what did not pass or was not noted. What is marked `one` is left out, and what a browser
shows is looked at once. Chosen alone, a database gets every test.
"""

import contextlib
import heapq
import json
import os
import re
import time
from collections.abc import Mapping
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pytest

ALWAYS, NEVER = "always", "never"  # whether it is run a second time, whatever it sends


class Noted(NamedTuple):
    seconds: float
    sent: frozenset[str]
    again: str = ""


def again(item: pytest.Item) -> str:
    """What a browser shows is looked at once, unless it is to be on both: it costs more than all it sends."""
    if item.get_closest_marker("both"):
        return ALWAYS
    return NEVER if item.get_closest_marker("one") or item.get_closest_marker("browser") else ""


def pytest_addoption(parser):
    group = parser.getgroup("gehor")
    group.addoption("--note", metavar="FOLDER", help="note there which statements each test sends to the database")
    group.addoption("--second", metavar="FOLDER", help="leave out what adds nothing to what was noted there")


def pytest_configure(config):
    config.addinivalue_line("markers", "one: runs on one database, since it counts what is the same on both")
    config.addinivalue_line("markers", "both: runs on both databases, whatever it sends")
    if folder := config.getoption("--note"):
        config.pluginmanager.register(Notes(Path(folder)))
    if folder := config.getoption("--second"):
        config.pluginmanager.register(Second(noted_in(Path(folder)), config.rootpath))


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
        self.tests: dict[str, tuple[float, list[str], str]] = {}
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
        seconds = time.perf_counter() - began
        self.tests[item.nodeid] = (
            (seconds, sorted(self.sent), again(item)) if self.passed else (seconds, [], again(item) or ALWAYS)
        )
        return result

    def pytest_runtest_logreport(self, report):
        self.passed = self.passed and report.passed

    def pytest_sessionfinish(self):
        self.file.write_text(json.dumps(self.tests))


# The second run


class Second:
    def __init__(self, noted: Mapping[str, Noted], root: Path) -> None:
        self.noted, self.root = noted, root
        self.chosen = chosen(noted)
        self.files = {_file(test) for test in noted} - {_file(test) for test in self.chosen}

    def pytest_ignore_collect(self, collection_path):
        """Where nothing is run nothing is loaded either."""
        in_root = collection_path.is_relative_to(self.root)
        return True if in_root and collection_path.relative_to(self.root).as_posix() in self.files else None

    @pytest.hookimpl(trylast=True)  # when it is marked which tests ask for a browser
    def pytest_collection_modifyitems(self, config, items):
        kept = [item for item in items if self._is_run(item)]
        config.hook.pytest_deselected(items=[item for item in items if not self._is_run(item)])
        items[:] = kept

    def _is_run(self, item) -> bool:
        return item.nodeid in self.chosen or (item.nodeid not in self.noted and again(item) != NEVER)


def _file(test: str) -> str:
    return test.partition("::")[0]


def noted_in(folder: Path) -> dict[str, Noted]:
    return {
        test: Noted(seconds, frozenset(sent), again)
        for file in sorted(folder.glob("*.json"))
        for test, (seconds, sent, again) in json.loads(file.read_text()).items()
    }


def chosen(noted: Mapping[str, Noted]) -> set[str]:
    always = {test for test, note in noted.items() if note.again == ALWAYS}
    others = {test: note for test, note in noted.items() if not note.again}
    sent = frozenset().union(*(noted[test].sent for test in always))
    return always | enough(others, sent=sent)


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
