"""The static files of an installation, collected and compressed once by the product itself, then copied.

Should a copy not be what the product would make now, the product sees it when it starts, and collects them anew.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from . import migrated

MADE_FROM = (
    "gehor/**/static/**/*", "gehor/**/styles/**/*", "gehor/ground/design/stylesheet.py", "gehor/site/settings.py",
    "gehor/site/operations/*.py", "../requirements-dev.lock",
)  # fmt: skip
FILTER = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python before 3.11.4 knows none
PREPARE = """
import django; django.setup()
from gehor.ground.organisations.models import Account, Organisation
from gehor.site.operations import serving
Organisation.objects.create(slug="a", name="A")  # so that no demo is loaded
Account.objects.create_user("alma@example.org", name="Alma", is_demo=True)
serving.prepare()
"""


def copy_static(home: Path) -> None:
    with tarfile.open(made()) as collected:
        collected.extractall(home / "static", **FILTER)


def made() -> Path:
    return migrated.from_shelf("tar", _collect, _digest)


def _collect(home: Path) -> Path:
    migrated.copy_sqlite(home / "gehor.sqlite3")
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {"DJANGO_SETTINGS_MODULE": "gehor.site.settings", "GEHOR_MODE": "demo", "GEHOR_HOME": str(home)}
    environment = {**others, **settings, "PYTHONPATH": str(migrated.SOURCE)}
    subprocess.run([sys.executable, "-W", "ignore", "-c", PREPARE], env=environment, check=True)
    return Path(shutil.make_archive(str(home / "collected"), "tar", home / "static"))


def _digest() -> str:
    """Of names, sizes and moments, as the product compares them."""
    digest = hashlib.sha256()
    for file in sorted(file for pattern in MADE_FROM for file in migrated.SOURCE.glob(pattern) if file.is_file()):
        digest.update(f"{file}\0{file.stat().st_size}\0{file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
