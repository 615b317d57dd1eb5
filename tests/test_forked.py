"""Tests shared out among forked processes: each is run once, and told of as if there were one process."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import os, signal, pytest

@pytest.fixture(scope="module")
def place(tmp_path_factory):
    yield tmp_path_factory.mktemp("place")
    print("cleared away")

@pytest.mark.parametrize("number", range(40))
def test_good(number, place):
    (place / str(number)).touch(exist_ok=False)

def test_wrong(place):
    print("said on the way")
    assert place == 2

@pytest.mark.skip(reason="not today")
def test_skipped(): ...

@pytest.fixture
def broken():
    raise RuntimeError("no table")

def test_not_set_up(broken): ...

def test_killed():
    os.kill(os.getpid(), signal.SIGKILL)

@pytest.mark.parametrize("number", range(40))
def test_after_it(number): ...
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "test_them.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = first: takes long\n")

    def run(*arguments: str) -> str:
        words = ["-p", "gehor.testing.forked", "-p", "no:cacheprovider", "--processes=2", *arguments]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", f"--basetemp={tmp_path}/files", *words],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={"PYTHONPATH": str(Path("src").resolve()), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        )  # fmt: skip
        assert done.returncode in (1, 2), done.stdout
        return done.stdout

    return run


def test_each_is_told_of_once_whatever_became_of_it(run):
    said = run("-rs")
    assert "2 failed, 80 passed, 1 skipped, 1 error in" in said
    assert "assert PosixPath(" in said and "said on the way" in said
    assert "RuntimeError: no table" in said and "not today" in said
    assert "The process that ran it ended with -9." in said


AGAIN = """
def pytest_run_again(session, over):
    return [each for each in session.items if each.name == ("test_killed" if over else "test_good[7]")]

def pytest_process_begins(again):
    import builtins
    builtins.again = again

def pytest_told_again(report):
    report.nodeid += " again"

def pytest_collection_modifyitems(items):
    items[:] = [each for each in items if each.name in ("test_good[7]", "test_good[8]", "test_killed")]

import pytest
@pytest.fixture
def place(tmp_path):
    return tmp_path if again else tmp_path / "nowhere"
"""


def test_some_are_run_again_by_processes_that_know_it(run, tmp_path):
    (tmp_path / "conftest.py").write_text(AGAIN)
    them = tmp_path / "test_them.py"
    them.write_text(TESTS.replace('@pytest.fixture(scope="module")\ndef place', "def nowhere"))
    said = run("-v", "-rfp")
    assert "4 failed, 1 passed in" in said
    for line in ("PASSED test_them.py::test_good[7] again", "FAILED test_them.py::test_good[7] - File"):
        assert line in said
    assert "FAILED test_them.py::test_good[8] - " in said and "test_good[8] again" not in said
    assert "FAILED test_them.py::test_killed again - The process that ran it ended with -9." in said


def test_whoever_wants_to_stop_at_the_first_failure_is_heard(run):
    said = run("-x", "-k", "killed or after_it")
    assert "1 failed" in said and "stopping after 1 failures" in said


def test_what_cannot_be_collected_is_said(run, tmp_path):
    (tmp_path / "test_other.py").write_text("import nothing_of_that_name")
    said = run()
    assert "No module named 'nothing_of_that_name'" in said and "1 error in" in said
