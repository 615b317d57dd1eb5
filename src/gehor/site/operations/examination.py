"""What `gehor doctor` looks at, once the settings can be read."""

import datetime as dt
import os
import shutil
import smtplib
import stat
from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
    yield True, _("The mode is {mode}.").format(mode=settings.MODE)
    if settings.PRODUCTION:
        yield from _address()
        yield from _sender()
    yield from _home()
    database = list(_database())
    yield from database
    if all(fine for fine, _said in database):
        yield from _worker()
        yield from _people()
        yield from _pseudonyms()
        yield from sign_in()
    yield from _named_files()
    yield from _providers()
    yield _mail()


def _address() -> Iterator[Finding]:
    if not settings.ADDRESS.startswith("https://"):
        yield False, _("GEHOR_ADDRESS is {address}; it must begin with https://.").format(address=settings.ADDRESS)
    elif urlsplit(settings.ADDRESS).hostname not in settings.ALLOWED_HOSTS:
        said = _("GEHOR_ADDRESS is {address}, a host that GEHOR_HOSTS does not name: nobody gets in by it.")
        yield False, said.format(address=settings.ADDRESS)
    else:
        yield True, _("The address is {address}.").format(address=settings.ADDRESS)
    if settings.PROXIES:
        yield True, _("Reverse proxies that are trusted: {count}.").format(count=settings.PROXIES)
    else:
        said = _("GEHOR_PROXIES is 0, but a reverse proxy must end TLS: set it to 1, or every page leads to itself.")
        yield False, said


def _home() -> Iterator[Finding]:
    yield _folder("GEHOR_HOME", settings.HOME)
    if settings.PRODUCTION and settings.HOME.stat().st_mode & stat.S_IROTH:
        said = _(
            "GEHOR_HOME {folder} holds personal data and can be read by everybody on this machine: chmod 700 {folder}"
        )
        yield False, said.format(folder=settings.HOME)
    free = shutil.disk_usage(settings.HOME).free // 1024**2
    enough, short = _("{free} MB of disk are free there."), _("Only {free} MB of disk are free there; make room.")
    yield free >= LEAST_FREE, (enough if free >= LEAST_FREE else short).format(free=free)
    if fresh.has_no_static_files():
        yield True, _("There are no static files yet: `gehor serve` makes them when it starts.")
    elif fresh.static_files_have_changed():
        yield False, _("Static files are not those of this version: restart `gehor serve`.")
    else:
        yield True, _("Static files are current.")
    if settings.SMS_DIR and settings.PRODUCTION:
        yield _folder("GEHOR_SMS_DIR", settings.SMS_DIR)


