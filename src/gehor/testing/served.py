"""`served`: a whole installation behind an address, as in production; one for all tests of a process that ask."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import collected, warm
from .serving import Served

CONTRIBUTIONS = 60  # a list of them has a second page


@pytest.fixture(scope="session")
def served(tmp_path_factory: Any, django_db_setup: None) -> Iterator[Served]:
    """Started, with one open dialogue. Its database file is its own, made in the shape of the tests' database.

    A test may kill it, and starts it again. On PostgreSQL it is left out: what it shows does not depend on that.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("a real server is tried with SQLite, whose file one process writes")
    home: Path = tmp_path_factory.mktemp("served")
    of_the_tests = sqlite3.connect(connection.settings_dict["NAME"])
    its_own = sqlite3.connect(home / "gehor.sqlite3")
    of_the_tests.backup(its_own)
    of_the_tests.close()
    its_own.close()
    collected.copy_static(home)
    with Served(home, born=warm.born, GEHOR_LIMITS="off") as served:
        served.fill(contributions=CONTRIBUTIONS)
        served.start()
        yield served
