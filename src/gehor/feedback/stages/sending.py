"""For staff: how far a released stage has come, and what a person prints, posts and passes on."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.feedback.rules import State
from gehor.feedback.texts import STATES
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, see_other, staff_page
from gehor.planning.models import Dialogue
from gehor.process.steps import PASS_ON_STAGE

from . import actions, letters, papers, queries
from .models import Bulletin
from .rules import Stage, Way
from .texts import WAYS
from .views import at_stage, door


@PAGE
def sent(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """How far a released stage has come by each way, and what a person passes on."""
    dialogue, here = door(request, slug, stage, PASS_ON_STAGE)
    bulletin = queries.bulletin_here(dialogue, here)
    told, status = "", 200
    if request.method == "POST":
        try:
            _pass_on(request, bulletin)
        except (WrongInput, WrongMoment) as refusal:
            told, status = refusal_text(refusal), refusal.status
        else:
            return see_other("feedback:sent", slug, here.value)
    counts = queries.telling_counts([bulletin]).get(bulletin.pk, {})
    seen = [state for state in State if any(row[state] for row in counts.values())]
    per_language = queries.letters_per_language(bulletin)
    context = {
        **at_stage(dialogue, here),
        "bulletin": bulletin,
        "told": told,
        "states": [STATES[state][0] for state in seen],
        "counts": [(WAYS[way], [row[state] for state in seen]) for way, row in counts.items()],
        "files": [
            (language, page, number)
            for language, number in per_language.items()
            for page in range(1, -(-number // papers.AT_MOST) + 1)
        ],
        "letters_left": _left(counts, Way.LETTER),
        "list_left": _left(counts, Way.LIST),
        "places": queries.meeting_list(bulletin) if Way.LIST in counts else [],
        "trouble": sum(row[State.UNCERTAIN] + row[State.REFUSED] for row in counts.values()),
    }
    return staff_page(request, "stages/sent.html", dialogue.organisation, context, status=status)


def _left(counts: dict[Way, dict[State, int]], way: Way) -> int:
    return sum(n for state, n in counts.get(way, {}).items() if state not in (State.ARRIVED, State.LEFT_TO_PAGE))


def _pass_on(request: HttpRequest, bulletin: Bulletin) -> None:
    match request.POST.get("do", ""):
        case "letter" | "list" as way:
            done = actions.pass_on(bulletin, actor=request.actor, way=Way(way))
            words = ngettext("%(n)d is noted as told.", "%(n)d are noted as told.", done)
            messages.success(request, words % {"n": done})
        case "again" | "leave" as what:
            actions.settle(bulletin, actor=request.actor, again=what == "again")
            messages.success(request, _("It is sent again.") if what == "again" else _("It is noted."))
        case _:
            raise WrongInput("nothing_chosen")


@require_safe
def letters_pdf(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """All letters of one language in one file, ready to print; before the release one letter to look at."""
    dialogue, here = door(request, slug, stage)
    language = _language(request, dialogue)
    bulletin = queries.bulletin_of(dialogue, here)
    if bulletin is None:
        draft = queries.draft_of(dialogue, here)
        if draft is None or not draft.text:
            raise WrongMoment("stage_not_written")
        words = letters.Words(dialogue, here, draft.text, draft.easy, draft.short)
        return _pdf(papers.sample_letter(words, language=language), f"{slug}-{here.value}-{language}")
    request.actor.demand(dialogue.organisation_id, PASS_ON_STAGE)
    bulletin.dialogue = dialogue
    page = Paginator(queries.letters_to(bulletin).filter(language=language), papers.AT_MOST).get_page(
        request.GET.get("page")
    )
    rows = list(page)
    if not rows:
        raise WrongMoment("no_letters")
    return _pdf(papers.letters_of(bulletin, rows, language=language), f"{slug}-{here.value}-{language}-{page.number}")


@require_safe
def paper(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """What the local paper may print: plain text, made from what is told."""
    dialogue, here = door(request, slug, stage)
    language = _language(request, dialogue)
    with translation.override(language):
        text = papers.for_the_paper(_words(dialogue, here))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}-{here.value}-{language}.txt"'
    return response


@require_safe
def poster(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """A poster with a QR code, for those who did not take part: ?size=a3 or a4."""
    dialogue, here = door(request, slug, stage)
    language = _language(request, dialogue)
    size = "a3" if request.GET.get("size") == "a3" else "a4"
    with translation.override(language):
        pdf = papers.poster(_words(dialogue, here), size=size)
    return _pdf(pdf, f"{slug}-{here.value}-{size}-{language}")


def _words(dialogue: Dialogue, here: Stage) -> letters.Words:
    """What is released, else what is written: a paper goes to print before the day."""
    found = queries.bulletin_of(dialogue, here) or queries.draft_of(dialogue, here)
    if found is None and here is Stage.DECISION:  # the answers speak for themselves
        return letters.Words(dialogue, here, {}, {}, {})
    if found is None:
        raise WrongMoment("stage_not_written")
    return letters.Words(dialogue, here, found.text, found.easy, found.short)


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _language(request: HttpRequest, dialogue: Dialogue) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else dialogue.source_language
