"""For staff: writing what is told at one stage, seeing it as each way will show it, and releasing it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import EXPLAIN_STAGE, TIME_STAGE, WRITE_STAGE

from . import actions, letters, queries, sms
from .forms import MomentForm, StageForm
from .models import Draft
from .rules import RELEASED_BY, Stage
from .texts import WAYS
from .views import at_stage, door, promised_here


@PAGE
def stage(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Write what is told at one stage, see it as each way will show it, and release it: at once or at a moment."""
    dialogue, here = door(request, slug, stage)
    draft = queries.draft_of(dialogue, here)
    do = request.POST.get("do", "write")
    form = _stage_form(draft, dialogue, here, posted(request) if do == "write" else None)
    moment = MomentForm(posted(request) if do == "time" else None)
    if request.method == "POST" and _done(do, request, dialogue, here, form, moment):
        return see_other("feedback:sent" if do == "release" else "feedback:stage", slug, here.value)
    if form.is_overtaken:
        draft = queries.draft_of(dialogue, here)
        form.show(draft.version if draft else 0)
    return _stage_page(request, dialogue, here, draft, form, moment)


def _stage_form(draft: Draft | None, dialogue: Dialogue, here: Stage, data: Any) -> StageForm:
    initial: dict[str, Any] = {"version": 0}
    if draft:
        initial = {"text": draft.text, "easy": draft.easy, "short": draft.short, "version": draft.version}
    return StageForm(data, initial=initial, source=dialogue.source_language, stage=here)


def _done(do: str, request: HttpRequest, dialogue: Dialogue, here: Stage, form: StageForm, moment: MomentForm) -> bool:
    """One of the page's buttons. False when what was typed must be mended first."""
    actor = request.actor
    match do:
        case "write":
            write = partial(actions.write_stage, dialogue, actor=actor, stage=here)
            if not saved(form, lambda: write(**form.cleaned_data), meanwhile={"stage_changed"}):
                return False
            messages.success(request, _("Saved. Below you see it as each way will show it."))
        case "time":
            time = partial(actions.time_stage, dialogue, actor=actor, stage=here)
            if not saved(moment, lambda: time(**moment.cleaned_data)):
                return False
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
) -> HttpResponse:
    facts = queries.facts(dialogue)
    promised_here(facts)
    bulletin = queries.bulletin_of(dialogue, here)
    organisation = dialogue.organisation_id
    is_out = bulletin is not None or (here is Stage.DECISION and facts.answers_released)
    context = {
        **at_stage(dialogue, here),
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
        "may_explain": here is Stage.SUMMARY
        and request.actor.may(EXPLAIN_STAGE, organisation)
        and not EXPLAIN_STAGE.missing(facts),
        "previews": _previews(dialogue, here, draft) if draft and not is_out else [],
        "ways": [(WAYS[way], n) for way, n in queries.reached(dialogue).items()] if draft and not is_out else [],
    }
    return staff_page(request, "stages/stage.html", dialogue.organisation, context)


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
