"""The library for everybody."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import etag, require_safe

from gehor.ground.feeds import CONTENT_TYPE
from gehor.ground.languages import said
from gehor.ground.pages import kept
from gehor.participation.files import served

from .. import events, exchange, feed, queries, searching, texts
from ..cards import author, cards, related
from ..kinds import Kind
from ..models import Article, Done, Named, Version
from ..searching import Names
from ..shelf import Entry, Wanted, shelf
from ..shown import shown

PER_PAGE = 20
NEWEST = 6
GONE = 410


@require_safe
@kept
def library(request: HttpRequest) -> HttpResponse:
    """Everything, to be searched and narrowed; from the start, the ways into it."""
    at_hand, wanted, called = shelf(), searching.wanted(request.GET), searching.names()
    found = at_hand.narrowed(wanted)
    shared = {"wanted": wanted, "kinds": searching.kinds(wanted, found), "hidden": _hidden(wanted), "here": "library"}
    facets = searching.offered(wanted, found, called)
    if not wanted.is_anything:
        newest = [entry for entry in found.entries if entry.kind is Kind.EXAMPLE][:NEWEST]
        context = {
            **shared,
            "all": len(at_hand),
            "newest": cards(newest, called),
            "ways_in": facets[:2],
            "keeper": queries.keeper(),
        }
        return render(request, "library/front.html", context)
    page = Paginator(found.entries, PER_PAGE).get_page(request.GET.get(searching.PAGE))
    context = {
        **shared,
        "page": page,
        "cards": cards(list(page), called),
        "found": len(found.entries),
        "is_whole": found.is_whole,
        "facets": facets,
        "chosen": searching.chosen(wanted, called),
    }
    return render(request, "library/found.html", context)


@require_safe
@kept
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article, and what belongs together with it. What was withdrawn says so."""
    at_hand = shelf()
    entry = at_hand.entry(slug)
    if entry is None:
        return _gone(request, slug)
    version = version_of(entry)
    this, called = shown(version.article, version), searching.names()
    linked = related(entry.related, entry, at_hand, called)
    context = {
        "here": "library",
        "entry": entry,
        "this": this,
        "version": version,
        "edition": queries.edition(version),
        "kind": texts.KINDS[this.kind],
        "related": linked,
        "may_be_asked": bool(queries.asked_at(version.article, version)),
        "alike": cards(at_hand.alike(entry, besides=linked.entries), called),
    }
    return render(request, "library/article.html", context)


@require_safe
@kept
def who(request: HttpRequest) -> HttpResponse:
    """Who has done what method on what question, and whom to ask."""
    at_hand, called = shelf(), searching.names()
    words, method = request.GET.get("q", "").strip()[:200], request.GET.get("method", "")
    found = at_hand.narrowed(Wanted(words=words, kind=Kind.EXAMPLE)).entries
    rows = [(entry, [each for each in at_hand.named(entry.related) if each.kind is Kind.METHOD]) for entry in found]
    methods = {each.slug: each for _entry, used in rows for each in used}
    if method:
        rows = [(entry, used) for entry, used in rows if method in [each.slug for each in used]]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    named = queries.named_in(entry.version for entry, _used in page)
    context = {
        "here": "who",
        "q": words,
        "method": method,
        "methods": sorted(methods.values(), key=lambda each: _said(each).casefold()),
        "page": page,
        "rows": [
            (
                entry,
                used,
                author(entry, called),
                contact := named.get(entry.version, {}),
                _is_asked(entry, contact, called),
            )
            for entry, used in page
        ],
        "found": len(rows),
    }
    return render(request, "library/who.html", context)


@require_safe
@kept
def atom(request: HttpRequest) -> HttpResponse:
    """The newest articles, of what was asked for."""
    wanted = searching.wanted(request.GET)
    entries = sorted(shelf().narrowed(wanted).entries, key=lambda entry: entry.published_at, reverse=True)
    return HttpResponse(feed.as_atom(entries, searching.names(), wanted, request), content_type=CONTENT_TYPE)


@require_safe
@kept
def events_ics(request: HttpRequest) -> HttpResponse:
    """Every event, for a calendar to subscribe to."""
    entries = [entry for entry in shelf().newest() if entry.kind is Kind.EVENT]
    rows = {row.pk: row for row in Version.objects.filter(pk__in=[entry.version for entry in entries])}
    return _calendar([(entry, rows[entry.version]) for entry in entries if entry.version in rows], "library")


@require_safe
@kept
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    entry = shelf().entry(slug)
    if entry is None or entry.kind is not Kind.EVENT:
        raise Http404
    return _calendar([(entry, version_of(entry))], slug)


@require_safe
def file(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """A file of what is public now."""
    entry = shelf().entry(slug)
    version = version_of(entry) if entry else None
    if version is None or not any(each["sha256"] == sha256 for each in version.files):
        raise Http404
    return served(queries.file_of(version.article, sha256))


# The whole library as a file


def _stamp(request: HttpRequest, *args: Any) -> str:
    """The same as long as nothing has been done, and nobody forgotten."""
    forgotten = Named.objects.exclude(forgotten_at=None).order_by("-forgotten_at").values("forgotten_at")[:1]
    rows = Done.objects.order_by("-pk").annotate(forgotten=Subquery(forgotten)).values_list("pk", "forgotten")
    newest, at = rows.first() or (0, None)
    return f'"{newest}-{at.timestamp() if at else 0}-{request.GET.get("own", "")[:1]}"'


@require_safe
@etag(_stamp)
def library_json(request: HttpRequest) -> HttpResponse:
    """Everything, for others to bring in. ?own=1: without what came from other libraries."""
    data = exchange.as_json(_name(), own=bool(request.GET.get("own")))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@require_safe
@etag(_stamp)
def library_csv(request: HttpRequest) -> HttpResponse:
    data = exchange.as_csv(exchange.rows(own=bool(request.GET.get("own"))))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="library.csv"'
    return response


def _name() -> str:
    house = queries.keeper()
    return house.name if house else "Gehör"


# Pieces


def version_of(entry: Entry) -> Version:
    return Version.objects.select_related("article__organisation", "named").get(pk=entry.version)


def _is_asked(entry: Entry, contact: Mapping[str, Any], called: Names) -> bool:
    """Whether its author is asked here, see queries.asked_at."""
    return not entry.is_brought_in and bool(contact.get("contact_email") or entry.organisation in called.reached)


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    found = Article.objects.filter(slug=slug).select_related("organisation").first()
    standing = queries.standing(found) if found else None
    said_why = standing.withdrawn if standing else None
    if standing is None or said_why is None:
        raise Http404
    source, heading = standing.article.source_language, queries.heading(standing.article, said_why.version)
    if not heading.get(source):  # it was about a person who is forgotten
        heading = {source: str(texts.KINDS[Kind(standing.article.kind)][0])}
    context = {"here": "library", "heading": heading, "source": source, "done": said_why}
    return render(request, "library/gone.html", context, status=GONE)


def _calendar(found: list[tuple[Entry, Version]], name: str) -> HttpResponse:
    response = HttpResponse(events.written(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _hidden(wanted: Wanted) -> list[tuple[str, str]]:
    """What the search field sends along: everything else that is asked for."""
    kind = [("kind", wanted.kind.value)] if wanted.kind else []
    return [*kind, *((key, option) for key, options in wanted.options.items() for option in sorted(options))]


def _said(entry: Entry) -> str:
    return said(entry.heading, entry.source, get_language() or entry.source)[0]
