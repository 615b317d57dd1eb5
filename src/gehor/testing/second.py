"""What a run on a second database leaves out: tests that would ask it nothing that other tests do not ask it.

    pytest --note=FOLDER …                          the first run notes which statements each test sends
    pytest --database postgresql --second=FOLDER …  the second chooses by what was noted

A statement asks a database several things: to read or change a table, to compare or count a column, and to understand
how it is put together, whatever the names and values. With the error, if the database refused it. Of all tests the
quickest are run that together ask everything; with them what is marked `both` (races, searches and orders: there the
values matter), and what did not pass or was not noted. What is marked `one` is left out, and what a browser shows is
looked at once. Chosen alone, a database gets every test.
"""

import contextlib
import heapq
import json
import os
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
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


NAME = r'"[\w#]+"(?:\."[\w#]+")?'
COMPARISON = r"(?:=|<>|<=?|>=?|(?:NOT )?IN|(?:I?LIKE|REGEXP)|IS(?: NOT)?|~\*?|@@|@>|BETWEEN|COLLATE)"
VALUES = (  # what differs in these alone is one statement
    (r"\d+", "#"),
    (r"%s(?:, ?%s)+", "%s"),
    (r"\(%s\)(?:, ?\(%s\))+", "(%s)"),
)
ALIKE = (  # and in these, one structure
    (rf"{NAME} AS \"\w+\"", "x"),
    (NAME, "x"),
    (r"[TU]#\.x", "x"),
    (r"x (?:=|IN) (?:\(%s\)|%s)", "x = %s"),
    (r"x = %s( AND x = %s)+", "x = %s"),
    (r"x( ASC| DESC)?(, x( ASC| DESC)?)+", "x"),
    (r"(?:WHEN \(x = %s\) THEN %s ?)+", "WHEN %s THEN %s "),
)


@cache
def asked(statement: str) -> frozenset[str]:
    """What it asks of a database, each as a short key."""
    statement = _told_shorter(statement, VALUES)
    verb = statement.split(maxsplit=1)[0]
    structure = _told_shorter(statement, ALIKE)
    tables = re.findall(rf"(?:FROM|INTO|JOIN|UPDATE) ({NAME})", statement)
    compared = [each.rstrip(")") for each in re.findall(rf"{NAME} {COMPARISON} \S+", statement)]
    called = re.findall(rf"\w+\((?:DISTINCT )?{NAME}", statement)
    found = {structure, *(f"{verb} {table}" for table in tables), *compared, *called}
    return frozenset(blake2b(each.encode(), digest_size=6).hexdigest() for each in found)


def _told_shorter(text: str, ways: Sequence[tuple[str, str]]) -> str:
    for pattern, short in ways:
        text = re.sub(pattern, short, text)
    return text


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
                sent.update(f"{each} {type(error).__name__}" for each in asked(str(statement)))
                raise
            sent.update(asked(str(statement)))
            return answer

        return send_and_note

    with pytest.MonkeyPatch.context() as patch:
        for name in ("execute", "executemany"):
            patch.setattr(CursorWrapper, name, noted(getattr(CursorWrapper, name)))
        yield


class Notes:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
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

    def pytest_process_ends(self):
        self.pytest_sessionfinish()

    def pytest_sessionfinish(self):
        (self.folder / f"{os.getpid()}.json").write_text(json.dumps(self.tests))


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

    Greedy set cover by what is asked per second, which is within ln(asked) of the quickest choice (Chvátal 1979).
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
    return _without_spare(run, tests, sent)


def _without_spare(run: set[str], tests: Mapping[str, Noted], sent: frozenset[str]) -> set[str]:
    """Without those, the longest first, all of whose questions came along with quick tests that were chosen later."""
    times = Counter(each for test in run for each in tests[test].sent)
    times.update(sent)
    for test in sorted(run, key=lambda test: (-tests[test].seconds, test)):
        if all(times[each] > 1 for each in tests[test].sent):
            times.subtract(tests[test].sent)
            run = run - {test}
    return run
