"""pytest --processes N: tests are collected once, and N processes forked from there run them.

Each process of pytest-xdist loads and collects everything by itself: a tenth of all the work here, where thousands of
short tests are collected for six processes. Here one process loads and collects, and goes on as the one that hands out
tests and shows how they went; the others begin where it stands. Each has a home, a database and a folder for files of
its own. A process that dies fails the test that it was at, and another takes its place. Standard library and pytest.

What is to be run a second time, by processes that are told so when they begin (second.py does it, on another
database), is handed out when the rest is.
"""

import contextlib
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pytest

MOST = 24  # tests that are handed out at once
MORE = "more"


class Hooks:
    """What those are told who keep something for each process."""

    @pytest.hookspec(firstresult=True)
    def pytest_run_again(self, session: pytest.Session, over: bool) -> Sequence[pytest.Item] | None:
        """What is to be run a second time: asked before the first test, and again when the first time is over."""

    def pytest_told_again(self, report: pytest.TestReport) -> None:
        """How it went the second time, before it is shown."""

    def pytest_process_begins(self, config: pytest.Config, name: str, again: bool) -> None:
        """In a process just forked, before its first test."""

    def pytest_process_ends(self, config: pytest.Config) -> None:
        """In the same, after its last: it does not live to see the session finished."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("gehor").addoption(
        "--processes", type=int, default=0, metavar="N", help="run the tests in so many processes; 0: in this one"
    )


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    config = session.config
    wanted = config.getoption("--processes")
    if not wanted or config.option.collectonly or session.testsfailed:  # what could not be collected: pytest says so
        return None
    Sharing(session, wanted).run()
    return True


def in_portions(items: Sequence[pytest.Item], processes: int) -> list[list[int]]:
    """Which tests are handed out together: neighbours of one file, fewer the nearer the end; what takes long, alone."""
    portions: list[list[int]] = []
    for at, item in enumerate(items):
        alone = item.get_closest_marker("first") is not None
        left = (len(items) - at) // (4 * processes)
        neighbour = items[portions[-1][-1]] if portions else None
        together = neighbour is not None and neighbour.path == item.path and not alone
        if together and neighbour.get_closest_marker("first") is None and len(portions[-1]) < min(MOST, left):
            portions[-1].append(at)
        else:
            portions.append([at])
    return portions


class Sharing:
    """Hands out tests and shows how they went."""

    def __init__(self, session: pytest.Session, processes: int) -> None:
        self.session, self.config, self.processes = session, session.config, processes
        self.places = {item: at for at, item in enumerate(session.items)}
        self.left = {False: deque(in_portions(session.items, processes)), True: deque[list[int]]()}  # by: again?
        self.given: dict[Connection, deque[int]] = {}  # to each process: what it has not told of yet
        self.again: dict[Connection, bool] = {}
        self.pids: dict[Connection, int] = {}
        self.begun, self.over = 0, False

    def run(self) -> None:
        self.config._tmp_path_factory.getbasetemp()  # made, and emptied, before any process has a folder in it
        if shown := self.config.pluginmanager.get_plugin("terminalreporter"):
            shown.showfspath = False  # several files are at work at once: a sign for each test, as it comes
        try:
            self.add_again()
            self.begin_all()
            while self.given:
                for line in wait(list(self.given)):
                    self.hear(line)
        finally:
            for pid in self.pids.values():  # only where something went wrong here is any left
                os.kill(pid, signal.SIGTERM)
        if self.session.shouldfail:
            raise self.session.Failed(self.session.shouldfail)

    def add_again(self) -> None:
        items = self.config.hook.pytest_run_again(session=self.session, over=self.over) or ()
        portions = in_portions(items, self.processes)
        self.left[True].extend([self.places[items[at]] for at in portion] for portion in portions)
        self.session.testscollected += len(items)

    def begin_all(self) -> None:
        """As many processes as are wanted and find something to do; none is there for both times."""
        while len(self.given) < self.processes and not self.session.shouldfail:
            again = not self.left[False]
            idle = [line for line, given in self.given.items() if not given and self.again[line] == again]
            if len(self.left[again]) <= len(idle):
                return
            self.begin(again)

    def begin(self, again: bool) -> None:
        ours, its = Pipe()
        self.begun += 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        if not (pid := os.fork()):
            for line in (ours, *self.given):
                line.close()
            _work(self.session, its, f"process{self.begun}", again)
        its.close()
        self.given[ours], self.again[ours], self.pids[ours] = deque(), again, pid

    def hear(self, line: Connection) -> None:
        try:
            said = line.recv()
        except (EOFError, ConnectionResetError):
            said = ""
        if isinstance(said, str) and said != MORE:
            self.end(line, said)
        elif said == MORE:
            left = self.left[self.again[line]]
            portion = left.popleft() if left and not self.session.shouldfail else []
            self.given[line].extend(portion)
            with contextlib.suppress(BrokenPipeError):  # that it died is heard next
                line.send(portion)
        else:
            item = self.session.items[self.given[line].popleft()]
            self.show(item, [self.report(each) for each in said], self.again[line])

    def report(self, said: dict[str, Any]) -> pytest.TestReport:
        return self.config.hook.pytest_report_from_serializable(config=self.config, data=said)

    def show(self, item: pytest.Item, reports: Sequence[pytest.TestReport], again: bool) -> None:
        hook, told = self.config.hook, {"nodeid": item.nodeid, "location": item.location}
        if again:
            for report in reports:
                hook.pytest_told_again(report=report)
                told = {"nodeid": report.nodeid, "location": report.location}
        hook.pytest_runtest_logstart(**told)
        for report in reports:
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(**told)

    def end(self, line: Connection, said: str) -> None:
        """A process is through; or it died, and what it had before it is given to another."""
        line.close()
        given, (_, status) = self.given.pop(line), os.waitpid(self.pids.pop(line), 0)
        again, code = self.again.pop(line), os.waitstatus_to_exitcode(status)
        if given or code:
            self.tell_of_death(given, again, said or f"The process that ran it ended with {code}.")
        if not self.over and not self.left[False] and all(self.again.values()):
            self.over = True
            self.add_again()
        self.begin_all()

    def tell_of_death(self, given: deque[int], again: bool, why: str) -> None:
        if not given:
            raise RuntimeError(why)
        item = self.session.items[given.popleft()]
        failed = pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")
        self.show(item, [failed], again)
        if given:
            self.left[again].appendleft(list(given))


def _work(session: pytest.Session, line: Connection, name: str, again: bool) -> None:
    """A forked process: it runs what it is given, and ends here."""
    code = 1
    try:
        _be_oneself(session.config, name, again)
        Worker(session, line).run()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was, the first process tells it
        line.send(traceback.format_exc())
    finally:
        os._exit(code)  # what the first process has yet to clear away is not this one's


def _be_oneself(config: pytest.Config, name: str, again: bool) -> None:
    """What a process may not share with others."""
    plugins = config.pluginmanager
    plugins.unregister(name="terminalreporter")
    if (capture := plugins.get_plugin("capturemanager")) and capture.is_globally_capturing():
        capture.stop_global_capturing()
        capture.start_global_capturing()
    files = config._tmp_path_factory  # type: ignore[attr-defined]
    files._basetemp = files.mktemp(name, numbered=False)
    config.workerinput = {"workerid": name}  # type: ignore[attr-defined]  # so pytest-django names its database
    config.hook.pytest_process_begins(config=config, name=name, again=again)


class Worker:
    """Runs what it is given, and tells how it went."""

    def __init__(self, session: pytest.Session, line: Connection) -> None:
        self.session, self.config, self.line = session, session.config, line
        self.todo: deque[int] = deque()
        self.reports: list[dict[str, Any]] = []
        self.config.pluginmanager.register(self)

    def run(self) -> None:
        item = self.next()
        while item is not None:
            after = self.next()
            self.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            self.line.send(self.reports)
            self.reports = []
            item = after
        self.config.hook.pytest_process_ends(config=self.config)

    def next(self) -> pytest.Item | None:
        if not self.todo:
            self.line.send(MORE)
            self.todo.extend(self.line.recv())
        return self.session.items[self.todo.popleft()] if self.todo else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(self.config.hook.pytest_report_to_serializable(config=self.config, report=report))


def shared(files: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """A folder that all processes of a run have in common."""
    folder = files.getbasetemp()
    return folder.parent if hasattr(config, "workerinput") else folder
