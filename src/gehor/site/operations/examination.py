"""What `gehor doctor` looks at, once the settings can be read."""

import datetime as dt
import os
import shutil
import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import DatabaseError
from django_tasks_db.models import DBTaskResult

from gehor.ground import clock
from gehor.ground.journal.models import Entry, Seal
from gehor.ground.organisations.models import Account, Organisation
from gehor.ground.saml import parties
from gehor.ground.saml.parties import Party
from gehor.ground.sentences import refusal_text
from gehor.participation.identity import eid, keys
from gehor.participation.identity.oidc import client, providers
from gehor.participation.identity.saml import providers as saml

from ..single_sign_on import providers as single_sign_on
from . import fresh

Finding = tuple[bool, str]  # is it fine, and a sentence about it
PATIENCE = dt.timedelta(minutes=5)
SOON = dt.timedelta(days=30)
LEAST_FREE = 1024  # MB


def examine() -> Iterator[Finding]:
    yield True, f"The mode is {settings.MODE}."
    if settings.PRODUCTION:
        yield from _address()
    yield from _home()
    database = list(_database())
    yield from database
    if all(fine for fine, _ in database):
        yield from _worker()
        yield from _people()
        yield from _pseudonyms()
        yield from sign_in()
    yield from _providers()
    yield _mail()


def _address() -> Iterator[Finding]:
    if not settings.ADDRESS.startswith("https://"):
        yield False, f"GEHOR_ADDRESS is {settings.ADDRESS}; it must begin with https://."
    elif urlsplit(settings.ADDRESS).hostname not in settings.ALLOWED_HOSTS:
        yield (
            False,
            f"GEHOR_ADDRESS is {settings.ADDRESS}, a host that GEHOR_HOSTS does not name: nobody gets in by it.",
        )
    else:
        yield True, f"The address is {settings.ADDRESS}."
    if settings.PROXIES:
        yield True, f"Reverse proxies that are trusted: {settings.PROXIES}."
    else:
        yield False, "GEHOR_PROXIES is 0, but a reverse proxy must end TLS: set it to 1, or every page leads to itself."


def _home() -> Iterator[Finding]:
    if os.access(settings.HOME, os.W_OK):
        yield True, f"GEHOR_HOME {settings.HOME} is writable."
    else:
        yield False, f"GEHOR_HOME {settings.HOME} is not writable by this user."
    free = shutil.disk_usage(settings.HOME).free // 1024**2
    yield free >= LEAST_FREE, f"{free} MB of disk are free there" + ("." if free >= LEAST_FREE else "; make room.")
    if fresh.static_files_have_changed():
        yield False, "Static files are not those of this version: restart `gehor serve`."
    else:
        yield True, "Static files are current."


def _database() -> Iterator[Finding]:
    try:
        yield from _opened_database()
    except (DatabaseError, connection.Database.Error) as failure:
        said = str(failure).splitlines()[0]
        mend = "Check DATABASE_URL." if connection.vendor == "postgresql" else "Restore a backup."
        yield False, f"The database cannot be read: {said}. {mend}"


def _opened_database() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        # Past the pool of connections, which would go on trying for a while
        connection.Database.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()
    connection.ensure_connection()
    yield True, f"The database ({connection.vendor}) answers."
    misfits = fresh.misfits()
    yield from ((False, said) for said in misfits)
    if not misfits:
        yield True, "Its shape is current."
    if connection.vendor == "sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        flush = cursor.execute("PRAGMA synchronous").fetchone()[0]
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    yield mode == "wal", f"SQLite's journal mode is {mode}" + ("." if mode == "wal" else "; it must be WAL.")
    yield flush == 2, "SQLite flushes every commit." if flush == 2 else "SQLite's synchronous is not FULL."
    yield sound == "ok", "The database file is sound." if sound == "ok" else f"The database file is damaged: {sound}."


