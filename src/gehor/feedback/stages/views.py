"""The timeline of promises in public; for staff what is promised, written, released and on its way."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gehor.feedback.rules import State
from gehor.feedback.texts import MENDED_AT, STATES
from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.pages import kept
from gehor.ground.sentences import need_text, refusal_text
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.steps import PASS_ON_STAGE, PROMISE_STAGE, SET_TERMS, TIME_STAGE, WRITE_STAGE

from . import actions, letters, papers, queries, sms
from .forms import MomentForm, PromiseForm, StageForm, TermsForm
from .models import Bulletin, Draft
from .rules import PROMISED_HERE, RELEASED_BY, WRITTEN, Stage, Times, Way
from .texts import STAGES, WAYS

PAGE = require_http_methods(["GET", "HEAD", "POST"])


# For everybody


@require_safe
@kept
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    """What people are told and by when: given, waiting or late, with everything that has been told."""
    dialogue = planning.public_dialogue(slug)
    facts = queries.facts(dialogue)
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": facts,
        "section": "feedback",
        "rows": shown(queries.timeline(dialogue, opened=queries.opened(facts))),
    }
    return render(request, "stages/promises.html", context)


def shown(timeline: list[queries.Told]) -> list[dict[str, Any]]:
    """Stages with their words."""
    return [{"told": each, "stage": each.stage.value, "words": STAGES[each.stage]} for each in timeline]


# For staff: what an organisation promises


@PAGE
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """How long each stage may take in every dialogue that opens from now on."""
    organisation = organisation_for(request.actor, slug)
    if not request.actor.may(SET_TERMS, organisation.pk):
        raise WrongPerson("not_your_step", step=SET_TERMS.key)
    times = queries.times_of(organisation)
    initial = {name: getattr(times, name) for name in TermsForm.base_fields if name != "seen"}
    form = TermsForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.set_terms(organisation, actor=request.actor, times=Times(**form.cleaned_data))
            except WrongInput as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved. It holds for dialogues that open from now on."))
                return see_other("feedback:terms", slug)
    return staff_page(request, "stages/terms.html", organisation, {"form": form, "here": "settings"}, status=status)


# For staff: one dialogue


@require_safe
def stages(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of feedback: every stage with its day, how far it has come, and what to do next."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    drafts = queries.drafts(dialogue)
    timeline = queries.timeline(dialogue, opened=queries.opened(facts))
    counts = queries.telling_counts([each.bulletin for each in timeline if each.bulletin])
    here = dialogue.organisation_id
    context = {
        **_staff(dialogue),
        "facts": facts,
        "opened": queries.opened(facts),
        "rows": [
            {
                **row,
                "draft": drafts.get(row["told"].stage),
                "is_written": row["told"].stage in WRITTEN,
                "may_promise": row["told"].stage in PROMISED_HERE and not row["told"].promised.given,
                "told_to": _told_to(counts, row["told"].bulletin),
            }
            for row in shown(timeline)
        ],
        "may_promise": request.actor.may(PROMISE_STAGE, here) and not PROMISE_STAGE.missing(facts),
        "may_write": request.actor.may(WRITE_STAGE, here),
        "may_set": request.actor.may(SET_TERMS, here),
    }
    return staff_page(request, "stages/stages.html", dialogue.organisation, context)


def _told_to(counts: dict[int, dict[Way, dict[State, int]]], bulletin: Bulletin | None) -> list[tuple[Any, int]]:
    """(way in words, how many are told or being told by it)."""
    by_way = counts.get(bulletin.pk, {}) if bulletin else {}
    return [(WAYS[way][0], sum(states.values())) for way, states in by_way.items()]


@PAGE
def promise(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Promise another day for one stage."""
    dialogue, here = _door(request, slug, stage)
    if here not in PROMISED_HERE:
        raise Http404
    facts = queries.facts(dialogue)
    now = queries.promised_stage(dialogue, here, opened=queries.opened(facts))
    form = PromiseForm(request.POST or None, initial={"due_on": now.due}, source=dialogue.source_language)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.promise_stage(dialogue, actor=request.actor, stage=here, **form.cleaned_data)
            except WrongInput as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The day is promised."))
                return see_other("feedback:stages", slug)
    context = {
        **_staff(dialogue),
        "form": form,
        "promised": now,
        "opened": queries.opened(facts),
        "words": STAGES[here],
        "days_late": now.days_late(clock.today()),
        "may": request.actor.may(PROMISE_STAGE, dialogue.organisation_id),
    }
    return staff_page(request, "stages/promise.html", dialogue.organisation, context, status=status)


