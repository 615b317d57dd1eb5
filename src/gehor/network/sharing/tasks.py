"""Feeds are fetched in the background: once a day, and when somebody asks. What is told is made anew each night."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404
from django_tasks import task

from gehor.feedback.delivering import enqueue_each
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import Refusal, WrongInput, WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.network.library import exchange
from gehor.network.library import queries as library
from gehor.network.library.actions.bringing import KNOWN, bring_articles, keep_file
from gehor.network.library.brought import Report
from gehor.network.library.models import Article
from gehor.participation.attachments import BYTES, check_upload
from gehor.process.learning import ASK_FOR_FEED, BRING_ARTICLES, LISTEN

from . import actions, fetching, queries, reading
from .actions.hearing import GONE, Ended
from .fetching import Fetched, Stamp
from .models import Fetch, Sharing, Source

LISTENER = machine("listener")
BEHIND = -50  # what a stranger can make slow waits for everything else: no mail stands behind it in the line
FILES_AGAIN = tuple(dt.timedelta(minutes=after) for after in (5, 60, 360))  # after which a file is asked for again
NOTED_EVERY = 256 * 1024  # bytes between two notes of how much has come


@hourly
def fetch_what_is_due() -> None:
    for fetch in queries.abandoned(clock.now()):
        actions.hear(fetch, Ended(fault="fetch_abandoned"), actor=LISTENER)
    for source in queries.due(clock.now()):
        _ask(source)


@on(LISTEN)
@task()
def fetch_first(source_ids: Sequence[int]) -> None:
    for source in Source.objects.filter(pk__in=source_ids, ended_at=None, fetches=None).select_related("organisation"):
        _ask(source)


def _ask(source: Source) -> None:
    try:
        actions.ask(source, actor=LISTENER)
    except WrongMoment:  # somebody asked, or stopped listening, a moment ago
        return


@on(ASK_FOR_FEED)
@task()
def fetch_asked(fetch_ids: Sequence[int]) -> None:
    """One after the other, each in a task of its own so that what else waits comes between."""
    for pk in fetch_ids:
        fetch_one.enqueue(pk)


@task(priority=BEHIND)
def fetch_one(fetch_id: int) -> None:
    rows = Fetch.objects.select_related("source__organisation")
    fetch = rows.filter(pk=fetch_id, ended_at=None).first()
    if fetch is not None:
        run(fetch)


def run(fetch: Fetch) -> Fetch:
    """Fetch, take in, and note how it ended. The fetch itself holds no transaction open."""
    Fetch.objects.filter(pk=fetch.pk).update(began_at=clock.now(), received=0)
    try:
        ended = _LISTENING[Source.What(fetch.source.what)](fetch)
    except Refusal as refusal:
        ended = Ended(fault=refusal.code, params=refusal.params)
    return actions.hear(fetch, ended, actor=LISTENER)


def _library(fetch: Fetch) -> Ended:
    """Articles are taken in by the library's own door, as if a file of them had been brought."""
    source = fetch.source
    if library.keeper() != source.organisation:
        return Ended(fault="only_the_keeper_listens_to_libraries")
    origin = reading.origin(source.address)
    fetch_files(library.brought_with_files(source.organisation, origin))  # those that did not come the last time
    found = _fetched(fetch)
    if found.body is None:
        return Ended(unchanged=True, stamp=found.stamp)
    report = bring_articles(exchange.read(found.body), actor=LISTENER, of=origin)
    return Ended(received=found.received, stamp=found.stamp, counts=_counts(report), refused=report.refused)


@on(BRING_ARTICLES)
@task()
def fetch_files_of(version_ids: Sequence[int]) -> int:
    """The pictures and PDFs of what was brought in, by a feed or a file."""
    return fetch_files(version_ids)


def fetch_files(versions: Sequence[int]) -> int:
    """Each in a task of its own, behind everything else that waits. Returns how many."""
    return enqueue_each(
        fetch_file,
        [(article.pk, each["url"], each["sha256"], each["name"]) for article, each in library.files_to_fetch(versions)],
    )


@task(priority=BEHIND)
def fetch_file(article_id: int, url: str, sha256: str, name: str, before: int = 0) -> str:
    """One picture or PDF, told by its content and made anew as if somebody here had added it. Returns why none came.

    What did not come for a reason that passes is asked for again, later and later; before: how often it has been. The
    article stands without it meanwhile. With the next fetch of the library all that is missing is asked for anew.
    """
    article = Article.objects.select_related("organisation").filter(pk=article_id).first()
    if article is None or article.files.filter(sha256=sha256).exists():
        return ""
    try:
        found = fetching.fetch(url, wanted=fetching.FILE, most=BYTES)
        data = found.body or b""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise WrongInput("file_is_another")
        keep_file(article, check_upload(data, name), actor=LISTENER, sha256=sha256)
    except Refusal as refusal:
        if refusal.code in fetching.PASSING and before < len(FILES_AGAIN):
            later = fetch_file.using(run_after=clock.now() + FILES_AGAIN[before])
            later.enqueue(article_id, url, sha256, name, before + 1)
        return refusal.code
    return ""


def _counts(report: Report) -> dict[str, int]:
    counts = {name: len(getattr(report, name)) for name in ("new", "changed", "withdrawn", "unchanged")}
    known = sum(why == KNOWN for _address, why in report.left)
    return {**counts, "known": known, "left": len(report.left) - known}


def _organisation(fetch: Fetch) -> Ended:
    source = fetch.source
    if source.address.startswith(f"{settings.ADDRESS}/"):
        return _organisation_here(source)
    found = _fetched(fetch)
    if found.body is None:
        return Ended(unchanged=True, stamp=found.stamp)
    read = reading.read(found.body, address=source.address)
    return Ended(received=found.received, stamp=found.stamp, read=read)


def _organisation_here(source: Source) -> Ended:
    try:
        found = queries.document_here(source.address)
    except Http404:
        found = None
    if found is None:
        return Ended(fault=GONE, params={"status": 404})
    return Ended(read=reading.read(json.dumps(found).encode(), address=source.address))


def _fetched(fetch: Fetch) -> Fetched:
    source = fetch.source
    return fetching.fetch(source.address, stamp=Stamp(source.etag, source.modified), heard=_noting(fetch))


def _noting(fetch: Fetch) -> Callable[[int], None]:
    """How much has come, for whoever waits and looks."""
    noted = 0

    def note(received: int) -> None:
        nonlocal noted
        if received - noted >= NOTED_EVERY:
            noted = received
            Fetch.objects.filter(pk=fetch.pk).update(received=received)

    return note


_LISTENING = {Source.What.LIBRARY: _library, Source.What.ORGANISATION: _organisation}


# What is told


@hourly
def tell_what_is_due() -> None:
    for sharing in queries.to_be_told(clock.today()):
        tell.enqueue(sharing.pk)


@task()
def tell(sharing_id: int) -> None:
    sharing = Sharing.objects.filter(pk=sharing_id).select_related("organisation").first()
    if sharing is None or sharing.told_on == clock.today():
        return
    try:
        actions.tell(sharing.organisation, actor=LISTENER)
    except WrongMoment:  # it has left meanwhile
        return
