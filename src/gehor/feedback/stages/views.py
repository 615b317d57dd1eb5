"""The timeline of promises in public; for staff what is promised, written and released."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gehor.feedback.rules import State
from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.pages import kept
from gehor.ground.sentences import refusal_text
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import PROMISE_STAGE, SET_TERMS, TIME_STAGE, WRITE_STAGE

from . import actions, letters, queries, sms
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
    facts = planning.facts_known(dialogue)
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
        **staff(dialogue),
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
    dialogue, here = door(request, slug, stage)
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
        **staff(dialogue),
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
    dialogue, here = door(request, slug, stage)
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
        **staff(dialogue),
        "stage": here.value,
        "words": STAGES[here],
        "is_decision": here is Stage.DECISION,
        "draft": draft,
        "bulletin": bulletin,
        "is_out": is_out,
        "form": form,
        "moment": moment,
        "missing": WRITE_STAGE.missing(facts),
        "needs": todos(RELEASED_BY[here].needs, dialogue, facts, request.actor),
        "is_ready": not RELEASED_BY[here].missing(facts),
        "may_write": request.actor.may(WRITE_STAGE, organisation),
        "may_release": request.actor.may(TIME_STAGE, organisation),
        "previews": _previews(dialogue, here, draft) if draft and not is_out else [],
        "ways": [(WAYS[way], n) for way, n in queries.reached(dialogue).items()] if draft and not is_out else [],
    }
    return staff_page(request, "stages/stage.html", dialogue.organisation, context, status=status)


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


def door(request: HttpRequest, slug: str, stage: str) -> tuple[Dialogue, Stage]:
    """The one door to a stage of a dialogue that somebody writes, else 404."""
    dialogue = planning.dialogue_for(request.actor, slug)
    if stage not in {each.value for each in WRITTEN}:
        raise Http404
    return dialogue, Stage(stage)


def staff(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
