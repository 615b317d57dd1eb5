"""The pages on which a dialogue that was held earlier is brought in, and what is known of it is put right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gehor.ground.errors import WrongPerson
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import see_other, staff_page
from gehor.planning.models import Dialogue
from gehor.planning.pages import back_to_workbench, dialogue_page, entered, one_at_a_time, saved
from gehor.process.steps import BRING_IN, PUT_RIGHT

from . import actions
from .forms import KNOWN, EarlierForm

PAGE = require_http_methods(["GET", "HEAD", "POST"])
FRAME = ("title", "question", "case_number", "contact_name", "contact_email")


@PAGE
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a dialogue that was held elsewhere. Only a title and a question must be."""
    here = organisations.organisation_for(request.actor, slug)
    if not request.actor.may(BRING_IN, here.pk):
        raise WrongPerson("not_your_step", step=BRING_IN.key)
    source = here.source_language
    form = EarlierForm(_posted(request), organisation=here, source=source)
    made: list[Dialogue] = []
    given = {"actor": request.actor, "source_language": source}
    if saved(form, lambda: made.append(actions.bring_in(here, **given, **form.given))):
        messages.success(request, _("The dialogue is brought in and public. Now add what its findings rest on."))
        return see_other("sourced:sources", made[0].slug)
    status = 422 if form.errors else 200
    return staff_page(request, "retroactive/bring_in.html", here, {"here": "dialogues", "form": form}, status=status)


@PAGE
@one_at_a_time
def put_right(request: HttpRequest, slug: str) -> HttpResponse:
    """The same, as it is known now."""
    dialogue, missing = entered(request, slug, PUT_RIGHT)
    if not hasattr(dialogue, "earlier"):
        raise Http404
    form = EarlierForm(
        _posted(request),
        organisation=dialogue.organisation,
        source=dialogue.source_language,
        initial=_known(dialogue),
    )
    if saved(form, lambda: actions.put_right(dialogue, actor=request.actor, **form.given)):
        return back_to_workbench(request, dialogue)
    context = {"heading": _("What is known of the earlier dialogue")}
    return dialogue_page(request, "retroactive/put_right.html", dialogue, context, missing=missing, form=form)


def _known(dialogue: Dialogue) -> dict[str, Any]:
    frame = {name: getattr(dialogue, name) for name in FRAME}
    return {**frame, "body": dialogue.deciding_body_id, **{name: getattr(dialogue.earlier, name) for name in KNOWN}}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