@PAGE
def stage(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Write what is told at one stage, see it as each way will show it, and release it: at once or at a moment."""
    dialogue, here = _door(request, slug, stage)
    draft = queries.draft_of(dialogue, here)
    form, moment, status = _stage_form(draft, dialogue, here), MomentForm(), 200
    if request.method == "POST":
        do = request.POST.get("do", "write")
        if do == "write":
            form = StageForm(request.POST, source=dialogue.source_language, stage=here)
        if do == "time":
            moment = MomentForm(request.POST)
        try:
            done = _do(do, request, dialogue, here, form, moment)
        except WrongInput as refusal:
            done = False
            if do == "time":
                moment.add_error("leaves_at", refusal_text(refusal))
            elif do == "write":
                form.refuse(refusal)
            else:
                raise
        except WrongMoment as refusal:
            if refusal.code != "stage_changed":
                raise
            draft = queries.draft_of(dialogue, here)
            form.add_error(None, refusal_text(refusal))
            form.data = {**form.data.dict(), "version": draft.version if draft else 0}  # saved again, it has been told
            return _stage_page(request, dialogue, here, draft, form, moment, status=409)
        if done:
            name = "feedback:sent" if do == "release" else "feedback:stage"
            return see_other(name, slug, here.value)
        status = 422
    return _stage_page(request, dialogue, here, draft, form, moment, status=status)


def _stage_form(draft: Draft | None, dialogue: Dialogue, here: Stage) -> StageForm:
    initial: dict[str, Any] = {"version": 0}
    if draft:
        initial = {"text": draft.text, "easy": draft.easy, "short": draft.short, "version": draft.version}
    return StageForm(initial=initial, source=dialogue.source_language, stage=here)


def _do(do: str, request: HttpRequest, dialogue: Dialogue, here: Stage, form: StageForm, moment: MomentForm) -> bool:
    """One of the page's buttons. False when what was typed must be mended first."""
    actor = request.actor
    match do:
        case "write":
            if not form.is_valid():
                return False
            actions.write_stage(dialogue, actor=actor, stage=here, **form.cleaned_data)
            messages.success(request, _("Saved. Below you see it as each way will show it."))
        case "time":
            if not moment.is_valid():
                return False
            actions.time_stage(dialogue, actor=actor, stage=here, **moment.cleaned_data)
            messages.success(request, _("The moment is set. Until then it can be changed or taken back."))
        case "take_back":
            actions.time_stage(dialogue, actor=actor, stage=here, leaves_at=None)
            messages.success(request, _("It is not released by itself any more."))
        case "release":
            actions.release_stage(dialogue, actor=actor, stage=here)
            messages.success(request, _("It is released. Messages are on their way."))
        case _:
            raise WrongInput("nothing_chosen")
    return True


def _stage_page(
    request: HttpRequest,
    dialogue: Dialogue,
    here: Stage,
    draft: Draft | None,
    form: StageForm,
    moment: MomentForm,
    *,
    status: int = 200,
) -> HttpResponse:
    facts = queries.facts(dialogue)
    bulletin = queries.bulletin_of(dialogue, here)
    organisation = dialogue.organisation_id
    is_out = bulletin is not None or (here is Stage.DECISION and facts.answers_released)
    context = {
        **_staff(dialogue),
        "stage": here.value,
        "words": STAGES[here],
        "is_decision": here is Stage.DECISION,
        "draft": draft,
        "bulletin": bulletin,
        "is_out": is_out,
        "form": form,
        "moment": moment,
        "missing": WRITE_STAGE.missing(facts),
        "needs": _needs(here, facts, dialogue.slug),
        "is_ready": not RELEASED_BY[here].missing(facts),
        "may_write": request.actor.may(WRITE_STAGE, organisation),
        "may_release": request.actor.may(TIME_STAGE, organisation),
        "previews": _previews(dialogue, here, draft) if draft and not is_out else [],
        "ways": [(WAYS[way], n) for way, n in queries.reached(dialogue).items()] if draft and not is_out else [],
    }
    return staff_page(request, "stages/stage.html", dialogue.organisation, context, status=status)


def _needs(here: Stage, facts: Facts, slug: str) -> list[dict[str, Any]]:
    return [
        {
            "text": need_text(need.code),
            "done": need.holds(facts),
            "url": reverse(MENDED_AT[need.code], args=[slug]) if need.code in MENDED_AT else "",
        }
        for need in RELEASED_BY[here].needs
    ]


def _previews(dialogue: Dialogue, here: Stage, draft: Draft) -> list[dict[str, Any]]:
    """The stage in each language in which it is written, by each way, with nobody's code."""
    words = letters.Words(dialogue, here, draft.text, draft.easy, draft.short)
    found = []
    for language, _name in settings.LANGUAGES:
        if language in draft.text:
            with translation.override(language):
                message = letters.text_message(words, None, None)
                found.append(
                    {
                        "language": language,
                        "text": draft.text[language],
                        "easy": draft.easy.get(language, ""),
                        "letter": letters.email(words, None, None),
                        "sms": message,
                        "count": sms.count(message),
                    }
                )
    return found


# For staff: on its way


@PAGE
def sent(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """How far a released stage has come by each way, and what a person passes on."""
    dialogue, here = _door(request, slug, stage)
    if not request.actor.may(PASS_ON_STAGE, dialogue.organisation_id):
        raise WrongPerson("not_your_step", step=PASS_ON_STAGE.key)
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
        **_staff(dialogue),
        "stage": here.value,
        "words": STAGES[here],
        "is_decision": here is Stage.DECISION,
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
    dialogue, here = _door(request, slug, stage)
    language = _language(request, dialogue)
    bulletin = queries.bulletin_of(dialogue, here)
    if bulletin is None:
        draft = queries.draft_of(dialogue, here)
        if draft is None or not draft.text:
            raise WrongMoment("stage_not_written")
        words = letters.Words(dialogue, here, draft.text, draft.easy, draft.short)
        return _pdf(papers.sample_letter(words, language=language), f"{slug}-{here.value}-{language}")
    if not request.actor.may(PASS_ON_STAGE, dialogue.organisation_id):
        raise WrongPerson("not_your_step", step=PASS_ON_STAGE.key)
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
    dialogue, here = _door(request, slug, stage)
    language = _language(request, dialogue)
    with translation.override(language):
        text = papers.for_the_paper(_words(dialogue, here))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}-{here.value}-{language}.txt"'
    return response


@require_safe
def poster(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """A poster with a QR code, for those who did not take part: ?size=a3 or a4."""
    dialogue, here = _door(request, slug, stage)
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


def _door(request: HttpRequest, slug: str, stage: str) -> tuple[Dialogue, Stage]:
    """The one door to a stage of a dialogue that somebody writes, else 404."""
    dialogue = planning.dialogue_for(request.actor, slug)
    if stage not in {each.value for each in WRITTEN}:
        raise Http404
    return dialogue, Stage(stage)


def _staff(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
