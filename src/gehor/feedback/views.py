"""The answers in public, and hearing no more."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from gehor.analysis.listing import listing
from gehor.decision import queries as decisions
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.languages import LocalText
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, SeeOther
from gehor.planning import queries as planning

from . import actions, letters, queries, rules
from .models import Answer
from .replies import queries as replies
from .words import first_sentences, in_reading

LINE_MOST = 120  # of the answer in the folded list


@require_safe
@kept
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said, what was decided and why, and the answer: when they are released. Until then, who is late."""
    dialogue, facts = planning.public_with_facts(slug)
    release = queries.release_of(dialogue)
    rows = decisions.weighed(dialogue) if release else []
    listed = listing(request, [each for each in rows if each.decision], finding=lambda row: row.finding)
    if listed.away:
        return SeeOther(listed.away)
    written = queries.answers(dialogue) if release else {}
    tried, source = replies.tries(written), dialogue.source_language
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": source,
        "facts": facts,
        "section": "answers",
        "release": release,
        "listed": listed,
        "page": listed.page,
        "rows": [_line(each, written, tried, source, is_alone=len(listed.rows) == 1) for each in listed.page],
        "days_late": 0 if release else rules.days_late(dialogue.answer_due, today=clock.today()),
    }
    return render(request, "feedback/answers.html", context)


class Line(NamedTuple):
    """One finding in the list of answers: what stands in its line, and what unfolds below it."""

    each: decisions.Weighed
    answer: LocalText  # empty while it is due anew
    earlier: LocalText  # the latest one that rested on a decision which was changed
    tried: replies.Tries | None
    tag: str
    tone: str
    note: str
    is_alone: bool


def _line(
    each: decisions.Weighed,
    written: Mapping[int, Answer],
    tried: Mapping[int, replies.Tries],
    source: str,
    *,
    is_alone: bool,
) -> Line:
    answer = written.get(each.decision.pk) if each.decision else None
    earlier = next((written[decision.pk] for decision in each.earlier if decision.pk in written), None)
    tries = tried.get(each.decision.pk) if each.decision else None
    tag, tone = _tag(answer, tries)
    begins = in_reading(answer.text, source) if answer else ""
    return Line(
        each,
        answer.text if answer else {},
        earlier.text if earlier else {},
        tries,
        tag,
        tone,
        first_sentences(" ".join(begins.split()), LINE_MOST),
        is_alone,
    )


def _tag(answer: Answer | None, tries: replies.Tries | None) -> tuple[str, str]:
    """What is special about an answer, and in which tone."""
    if answer is None:
        return _("Answered anew soon"), "part"
    if tries and tries.open:
        return _("Opened for a second try"), "part"
    return (_("Written anew"), "now") if tries and tries.former else ("", "")


@csrf_exempt  # RFC 8058: the reader's mail program posts here, and it has no token of ours
@PAGE
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more messages, by one click. Looking at the address stops nothing: mail filters look too."""
    contact = letters.contact_of_token(token)
    context: dict[str, Any] = {"organisation": contact.participant.organisation if contact else None}
    if contact is None:
        return render(request, "feedback/stop.html", {**context, "state": "unknown"}, status=404)
    if request.method == "POST" and contact.stopped_at is None:
        actions.stop_messages(contact, actor=RESIDENT)
        contact.refresh_from_db()
    state = "stopped" if contact.stopped_at else "asked"
    return render(request, "feedback/stop.html", {**context, "state": state})
