"""The newest articles as an Atom feed."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.feeds import Feed, xml
from gehor.ground.languages import said

from . import searching, texts
from .searching import Names
from .shelf import Entry, Wanted

MOST = 50


def as_atom(entries: Sequence[Entry], called: Names, wanted: Wanted, request: HttpRequest) -> str:
    language = get_language() or "sv"
    feed = Feed(
        title=xml(_("The example library")),
        link=request.build_absolute_uri(searching.address(wanted)),
        feed_url=request.build_absolute_uri(),
        description="",
        subtitle=xml(_("Examples, methods and more, of dialogue with citizens.")),
        language=language,
    )
    for entry in entries[:MOST]:
        feed.add_item(
            title=xml(f"{texts.KINDS[entry.kind][0]}: {said(entry.heading, entry.source, language)[0]}"),
            link=request.build_absolute_uri(reverse("library:article", args=[entry.slug])),
            description=xml(said(entry.lead, entry.source, language)[0]),
            # RFC 4151: the same whatever the language of the page
            unique_id=f"tag:{request.get_host()},{entry.published_at.year}:/library/{entry.slug}",
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            author_name=xml(entry.credited or called.by_id.get(entry.organisation, "")),
        )
    return feed.writeString("utf-8")
