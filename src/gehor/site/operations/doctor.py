"""`gehor doctor`: one sentence for each thing that is misconfigured, and one for each that was looked at."""

import os
import shutil
import smtplib
from collections.abc import Iterator

import django
from django.core.exceptions import ImproperlyConfigured


def main() -> int:
    """Print findings; 1 when something must be mended."""
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        print(f"✗ {wrong}")
        return 1
    wrong = 0
    for fine, sentence in examine():
        print(f"{'✓' if fine else '✗'} {sentence}")
        wrong += not fine
    print(f"\n{wrong} to mend." if wrong else "\nNothing to mend.")
    return 1 if wrong else 0


def examine() -> Iterator[tuple[bool, str]]:
    """(is fine, sentence) for each thing looked at."""
    yield from _mode()
    yield from _home()
    database = list(_database())
    yield from database
    if all(fine for fine, _ in database):
        yield from _journal()
        yield from _people()
    yield from _mail()


def _mode() -> Iterator[tuple[bool, str]]:
    from django.conf import settings

    yield True, f"The mode is {settings.MODE}."
    if settings.PRODUCTION:
        https = settings.ADDRESS.startswith("https://")
        yield https, f"GEHOR_ADDRESS is {settings.ADDRESS}" + ("." if https else "; it must begin with https://.")
        if not settings.PROXIES:
            yield (
                True,
                "GEHOR_PROXIES is 0: rate limits use the connection's own address. "
                "Behind a reverse proxy set it to 1, or everybody shares one limit.",
            )


def _home() -> Iterator[tuple[bool, str]]:
    from django.conf import settings

    writable = os.access(settings.HOME, os.W_OK)
    yield writable, f"GEHOR_HOME {settings.HOME} is {'writable' if writable else 'not writable by this user'}."
    free = shutil.disk_usage(settings.HOME).free // 1024**2
    yield free > 1024, f"{free} MB of disk are free there" + ("." if free > 1024 else "; make room, at least 1,024.")
    collected = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if settings.PRODUCTION:
        yield (
            collected,
            "Static files are collected." if collected else "Static files are missing: run `gehor serve` once.",
        )


def _database() -> Iterator[tuple[bool, str]]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        connection.ensure_connection()
    except OperationalError as failure:
        yield False, f"The database cannot be reached: {str(failure).splitlines()[0]}. Check DATABASE_URL."
        return
    yield True, f"The database ({connection.vendor}) answers."
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield not waiting, "Its shape is current." if not waiting else f"{waiting} migrations wait: run `gehor serve`."
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            flush = cursor.execute("PRAGMA synchronous").fetchone()[0]
        yield mode == "wal", f"SQLite's journal mode is {mode}" + ("." if mode == "wal" else "; it must be WAL.")
        yield flush == 2, "SQLite flushes every commit." if flush == 2 else "SQLite's synchronous is not FULL."


def _journal() -> Iterator[tuple[bool, str]]:
    from gehor.ground import clock
    from gehor.ground.journal.models import Entry, Seal

    oldest = Entry.objects.exclude(pk__in=Seal.objects.values("entry_id")).order_by("at").first()
    late = oldest is not None and (clock.now() - oldest.at).total_seconds() > 300
    yield (
        not late,
        "The worker keeps up."
        if not late
        else f"Entry {oldest.pk} has waited for more than 5 minutes. Run `gehor worker`.",
    )


def _people() -> Iterator[tuple[bool, str]]:
    from django.conf import settings

    from gehor.ground.organisations.models import Account, Organisation

    yield (
        True,
        f"{Organisation.objects.count()} organisations, {Account.objects.filter(is_active=True).count()} accounts.",
    )
    if not settings.DEMO:
        demo = Account.objects.filter(is_demo=True, is_active=True).count()
        yield (
            not demo,
            "No demo accounts." if not demo else f"{demo} demo accounts are active: this is a demo database.",
        )


def _mail() -> Iterator[tuple[bool, str]]:
    from django.conf import settings

    if settings.MAIL == "outbox:":
        yield True, "Messages stay in the demo's outbox."
        return
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    try:
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failure:
        yield False, f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not answer: {failure}."
    else:
        yield True, f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers."
