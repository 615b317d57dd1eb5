"""An empty database in the shape that all migrations give it: made once, then copied.

Migrating takes many times as long as copying. What is copied lies beside pytest's own cache, as an SQLite
file and as a dump of PostgreSQL, and serves until a migration, or something else that it was made from, changes.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg

from .postgresql import Cluster
from .tools import postgresql

SOURCE = Path(__file__).resolve().parents[2]
ROOT = SOURCE.parent
SHELF = ROOT / ".pytest_cache" / "migrated"
HOUR = 3600
MADE_FROM = ("gehor/**/migrations/*.py", "gehor/ground/triggers.py", "gehor/site/settings.py")


def copy_sqlite(target: Path) -> None:
    with (
        closing(sqlite3.connect(from_shelf("sqlite3", _make_file, _digest))) as made,
        closing(sqlite3.connect(target)) as copy,
    ):
        made.backup(copy)


def postgresql_template(server: str) -> str:
    """The name of a migrated database to copy others from, in the server at this address (without a database)."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(1)")  # one test process fills it, the others wait
        if not session.execute("SELECT 1 FROM pg_database WHERE datname = 'migrated'").fetchone():
            dump = from_shelf("sql", lambda home: _make_dump(session, server, home), _digest)
            session.execute("CREATE DATABASE half_migrated")
            _client("psql", "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-f", dump, f"{server}/half_migrated")
            session.execute("ALTER DATABASE half_migrated RENAME TO migrated")
    return "migrated"


def from_shelf(kind: str, make: Callable[[Path], Path], digest: Callable[[], str]) -> Path:
    """What was made of the same before, or `make` makes now, in a folder of its own."""
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        while not (file := SHELF / f"{digest()}.{kind}").exists():  # again if a migration was written meanwhile
            for former in SHELF.glob(f"*.{kind}"):
                if former.stat().st_mtime < time.time() - HOUR:  # nobody is about to copy it
                    former.unlink()
            with tempfile.TemporaryDirectory(dir=SHELF) as home:
                made = make(Path(home))
                if file.stem == digest():
                    os.replace(made, file)
    return file


def _digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for file in sorted(file for pattern in MADE_FROM for file in SOURCE.glob(pattern)):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _make_file(home: Path) -> Path:
    _migrate(home)
    with closing(sqlite3.connect(home / "gehor.sqlite3")) as made:
        made.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
    return home / "gehor.sqlite3"


def _make_dump(session: psycopg.Connection, server: str, home: Path) -> Path:
    session.execute("CREATE DATABASE to_dump")
    _migrate(home, DATABASE_URL=f"{server}/to_dump")
    _client("pg_dump", "--no-owner", "--file", home / "dump", f"{server}/to_dump")
    session.execute("DROP DATABASE to_dump")
    return home / "dump"


def _migrate(home: Path, **environment: str) -> None:
    words = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "--verbosity", "0"]
    settings = {"DJANGO_SETTINGS_MODULE": "gehor.site.settings", "GEHOR_MODE": "test", "GEHOR_HOME": str(home)}
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(words, env={**others, **settings, "PYTHONPATH": str(SOURCE), **environment}, check=True)


def _client(program: str, *words: object) -> None:
    """A program that lies beside PostgreSQL's server; what it prints is of no interest unless it fails."""
    subprocess.run([str(postgresql() / program), *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def main(databases: list[str]) -> None:
    """Fill the shelf before the tests begin, for all databases at once."""
    with ThreadPoolExecutor() as at_once:
        for _ in at_once.map(_fill, databases):
            pass


def _fill(database: str) -> None:
    if database == "sqlite":
        from_shelf("sqlite3", _make_file, _digest)
    else:
        from_shelf("sql", _make_dump_alone, _digest)


def _make_dump_alone(home: Path) -> Path:
    """On a server that is there for nothing else."""
    cluster = Cluster()
    try:
        server = cluster.start().url.rpartition("/")[0]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
            return _make_dump(session, server, home)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
