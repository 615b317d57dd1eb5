"""What happens in an organisation's dialogues, as an Atom feed (RFC 4287)."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.feedback.stages.texts import SUBJECTS
from gehor.ground.feeds import Feed, xml
from gehor.ground.languages import LocalText, said
from gehor.ground.organisations.models import Organisation
from gehor.portal.texts import GO

from .queries import Event
from .texts import ANSWERED, EVENTS

PAGES = {
    "opened": "portal:dialogue",
    "decided": "decision:decisions",
    "answered": "feedback:answers",
    "stopped": "portal:dialogue",
    **dict.fromkeys(SUBJECTS, "feedback:promises"),
}


def as_atom(events: Iterable[Event], organisation: Organisation, request: HttpRequest) -> str:
    feed = Feed(
        title=xml(_("Citizen dialogue in %(name)s") % {"name": organisation.name}),
        link=request.build_absolute_uri(reverse("portal:organisation", args=[organisation.slug])),
        feed_url=request.build_absolute_uri(reverse("portal:feed", args=[organisation.slug])),
        description="",
        subtitle=_("Dialogues that open, are decided and are answered, and questions that became no dialogue."),
        language=get_language(),
        author_name=xml(organisation.name),
    )
    for event in events:
        dialogue = event.entry.dialogue
        feed.add_item(
            title=xml((EVENTS | SUBJECTS)[event.kind] % {"title": _words(dialogue.title, event)}),
            link=request.build_absolute_uri(reverse(PAGES[event.kind], args=[dialogue.slug])),
            description=xml(_summary(event)),
            # RFC 4151: the same whatever the address and the language of the page
            unique_id=f"tag:{request.get_host()},{dialogue.started_at.year}:/d/{dialogue.slug}#{event.kind}",
            pubdate=event.at,
            updateddate=event.at,
        )
    return feed.writeString("utf-8")


def _summary(event: Event) -> str:
    entry = event.entry
    match event.kind:
        case "opened":
            return _words(entry.dialogue.question, event)
        case "decided" if entry.body and entry.moments.decided_on:
            day = date_format(entry.moments.decided_on, "DATE_FORMAT")
            return _("%(body)s decided on %(day)s.") % {"body": entry.body.name, "day": day}
        case "answered":
            return str(ANSWERED)
        case "stopped":
            outcome = entry.standing.facts.outcome
            parts = [str(GO[outcome.value]) if outcome else "", entry.moments.referred_to or ""]
            head = ": ".join(part for part in parts if part)
            return "\n".join(part for part in (head, _words(entry.moments.reason or {}, event)) if part)
    return _words(event.text, event)


def _words(text: LocalText, event: Event) -> str:
    source = event.entry.dialogue.source_language
    return said(text, source, get_language() or source)[0]
