"""What a run on two databases leaves out on the second: tests that would ask it nothing that others do not ask it.

    pytest --processes 3 --then postgresql …

While tests run on the first database, it is noted which statements each sends. Then processes on the second (forked.py)
run what is chosen by that, loaded and collected as it is.

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
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pytest

ALWAYS, NEVER = "always", "never"  # whether it is run a second time, whatever it sends
HERE = " on PostgreSQL"


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
    group.addoption(
        "--then", choices=("postgresql",), help="afterwards run on this database what asks it something new"
    )


def pytest_configure(config):
    config.addinivalue_line("markers", "one: runs on one database, since it counts what is the same on both")
    config.addinivalue_line("markers", "both: runs on both databases, whatever it sends")
    if config.getoption("--then") and not config.option.collectonly:
        if not config.getoption("--processes"):
            raise pytest.UsageError("--then asks for --processes: it is others that run on the second database")
        folder = tempfile.mkdtemp(prefix="gehor-notes-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        config.pluginmanager.register(Notes(Path(folder)))
        config.pluginmanager.register(Second(Path(folder)))


# The first time


NAME = r'"[\w#]+"(?:\."[\w#]+")?'
COMPARISON = r"(?:=|<>|<=?|>=?|(?:NOT )?IN|(?:I?LIKE|REGEXP)|~\*?|@@|@>|BETWEEN|COLLATE)"
OURS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")  # all else is in each database's own words
VALUES = (  # what differs in these alone is one statement
    (r"\d+", "#"),
    (r"%s(?:, ?%s)+", "%s"),
    (r"\(%s\)(?:, ?\(%s\))+", "(%s)"),
    (r"(?<= = )NULL\b", "%s"),
)
ALIKE = (  # and in these, one structure: each comparison is asked for by its column, each table by its name
    (rf"{NAME} AS \"\w+\"", "x"),
    (NAME, "x"),
    (r"[A-Z]#\.x|x [A-Z]#", "x"),
    (r" LIMIT #(?: OFFSET #)?", ""),
    (r"x IS(?: NOT)? NULL|x (?:=|<>|<=?|>=?|IN|LIKE) (?:\(%s\)|%s)(?: ESCAPE '\\')?", "x = %s"),
    (r"(?:NOT )?\(x = %s\)", "x = %s"),
    (r"x = %s(?:(?: AND|,) x = %s)+", "x = %s"),
    (r"x = %s(?: OR x = %s)+", "x = %s OR x = %s"),
    (r"(?:NOT )?EXISTS\(x\)(?: AND (?:NOT )?EXISTS\(x\))*", "EXISTS(x)"),
    (r"(?<!\w)\(x\)", "x"),
    (r"(?:(?:INNER|LEFT OUTER) JOIN x ON \(x = x\) ?)+", "JOIN x "),
    (r"[x#](?: ASC| DESC)?(?:, [x#](?: ASC| DESC)?)*(?=$|\W)", "x"),
    (r"(?:WHEN \(?x = %s\)? THEN %s ?)+", "WHEN %s THEN %s "),
)
# Rows have their numbers, and refer to others by them, in one way everywhere
NUMBER = re.compile(r'"(?:\w+_)?id" (?:=|IN) \(*(?:(?:"\w+"\.|\w#\.)?"(?:\w+_)?id"|%s|SELECT)$')
STRICTER = re.compile("DISTINCT|GROUP BY")  # where PostgreSQL also asks which columns stand where


@cache
def asked(statement: str) -> frozenset[str]:
    """What it asks of a database, each as a short key."""
    statement = _told_shorter(statement, VALUES)
    verb = statement.split(maxsplit=1)[0]
    if verb not in OURS:
        return frozenset()
    parts = list(_parts(statement))
    tables = re.findall(rf"(?:FROM|INTO|JOIN|UPDATE) ({NAME})", statement)
    compared = [each.rstrip("),") for each in re.findall(rf"{NAME} {COMPARISON} \S+", statement)]
    called = re.findall(rf"\w+\((?:DISTINCT )?{NAME}", statement)
    found = {
        *(_told_shorter(_told_shorter(part, ALIKE), ALIKE) for part in parts),
        *(part for part in parts if STRICTER.search(part)),
        *(f"{verb} {table}" for table in tables),
        *(f"{tables[0] if verb == 'UPDATE' else ''} {each}" for each in compared if not NUMBER.search(each)),
        *called,
    }
    return frozenset(map(_key, found))


def _key(question: str) -> str:
    return blake2b(question.encode(), digest_size=6).hexdigest()


def _parts(statement: str) -> Iterator[str]:
    """A statement, and by themselves those that it encloses: each is understood by itself."""
    while (begin := statement.rfind("(SELECT")) >= 0:
        open_ones, end = 1, begin + 1
        while open_ones and end < len(statement):
            open_ones += {"(": 1, ")": -1}.get(statement[end], 0)
            end += 1
        yield statement[begin + 1 : end - 1]
        statement = f"{statement[:begin]}(x){statement[end:]}"
    yield statement


def _told_shorter(text: str, ways: Sequence[tuple[str, str]]) -> str:
    for pattern, short in ways:
        text = re.sub(pattern, short, text)
    return text


def locked(statement: str, of: Sequence[str]) -> str:
    """What is asked for by locking the rows, of which SQLite is told nothing: PostgreSQL does not lock just any."""
    told = re.findall(rf"DISTINCT|GROUP BY|(?:LEFT OUTER )?JOIN {NAME}|FROM {NAME}", statement)
    return _key(" ".join(["FOR UPDATE OF", *of, *told]))


@contextlib.contextmanager
def noting(sent: set[str]):
    """Every cursor of the process is heard, also in other threads: a page is often asked for by a browser."""
    from django.db.backends.utils import CursorWrapper
    from django.db.models.sql.compiler import SQLCompiler

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

    def compiled(compiler, *args, **kwargs):
        statement, values = compile_it(compiler, *args, **kwargs)
        if compiler.query.select_for_update:
            sent.add(locked(statement, compiler.query.select_for_update_of))
        return statement, values

    compile_it = SQLCompiler.as_sql
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "as_sql", compiled)
        for name in ("execute", "executemany"):
            patch.setattr(CursorWrapper, name, noted(getattr(CursorWrapper, name)))
        yield


class Notes:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tests: dict[str, tuple[float, list[str], str]] = {}
        self.sent: set[str] = set()
        self.passed = True
        self.listening = contextlib.ExitStack()

    def pytest_process_begins(self, config, again):
        if again:
            config.pluginmanager.unregister(self)
        else:
            self.listening.enter_context(noting(self.sent))

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
        (self.folder / f"{os.getpid()}.json").write_text(json.dumps(self.tests))


# The second


class Second:
    def __init__(self, folder: Path) -> None:
        self.folder, self.given = folder, 0

    def pytest_run_again(self, session, over):
        items = list(to_run(session.items, noted_in(self.folder))) if over else run_at_once(session.items)
        self.given += len(items)
        return items

    def pytest_told_again(self, report):
        file, line, name = report.location
        report.nodeid, report.location = f"{report.nodeid}{HERE}", (file, line, f"{name}{HERE}")

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.line(
            f"{self.given} of the tests were run again{HERE}; others would have asked it nothing new."
        )


def run_at_once(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What need not wait until everything is noted."""
    return [item for item in items if again(item) == ALWAYS]


def to_run(items: Iterable[pytest.Item], noted: Mapping[str, Noted]) -> Iterator[pytest.Item]:
    """Chosen by what was noted, or not noted."""
    run = chosen(noted)
    for item in items:
        if not again(item) and (item.nodeid in run or item.nodeid not in noted):
            yield item


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
