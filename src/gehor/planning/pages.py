"""The frame of a staff page that takes one step: who may, what is missing, the form, and back to the workbench.

A page whose needs do not hold shows what is missing, with links, in place of the form; a POST to it is refused (409).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.errors import NotYet
from gehor.ground.forms import Form
from gehor.ground.sentences import need_text
from gehor.ground.web import see_other, staff_page
from gehor.process.step import Need, Step

from . import handbook, queries
from .mending import mended_at
from .models import Dialogue
from .shapes.queries import shape_of


@dataclass(frozen=True)
class Todo:
    """One line of design/todo.html."""

    text: str
    url: str = ""
    done: bool = False


def one_at_a_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a POST compares with and what it saves is read and written in one transaction, with the dialogue locked.

    Else two people who save in the same moment would both be told that nobody else has changed anything.
    """

    @wraps(view)
    def taken_in_turn(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, slug, **parts)
        with transaction.atomic():
            Dialogue.objects.select_for_update(no_key=True).filter(slug=slug).first()
            return view(request, slug, **parts)

    return taken_in_turn


def entered(request: HttpRequest, slug: str, step: Step) -> tuple[Dialogue, tuple[Need, ...]]:
    """The dialogue, and what is missing for the step. Raises WrongPerson; and NotYet for a POST that came too early."""
    dialogue = queries.dialogue_for(request.actor, slug, step)
    missing = step.missing(queries.facts_known(dialogue))
    if missing and request.method == "POST":
        raise NotYet(step.key, [need.code for need in missing])
    return dialogue, missing


def still_missing(dialogue: Dialogue, missing: Iterable[Need], actor: Actor) -> list[Todo]:
    """What is to be done first, each with where this person may do it."""
    return [Todo(need_text(need.code), mended_at(need.code, dialogue, actor)) for need in missing]


def back_to_workbench(request: HttpRequest, dialogue: Dialogue, said: str = "") -> HttpResponse:
    messages.success(request, said or _("Saved."))
    return see_other("portal:workbench", slug=dialogue.slug)


def dialogue_page(
    request: HttpRequest,
    template: str,
    dialogue: Dialogue,
    context: Mapping[str, Any],
    *,
    missing: Iterable[Need] = (),
    form: Form | None = None,
    status: int | None = None,
) -> HttpResponse:
    """A staff page of one dialogue. Its template extends planning/page.html; a refused form answers 422.

    `setup` in the context is a second form on the same page.
    """
    if form is not None:
        wrote = {} if missing else handbook.told(form, dialogue)
        handbook.beside(form, shape_of(dialogue), wrote)
    shown = {
        "here": "dialogues",
        "dialogue": dialogue,
        "missing": still_missing(dialogue, missing, request.actor),
        "why_locked": _why_locked(missing),
        "form": form,
        **context,
    }
    return staff_page(request, template, dialogue.organisation, shown, status=status)


def _why_locked(missing: Iterable[Need]) -> str:
    """Which of the reasons of planning/_locked.html holds; waits: something else must be in place first."""
    codes = {need.code for need in missing}
    named = {
        "nobody_yet": "answered",
        "not_assessed_yet": "decided",
        "somebody": "early",
        "not_closed": "closed",
        "not_signed_off": "signed",
    }
    return next((why for code, why in named.items() if code in codes), "waits" if codes else "")