def _folder(name: str, folder: Path) -> Finding:
    """Whether we can write there; one that is not there yet is made where it shall lie."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return True, _("{name} {folder} is writable.").format(name=name, folder=folder)
    return False, _("{name} {folder} is not writable by this user.").format(name=name, folder=folder)


def _database() -> Iterator[Finding]:
    try:
        yield from _opened_database()
    except (DatabaseError, connection.Database.Error) as failure:
        said = str(failure).splitlines()[0]
        sentences = {
            "postgresql": _("The database cannot be read: {why}. Check DATABASE_URL."),
            "sqlite": _("The database cannot be read: {why}. Restore a backup."),
        }
        yield False, sentences[connection.vendor].format(why=said.rstrip("."))


def _opened_database() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        # Past the pool of connections, which would go on trying for a while
        connection.Database.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()
    connection.ensure_connection()
    yield True, _("The database ({kind}) answers.").format(kind=connection.vendor)
    misfits = fresh.misfits()
    yield from ((False, said) for said in misfits)
    if not misfits:
        yield True, _("Its shape is current.")
    if connection.vendor == "sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        flush = cursor.execute("PRAGMA synchronous").fetchone()[0]
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    in_wal, other = _("SQLite's journal mode is WAL."), _("SQLite's journal mode is {mode}; it must be WAL.")
    yield mode == "wal", (in_wal if mode == "wal" else other).format(mode=mode)
    yield flush == 2, _("SQLite flushes every commit.") if flush == 2 else _("SQLite's synchronous is not FULL.")
    is_sound, damaged = _("The database file is sound."), _("The database file is damaged: {why}.")
    yield sound == "ok", (is_sound if sound == "ok" else damaged).format(why=sound)


def _worker() -> Iterator[Finding]:
    """What should be done within seconds and has waited for minutes."""
    long_ago = clock.now() - PATIENCE
    unsealed = Entry.objects.filter(at__lt=long_ago).exclude(pk__in=Seal.objects.values("entry_id")).count()
    ready = DBTaskResult.objects.ready().filter(enqueued_at__lt=long_ago)
    waiting = ready.exclude(run_after__range=(long_ago, clock.now())).count()  # of those put off, only what is late
    if unsealed or waiting:
        said = _(
            "What waits for the worker: {entries} journal entries to seal and {tasks} tasks. Is `gehor worker` running?"
        )
        yield False, said.format(entries=unsealed, tasks=waiting)
    else:
        yield True, _("The worker keeps up.")
    failed = DBTaskResult.objects.failed().count()
    said = ngettext(
        "{count} task has failed; the worker's log says why.",
        "{count} tasks have failed; the worker's log says why.",
        failed,
    )
    yield not failed, said.format(count=failed) if failed else _("No task has failed.")


def _people() -> Iterator[Finding]:
    accounts = Account.objects.filter(is_active=True)
    said = _("Organisations: {organisations}. Accounts: {accounts}.")
    yield True, said.format(organisations=Organisation.objects.count(), accounts=accounts.count())
    if not settings.DEMO and accounts.filter(is_demo=True).exists():
        yield False, _("There are demo people: this is a demo's database. Begin with an empty one.")


def _pseudonyms() -> Iterator[Finding]:
    """The key by which a person counts once. It is no part of the database, so it can be lost apart from it."""
    try:
        is_right = keys.is_right()
    except ImproperlyConfigured as wrong:
        yield False, str(wrong)
        return
    if is_right is not None:
        lost = _("The key of pseudonyms ({name}) is missing or another: lay it back, or everybody can vote once more.")
        yield is_right, _("The key of pseudonyms is the right one.") if is_right else lost.format(name=keys.NAME)


def _named_files() -> Iterator[Finding]:
    """A file that lies where nobody has said is no fault when it is missing; one that is named is."""
    for name in ("GEHOR_OIDC", "GEHOR_SAML", "GEHOR_SIGN_IN"):
        file = os.environ.get(name, "").strip()
        if file and not Path(file).exists():
            yield False, _("{name} names the file {file}, and there is none.").format(name=name, file=file)


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
        yield _answers(_eid(slug, provider.issuer), openid=provider)
    for slug, each in by_saml.items():
        yield _answers(_eid(slug, each.party.metadata), party=each.party)


def _eid(slug: str, where: str) -> str:
    return _("E-identification of {slug} ({where})").format(slug=slug, where=where)


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
            said = _("Sign-in of staff by {slug} names {strange}, which is no organisation here.")
            yield False, said.format(slug=slug, strange=", ".join(strange))
            continue
        yield _answers(_("Sign-in of staff by {slug}").format(slug=slug), openid=provider.openid, party=provider.saml)


def _answers(name: str, *, openid: providers.Provider | None = None, party: Party | None = None) -> Finding:
    """Whether a provider can be asked."""
    try:
        if openid:
            client.answers_with_issuer(openid)
        if party:
            ends = parties.ends_at(party)
            if ends < clock.now() + SOON:
                said = _("{name}: our certificate ends on {day}; make a new one.")
                return False, said.format(name=name, day=f"{ends:%Y-%m-%d}")
            parties.described(party)
    except ImproperlyConfigured as wrong:
        return False, str(wrong)
    except ImportError as wrong:
        said = _("{name} needs packages for SAML that cannot be loaded: {why}. Run `dev.py setup` anew.")
        return False, said.format(name=name, why=wrong)
    except client.Trouble as trouble:
        return False, _("{name} cannot be asked: {why}").format(name=name, why=refusal_text(trouble))
    return True, _("{name} answers.").format(name=name)


def _sender() -> Iterator[Finding]:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.rpartition("@")[2]
    if "@" not in address or "." not in domain:
        said = _(
            "GEHOR_MAIL_FROM is “{sender}”; write an address of yours, as in 'Älvsala kommun <dialog@example.org>'."
        )
        yield False, said.format(sender=settings.DEFAULT_FROM_EMAIL)


def _mail() -> Finding:
    if settings.MAIL == "outbox:":
        return True, _("Messages stay in the demo's outbox.")
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
        said = _("The mail server {where} does not accept the user and password in GEHOR_MAIL.")
        return False, said.format(where=where)
    except (OSError, smtplib.SMTPException) as failure:
        said = _("The mail server {where} does not answer as it should: {why}.")
        return False, said.format(where=where, why=str(failure).rstrip("."))
    return True, _("The mail server {where} answers.").format(where=where)
