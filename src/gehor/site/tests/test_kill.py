"""Nobody who was given a receipt loses what they said, even when the server dies in the middle of it.

A short form of `python -m benchmarks.web kill`, which does it five times and on PostgreSQL too.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from gehor.testing.killing import Promised, faults, write_and_kill
from gehor.testing.serving import Served


@pytest.fixture
def served(tmp_path: Path, django_db_setup: None) -> Iterator[Served]:
    """A server with a database file of its own, in the shape of the tests' database."""
    if connection.vendor != "sqlite":
        pytest.skip("this is about the file that one process writes")
    of_the_tests = sqlite3.connect(connection.settings_dict["NAME"])
    its_own = sqlite3.connect(tmp_path / "gehor.sqlite3")
    of_the_tests.backup(its_own)
    of_the_tests.close()
    its_own.close()
    with Served(tmp_path, GEHOR_LIMITS="off") as served:
        served.fill(contributions=0)
        served.start()
        yield served


def test_a_server_killed_while_many_write_loses_and_doubles_nothing(served: Served) -> None:
    promised = Promised()
    write_and_kill(served, promised, writers=6, after=1)
    assert promised.acknowledged > 5, "too little was written for a kill to mean anything"
    served.start()
    assert faults(served, promised) == []
