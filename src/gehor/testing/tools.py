"""Where the programs lie that tests need beside Python. Standard library only: dev.py asks here too."""

import os
import shutil
from pathlib import Path

LIGHT_CHROMIUM = "chromium-headless-shell"
CHROMIUM = (LIGHT_CHROMIUM, "chromium", "chromium-browser", "google-chrome")


def in_ci() -> bool:
    """In CI nothing may be left out: what a developer is told of, fails there."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def chromium() -> str | None:
    return next((path for path in map(shutil.which, CHROMIUM) if path), None)


def light_chromium() -> str | None:
    """Chromium without windows: the same pages for a third less work."""
    return shutil.which(LIGHT_CHROMIUM)


def xgettext() -> str | None:
    return shutil.which("xgettext")


def npm() -> str | None:
    return shutil.which("npm")


def node() -> str | None:
    """Node.js with its installer: for the provider of e-identification that tests sign in at."""
    return shutil.which("node") if npm() else None


def postgresql() -> Path | None:
    """The folder of the newest installed PostgreSQL server. Debian keeps it outside the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    found = [Path(initdb).resolve().parent for initdb in [shutil.which("initdb")] if initdb]
    return next((folder for folder in [*debian, *found] if (folder / "postgres").exists()), None)
