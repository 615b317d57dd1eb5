"""A new database is made by a short way through Django's migrations, and is the same as by the long one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState

from gehor.ground.sqlite.base import DatabaseWrapper
from gehor.site.management.commands.migrate import Executor

APP = "ballots"  # it stands on some of ours and of Django's, with tables, fields, indexes, constraints and triggers


def made_by(executor_class: type[MigrationExecutor], home: Path) -> list[tuple]:
    with in_place_of_ours(home / executor_class.__name__) as connection:
        executor = executor_class(connection)
        executor.migrate(executor.loader.graph.leaf_nodes(APP))
        with connection.cursor() as cursor:
            return cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@contextmanager
def in_place_of_ours(file: Path) -> Iterator[DatabaseWrapper]:
    """An empty database. What migrates asks by the name "default"."""
    ours = connections[DEFAULT_DB_ALIAS]
    its = {"ENGINE": "gehor.ground.sqlite", "NAME": file, "OPTIONS": {}}
    connections[DEFAULT_DB_ALIAS] = DatabaseWrapper({**ours.settings_dict, **its})
    try:
        yield connections[DEFAULT_DB_ALIAS]
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = ours


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of each model that is drawn."""
    names: list[str] = []
    render = ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda self, apps: names.append(self.name) or render(self, apps))
    return names


def test_both_ways_make_the_same_tables_indexes_and_triggers(tmp_path: Path, drawn, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        short = made_by(Executor, tmp_path)
        drawn_by_the_short = len(drawn)
        long = made_by(MigrationExecutor, tmp_path)
    assert {kind for kind, *_ in short} == {"table", "index", "trigger"}
    assert short == long
    assert drawn_by_the_short < (len(drawn) - drawn_by_the_short) / 2