def _worker() -> Iterator[Finding]:
    """What should be done within seconds and has waited for minutes."""
    long_ago = clock.now() - PATIENCE
    unsealed = Entry.objects.filter(at__lt=long_ago).exclude(pk__in=Seal.objects.values("entry_id")).count()
    ready = DBTaskResult.objects.ready().filter(enqueued_at__lt=long_ago)
    waiting = ready.exclude(run_after__range=(long_ago, clock.now())).count()  # of those put off, only what is late
    if unsealed or waiting:
        yield False, f"{unsealed} journal entries and {waiting} tasks wait for the worker: is `gehor worker` running?"
    else:
        yield True, "The worker keeps up."
    failed = DBTaskResult.objects.failed().count()
    yield not failed, "No task has failed." if not failed else f"{failed} tasks have failed; the worker's log says why."


def _people() -> Iterator[Finding]:
    accounts = Account.objects.filter(is_active=True)
    yield True, f"{Organisation.objects.count()} organisations, {accounts.count()} accounts."
    if not settings.DEMO and accounts.filter(is_demo=True).exists():
        yield False, "There are demo people: this is a demo's database. Begin with an empty one."


def _pseudonyms() -> Iterator[Finding]:
    """The key by which a person counts once. It is no part of the database, so it can be lost apart from it."""
    try:
        is_right = keys.is_right()
    except ImproperlyConfigured as wrong:
        yield False, str(wrong)
        return
    if is_right is not None:
        lost = (
            f"The key of pseudonyms ({keys.NAME}) is missing or another: lay it back, or everybody can vote once more."
        )
        yield is_right, "The key of pseudonyms is the right one." if is_right else lost


def _providers() -> Iterator[Finding]:
    """Whoever is asked for e-identification."""
    try:
        found = providers.providers()
        by_saml = saml.providers()
        for slug in by_saml:
            eid.provider_of(slug)
    except ImproperlyConfigured as wrong:
        yield False, str(wrong)
        return
    for slug, provider in found.items():
        yield _answers(f"The provider of e-identification of {slug}, {provider.issuer},", openid=provider)
    for slug, each in by_saml.items():
        yield _answers(f"The provider of e-identification of {slug}, {each.party.metadata},", party=each.party)


def sign_in() -> Iterator[Finding]:
    """Where staff may sign in with their employer's account."""
    try:
        found = single_sign_on.providers()
    except ImproperlyConfigured as wrong:
        yield False, str(wrong)
        return
    known = set(Organisation.objects.values_list("slug", flat=True))
    for slug, provider in found.items():
        if strange := sorted(set(provider.organisations) - known):
            yield False, f"Sign-in by {slug} names {', '.join(strange)}, which is no organisation here."
            continue
        yield _answers(f"Sign-in of staff by {slug}", openid=provider.openid, party=provider.saml)


def _answers(name: str, *, openid: providers.Provider | None = None, party: Party | None = None) -> Finding:
    """Whether a provider can be asked."""
    try:
        if openid:
            client.answers_with_issuer(openid)
        if party:
            ends = parties.ends_at(party)
            if ends < clock.now() + SOON:
                return False, f"{name} uses our certificate, which ends on {ends:%Y-%m-%d}: make a new one."
            parties.described(party)
    except ImproperlyConfigured as wrong:
        return False, str(wrong)
    except ImportError as wrong:
        return False, f"{name} needs packages for SAML that cannot be loaded: {wrong}. Run `dev.py setup` anew."
    except client.Trouble as trouble:
        return False, f"{name} cannot be asked: {refusal_text(trouble)}"
    return True, f"{name} answers."


def _mail() -> Finding:
    if settings.MAIL == "outbox:":
        return True, "Messages stay in the demo's outbox."
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with (smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP)(
            settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5
        ) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.noop()
    except smtplib.SMTPAuthenticationError:
        return False, f"The mail server {where} does not accept the user and password in GEHOR_MAIL."
    except (OSError, smtplib.SMTPException) as failure:
        return False, f"The mail server {where} does not answer as it should: {failure}."
    return True, f"The mail server {where} answers."
