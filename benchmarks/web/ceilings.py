"""What the database can store on this machine, with nothing of ours in between: rows of 300 bytes, each on disk."""

import re
import sqlite3
import subprocess
import time
from pathlib import Path

from gehor.testing.postgresql import Cluster

TEXT = "Det behövs mer ljus på gården. " * 10


def sqlite(folder: Path, *, per_commit: int, seconds: float = 2.0) -> float:
    """Rows a second in a file of its own, in WAL and synchronous FULL, by one writer with so many rows per commit."""
    path = folder / "ceiling.sqlite3"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE said (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, text TEXT)")
    rows, began = 0, time.monotonic()
    while time.monotonic() - began < seconds:
        database.execute("BEGIN IMMEDIATE")
        for _ in range(per_commit):
            database.execute("INSERT INTO said (at, text) VALUES (?, ?)", ("2026-03-02 09:00:00", TEXT))
        database.execute("COMMIT")
        rows += per_commit
    took = time.monotonic() - began
    database.close()
    for file in folder.glob("ceiling.sqlite3*"):
        file.unlink()
    return rows / took


def postgresql(cluster: Cluster, *, clients: int, seconds: int = 3) -> float:
    """Rows a second with one row per commit, synchronous_commit on, by so many clients of pgbench."""
    reach = ["-h", str(cluster.folder), "-U", "gehor", "gehor"]
    row = f"INSERT INTO ceiling (text) VALUES ('{TEXT}');\n"  # noqa: S608 our own words
    create = "CREATE TABLE IF NOT EXISTS ceiling (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), text text)"
    subprocess.run([cluster.binaries / "psql", "-q", "-c", create, *reach], check=True, cwd="/", capture_output=True)
    done = subprocess.run(
        [cluster.binaries / "pgbench", "-n", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", "-", *reach],
        input=row, text=True, check=True, cwd="/", capture_output=True,
    )  # fmt: skip
    return float(re.search(r"tps = ([\d.]+)", done.stdout)[1])
