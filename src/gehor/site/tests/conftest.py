"""Real installations for the tests of operations: a home of their own, and `gehor` run as an operator runs it."""

import fcntl
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller

from gehor.testing import collected, migrated, tools, warm
from gehor.testing.forked import shared
from gehor.testing.mail import MailServer
from gehor.testing.plugin import SECOND, need
from gehor.testing.postgresql import Cluster
from gehor.testing.serving import Served, free_port

KEY = "not-a-secret-since-it-stands-here-but-long-enough-to-be-one"
ADDRESS = "https://dialog.example.org"
CONTRIBUTIONS = 30
EMPTY = "empty.sqlite3"


class Installation(Served):
    """A home, an environment, and the commands of an operator."""

    def __init__(self, home: Path, **options: Any) -> None:
        super().__init__(home, **{"born": warm.born, **options})
        self.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of browser tests in the same process

    def gehor(self, *arguments: object, **environment: str | None) -> subprocess.CompletedProcess[str]:
        """A command run to its end: what it printed and its exit code."""
        return self.ended("-m", "gehor.cli", *arguments, **environment)

    def python(self, code: str) -> str:
        """What this code prints when Django is set up."""
        return self.run("-W", "ignore", "-c", f"import django; django.setup()\n{code}")


@pytest.fixture(scope="session")
def filled(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an organisation, a dialogue and contributions, sealed; never served itself, only copied."""
    if pytestconfig.getoption("--database") != "sqlite":
        pytest.skip("real installations choose their database themselves: once is enough, in the run on SQLite")
    folder = shared(tmp_path_factory, pytestconfig)
    home = folder / "filled-installation"
    with (folder / "filled-installation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one test process fills it, the others wait
        if not (home / "ready").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(mode=0o700)
            first = Installation(home)
            migrated.copy_sqlite(home / "gehor.sqlite3")
            shutil.copy(home / "gehor.sqlite3", home / EMPTY)
            collected.copy_static(home)
            first.fill(contributions=CONTRIBUTIONS)
            first.run("-m", "gehor.cli", "worker", "--once")
            (home / "media" / "attachments").mkdir(parents=True)
            (home / "media" / "attachments" / "skolgården.png").write_bytes(bytes(range(256)) * 20)
            (home / "ready").touch()
    return home


@pytest.fixture(scope="module")
def installed(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Installation]]:
    """`installed()` is a demo installation with rows, `installed(empty=True)` one without; variables as keywords."""
    made: list[Installation] = []

    def install(*, empty: bool = False, database_url: str = "", **options: Any) -> Installation:
        home = tmp_path_factory.mktemp("home")
        if not empty:
            shutil.copytree(filled, home, dirs_exist_ok=True)
        elif not database_url:
            shutil.copy(filled / EMPTY, home / "gehor.sqlite3")
        made.append(Installation(home, database_url=database_url, **options))
        return made[-1]

    yield install
    for each in made:
        each.kill()


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """A mail server that real processes can reach."""
    server = MailServer(free_port())
    controller = Controller(server, hostname=server.host, port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture(scope="module")
def in_production(post: MailServer) -> dict[str, str]:
    """Everything that production asks for."""
    return {
        "GEHOR_MODE": "production",
        "GEHOR_SECRET_KEY": KEY,
        "GEHOR_HOSTS": "dialog.example.org",
        "GEHOR_ADDRESS": ADDRESS,
        "GEHOR_MAIL": f"smtp://{post.host}:{post.port}",
        "GEHOR_MAIL_FROM": "Älvsala kommun <dialog@example.org>",
        "GEHOR_PROXIES": "1",
    }


@pytest.fixture(scope="session")
def new_database(pytestconfig: pytest.Config) -> Iterator[Callable[[], str]]:
    """`new_database()` is the address of a PostgreSQL database that has tables and no rows."""
    need(str(tools.postgresql() or "") or None, "PostgreSQL's server is not installed (Debian: apt install postgresql)")
    of_the_run = pytestconfig.stash.get(SECOND, None)
    cluster = of_the_run or Cluster()
    try:
        if not of_the_run:
            cluster.start()
        server = cluster.url.rpartition("/")[0]
        template = migrated.postgresql_template(server)

        def create() -> str:
            name = f"gehor_{uuid.uuid4().hex[:8]}"
            with psycopg.connect(host=str(cluster.folder), user="gehor", dbname="gehor", autocommit=True) as session:
                session.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
            return f"{server}/{name}"

        yield create
    finally:
        if not of_the_run:
            with suppress(OSError):
                cluster.stop()
