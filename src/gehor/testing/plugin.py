"""What every test run has: its database, a home of its own, compiled translations, and a loud word on what is left out.

pyproject.toml loads it before anything reads Django's settings. Fixtures: browser.py and mail.py.
"""

import gc
import importlib
import os
import runpy
import shutil
import tempfile
from pathlib import Path

import pytest

from . import tools
from .postgresql import Cluster, NoPostgreSQL

pytest_plugins = (
    "gehor.testing.forked", "gehor.testing.axe", "gehor.testing.browser", "gehor.testing.demo", "gehor.testing.mail",
    "gehor.testing.second", "gehor.testing.served", "gehor.testing.threads",
)  # fmt: skip

NOT_RUN = "NOT RUN"
SECOND = pytest.StashKey[Cluster]()  # the server of those that run on another database than the rest
TOLD = os.environ.get("GEHOR_NOT_RUN", "").splitlines()  # what dev.py already knows


def pytest_addoption(parser):
    parser.getgroup("gehor").addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="what the tests run on; PostgreSQL is started from the installed binaries and stopped at the end",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config, parser, args):
    gc.disable()  # what is loaded and collected stays: nothing of it is garbage
    options = parser.parse_known_args(args)
    if not (options.help or options.version):
        _make_home(early_config)
        _choose_database(early_config, options.database)
        if options.then and not options.collectonly:
            early_config.stash[SECOND] = _cluster(early_config)
        _compile_translations()
    return (yield)


def _make_home(config) -> None:
    """No test ever touches the files, or hears the settings, of an installation that lies here too."""
    home = tempfile.mkdtemp(prefix="gehor-test-")
    Path(home, "static").mkdir()
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in [name for name in os.environ if name.startswith("GEHOR_")]:
        del os.environ[name]
    os.environ["GEHOR_MODE"] = "test"
    for name in ("LC_ALL", "LC_MESSAGES"):  # commands speak the language of the terminal
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    os.environ["GEHOR_HOME"] = home


def pytest_process_begins(config, name: str, again: bool) -> None:
    """A process of its own has a home of its own, in that of the first (forked.py); or even another database."""
    _move_home(name)
    if again:
        _move_database(config)


def _move_home(name: str) -> None:
    from django.conf import settings
    from django.test.signals import setting_changed

    first, own = settings.HOME, settings.HOME / name
    (own / "static").mkdir(parents=True)
    os.environ["GEHOR_HOME"] = str(own)

    def moved(value):
        if isinstance(value, dict):  # in place: what Django has made of it holds the same one
            value.update({key: moved(each) for key, each in value.items()})
        lies_there = isinstance(value, str | Path) and Path(value).is_relative_to(first)
        return type(value)(own / Path(value).relative_to(first)) if lies_there else value

    for setting in dir(settings):
        if setting.isupper() and (there := moved(getattr(settings, setting))) is not getattr(settings, setting):
            setattr(settings, setting, there)
            setting_changed.send(sender=None, setting=setting, value=there, enter=True)


def _move_database(config) -> None:
    """What would be, had this process been started for the second database. Nothing was asked of the first here."""
    from django.conf import settings
    from django.db import connections

    config.option.database = config.option.then
    os.environ["DATABASE_URL"] = config.stash[SECOND].url
    settings.DATABASES = runpy.run_path(importlib.import_module(settings.SETTINGS_MODULE).__file__)["DATABASES"]
    connections.settings = connections.configure_settings(settings.DATABASES)
    for alias in connections.settings:
        if hasattr(connections._connections, alias):
            del connections[alias]


def _choose_database(config, name: str) -> None:
    os.environ.pop("DATABASE_URL", None)
    if name == "postgresql":
        os.environ["DATABASE_URL"] = _cluster(config).url


def _cluster(config) -> Cluster:
    try:
        cluster = Cluster()
        config.add_cleanup(cluster.stop)
        return cluster.start()
    except NoPostgreSQL as error:
        raise pytest.UsageError(str(error)) from error


def _compile_translations() -> None:
    from . import catalogues

    catalogues.compile_stale()


KEPT = {"django_content_type", "auth_permission"}  # of the tables themselves, not of what is in them


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied():
    """After a test with real transactions Django empties every table, which our triggers would refuse.

    It would also note anew which tables there are and who may change them: far more work than emptying the few tables
    that something was written to.
    """
    from django.core.management.commands import flush
    from django.db import connection

    def emptied(self, style, tables, **options):
        with self.connection.cursor() as cursor:
            rows = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables if name not in KEPT)
            cursor.execute(" UNION ALL ".join(rows))
            deletes = [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]
            if self.connection.vendor == "postgresql":
                return ["SET LOCAL session_replication_role = replica", *deletes]  # no trigger hears of it
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            return [*(f'DROP TRIGGER "{name}"' for name, _ in triggers), *deletes, *(sql for _, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", emptied)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _pages_are_noted_whole(django_test_environment):
    """A response knows the context of its page. Django would also copy that of each of its hundred parts."""
    from django.template import Template

    note = Template._render

    def render(self, context):
        return note(self, context) if context.template is self else self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


def pytest_configure(config):
    # The database is there already, see migrated.py; and it goes with its home or its cluster, whoever still reads it
    config.option.reuse_db = True
    config.addinivalue_line("markers", "browser: drives a real Chromium (set by itself where a test asks for a page)")
    config.addinivalue_line("markers", "first: takes long, so that the other test processes work meanwhile")
    if not config.getoption("hypothesis_profile", None):
        from hypothesis import settings

        # A busy machine is not a slow function; in CI the same examples every time, elsewhere others in each run
        usual = settings.get_profile("ci" if tools.in_ci() else "default")
        settings.register_profile("gehor", parent=usual, deadline=None, max_examples=50)
        settings.load_profile("gehor")


def pytest_report_header(config):
    then = f", then {then}, without what would ask it nothing new" if (then := config.getoption("--then")) else ""
    return f"database: {config.getoption('--database')}{then}"


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("first") is None)


def pytest_collection_finish(session):
    """Thousands of collected tests are not looked through for garbage again and again: a quarter of the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def need(program: str | None, otherwise: str) -> str:
    """The program's path. Missing, it leaves out the test that asks, visibly; in CI it fails it."""
    if program is None and tools.in_ci():
        pytest.fail(otherwise, pytrace=False)
    if program is None:
        pytest.skip(f"{NOT_RUN}: {otherwise}")
    return program


def pytest_terminal_summary(terminalreporter):
    """A skip is easily overlooked; what this machine could not run is said before the last line, in red."""
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if report.longrepr]
    counts: dict[str, int] = {}
    for reason in skipped:
        if NOT_RUN in reason:
            what = reason.split(f"{NOT_RUN}: ", 1)[-1]
            counts[what] = counts.get(what, 0) + 1
    lines = TOLD + [f"{number} tests were not run: {what}" for what, number in counts.items()]
    if lines:
        terminalreporter.section("left out", sep="!", red=True, bold=True)
        for line in lines:
            terminalreporter.line(line, red=True)
