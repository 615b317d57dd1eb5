"""The gravest rules stand in the database too, and stay there: SQLite forgets a table's triggers when it is remade."""

import inspect
import re

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from gehor.ground.triggers import AppendOnly

MADE = re.compile(r"CREATE TRIGGER (\w+)")


def made() -> set[str]:
    """The names of all triggers that some migration of ours makes."""
    migrations = MigrationLoader(None).disk_migrations.values()
    kept = [each for migration in migrations for each in migration.operations if isinstance(each, AppendOnly)]
    modules = {inspect.getmodule(type(each)) for each in migrations if type(each).__module__.startswith("gehor.")}
    written = {name for module in modules for name in MADE.findall(inspect.getsource(module))}
    return written | {name for each in kept for name in each.names}


@pytest.mark.both
@pytest.mark.django_db
def test_every_trigger_that_a_migration_makes_is_there_when_all_have_run() -> None:
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    assert len(made()) > 40
    assert made() - there == set()
