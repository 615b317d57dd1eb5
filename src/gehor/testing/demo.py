"""The whole demo as the product builds it: made once of what lies in the source, then lent to each test that asks."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from . import collected, migrated

MADE_FROM = ("gehor/**/*.py", "gehor/**/*.json", "gehor/site/demo/content/**/*", "gehor/**/*.po")
BUILD = """
import django; django.setup()
from gehor.conftest import MONDAY
from gehor.ground import clock
from gehor.site.demo.build import build
with clock.at(MONDAY):
    build()
"""


def fill(home: Path) -> None:
    """Make the folder that of an installation whose demo was loaded on the tests' Monday."""
    with tarfile.open(made()) as built:
        built.extractall(home, **collected.FILTER)


def made() -> Path:
    return migrated.from_shelf("demo", _build, _digest)


def _build(home: Path) -> Path:
    migrated.copy_sqlite(home / "gehor.sqlite3")
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {"DJANGO_SETTINGS_MODULE": "gehor.site.settings", "GEHOR_MODE": "demo", "GEHOR_HOME": str(home)}
    words = [sys.executable, "-W", "ignore", "-c", BUILD]
    subprocess.run(words, env={**others, **settings, "PYTHONPATH": str(migrated.SOURCE)}, check=True)
    with closing(sqlite3.connect(home / "gehor.sqlite3")) as built:
        built.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
    return Path(shutil.make_archive(str(home.parent / f"{home.name}-built"), "tar", home))


def _digest() -> str:
    """Of names, sizes and moments, but for tests."""
    digest = hashlib.sha256()
    for file in sorted(file for pattern in MADE_FROM for file in migrated.SOURCE.glob(pattern) if file.is_file()):
        if "tests" not in file.parts and "testing" not in file.parts:
            digest.update(f"{file}\0{file.stat().st_size}\0{file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    home = tmp_path_factory.mktemp("demo")
    fill(home)
    return home


@pytest.fixture
def demo(built_demo: Path, django_db_blocker: Any, settings: Any) -> Iterator[Path]:
    """Instead of `db`: the tests' connection leads to the demo, and what a test writes there is undone. Its home."""
    from django.db import connection, transaction

    from gehor.participation.identity import keys

    if connection.vendor != "sqlite":
        pytest.skip("the demo is built in SQLite; what it shows does not depend on that")
    settings.DEMO, settings.MEDIA_ROOT = True, built_demo / "media"
    settings.PSEUDONYM_KEY = (built_demo / keys.NAME).read_text().strip()
    keys.forget()
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(built_demo / "gehor.sqlite3")
        try:
            with transaction.atomic():
                yield built_demo
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            keys.forget()
