"""Voting on statements, one at a time.

The page of one statement is the same for everybody and is kept; what is each reader's own – how far they have come, how
others voted on what they voted on last – is put in per request (see ground/pages.py). What comes next is chosen when a
vote is received.

    GET  …/               what it is about, and where to begin
    GET  …/?statement=s3  one statement
    GET  …/?all           all of them on one page
    GET  …/?done          everything is answered; a statement of one's own can still be added
    POST …/               begin · statement and choice · text: a statement of one's own · mine · q.…: many votes at once
"""

import random
import uuid
from collections.abc import Callable, Set
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import get_language

from gehor.ground import limits, pages
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import said
from gehor.ground.sentences import refusal_text
from gehor.ground.web import SeeOther, see_other
from gehor.participation.actions import contribute
from gehor.participation.ballots.casting import known_holder
from gehor.participation.ballots.queries import voted_on
from gehor.participation.ballots.speaking import Speaker
from gehor.participation.ballots.views import taking_part as ballots
from gehor.participation.ballots.voting import vote
from gehor.participation.identity.doors import known_again, must_hold
from gehor.participation.moderation import asking, network
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, form_page, shut
from gehor.process.ratings import FEWEST
from gehor.process.words import Doing, Proof

from . import progress, queries
from .forms import StatementForm
from .progress import Progress
from .routing import Votes, drawn
from .rules import CHOICES, OWN, Statement, choice_of, questions, same_text, shows_others, takes_own
from .tallies import tallies

DONE = "done"  # the page after the last statement
_CHANCE = random.SystemRandom()
_NUMBERS = {"1": 1, "-1": -1, "0": 0}


def page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    if request.method == "POST":
        return _receive(request, entrance)
    if not entrance.is_open:
        return shut(request, entrance)
    if "all" in request.GET:
        return form_page(request, entrance, ballots.empty_form(entrance))
    if DONE in request.GET:
        return _done(request, entrance)
    known = queries.shown(entrance.activity)
    if "statement" in request.GET:
        asked = known.get(request.GET["statement"])
        return _statement(request, entrance, asked) if asked else SeeOther(_address(entrance))
    return _page(request, entrance, "begin", {"count": len(known)})


def _receive(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    sent = request.POST
    if "choice" in sent or ("statement" in sent and "text" not in sent):
        return _voted(request, entrance)
    if "begin" in sent or "mine" in sent:
        return _on(request, entrance)
    if "text" in sent and takes_own(entrance.activity.setup):
        return _added(request, entrance)
    return ballots.receive(request, entrance)


# One vote


def _voted(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    network.spend(request, entrance.activity.dialogue.slug, "vote")
    activity, key = entrance.activity, request.POST.get("statement", "")
    known = queries.shown(activity)
    chosen = _NUMBERS.get(request.POST.get("choice", ""))
    typed = _typed(known.get(key), chosen, entrance)
    if not entrance.is_open:
        return shut(request, entrance, typed=typed, status=409)
    if key not in known:
        raise WrongInput("statement_gone")
    try:
        choice = choice_of(chosen)
        ballot = vote(
            activity,
            actor=request.actor,
            submission=_submission(request),
            held=known_again(request, activity, Doing.VOTE),
            item=key,
            choice=choice,
        )
    except WrongInput as refusal:
        return _statement(request, entrance, known[key], wrong=refusal_text(refusal), status=422)
    except WrongMoment as refusal:
        return shut(request, entrance, typed=typed, sentence=refusal_text(refusal), status=409)
    return _next(entrance, known, ballot.voted_on, last=key)


def _next(entrance: Entrance, known: dict[str, Statement], seen: Set[str], *, last: str = "") -> HttpResponse:
    """To a statement that the person has not voted on, or to the end."""
    counts = tallies(entrance.activity)
    key = drawn({key: counts.get(key, Votes()) for key in known if key not in seen}, _CHANCE)
    response = SeeOther(_address(entrance, **({"statement": key} if key else {DONE: 1})))
    done = Progress(len(seen & known.keys()), last)
    return progress.give(response, entrance.activity, done, path=_address(entrance))


def _on(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """To where somebody left off, or to what they have said so far."""
    network.spend(request, entrance.activity.dialogue.slug, "vote")
    activity = entrance.activity
    if not entrance.is_open and "mine" not in request.POST:
        return shut(request, entrance, status=409)
    held = known_again(request, activity, Doing.VOTE)
    if "mine" in request.POST:
        holder = known_holder(activity, held)
        return see_other("trace:receipt", holder.receipt) if holder else SeeOther(_address(entrance))
    voter = queries.voter(activity, held.pseudonym)
    seen = voted_on([voter.pk])[voter.pk] if voter else frozenset()
    return _next(entrance, queries.shown(activity), seen, last=progress.read(request, activity).last)


def _submission(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid.uuid4()  # a form without its key: received, and not known again


def _typed(statement: Statement | None, chosen: int | None, entrance: Entrance) -> list[tuple[object, object]]:
    """The statement and what was pressed."""
    if statement is None:
        return []
    speaker = _speaker(entrance)
    pressed = [speaker(each.label) for each in questions({})[0].options if CHOICES[each.key] == chosen]
    return [(speaker(statement.text), pressed[0] if pressed else "–")]


# A statement of one's own


def _added(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    network.spend(request, entrance.activity.dialogue.slug, "contribute")
    activity, language = entrance.activity, _language()
    known = queries.shown(activity)
    form = StatementForm(request.POST, language=language, known=same_text(known.values()))
    if not entrance.is_open:
        return shut(request, entrance, typed=[(form["text"].label, form["text"].value())], status=409)
    asked = known.get(request.POST.get("beside", ""))
    is_done = request.POST.get("beside") == DONE
    if not form.is_valid() or asking.ask_author(form):
        if form.data.get("leave_empty"):
            form.data = {**form.data.dict(), "leave_empty": ""}
        if is_done:
            return _done(request, entrance, form=form, status=422)
        return _statement(request, entrance, asked, form=form, status=422)
    limits.spend("contribute_dialogue", activity.dialogue.slug)
    must_hold(request, activity, Doing.COMMENT)
    held = known_again(request, activity, Doing.VOTE)
    voter = queries.voter(activity, held.pseudonym)
    label = next(each.label for each in questions(activity.setup) if each.key == OWN)
    try:
        contribution = contribute(
            activity,
            actor=request.actor,
            submission=form.cleaned_data["submission"],
            text=form.cleaned_data["text"],
            title=said(label, activity.dialogue.source_language, form.cleaned_data["language"])[0],
            language=form.cleaned_data["language"],
            values={"question": OWN},
            held=held,
        )
    except WrongMoment as refusal:
        typed = [(form["text"].label, form["text"].value())]
        return shut(request, entrance, typed=typed, sentence=refusal_text(refusal), status=409)
    if voter is None or not (asked or is_done):  # who has voted has a receipt already, and goes on where they were
        return see_other("trace:receipt", contribution.participant.receipt)
    return SeeOther(_address(entrance, **({"statement": asked.key} if asked else {DONE: 1}), added=1))


# Pages


def _statement(
    request: HttpRequest,
    entrance: Entrance,
    asked: Statement | None,
    *,
    form: StatementForm | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """form: a statement of one's own, with what is wrong with it. wrong: what is wrong with the vote."""
    speaker, own = _speaker(entrance), _own_progress(entrance)
    context = {
        "asked": asked,
        "statement": speaker(asked.text) if asked else "",
        "choices": [(CHOICES[each.key], speaker(each.label)) for each in questions({})[0].options],
        "form": form or _own_form(entrance),
        "added": "added" in request.GET,
        "wrong": wrong,
        "mine": own(request),
    }
    response = _page(request, entrance, "statement", context, status=status)
    return pages.mine(response, own)


def _done(
    request: HttpRequest, entrance: Entrance, *, form: StatementForm | None = None, status: int = 200
) -> HttpResponse:
    """After the last statement: one may still add one's own, and sees how others voted on the last."""
    own = _own_progress(entrance) if shows_others(entrance.activity.setup) else None
    context = {
        "form": form or _own_form(entrance),
        "added": "added" in request.GET,
        "by_device": not entrance.demands.vote.at_least(Proof.CODE),
        "shows_others": own is not None,
        "mine": own(request) if own else "",
    }
    response = _page(request, entrance, "done", context, status=status)
    return pages.mine(response, own) if own else response


def _own_form(entrance: Entrance) -> StatementForm | None:
    return StatementForm(language=_language(), known={}) if takes_own(entrance.activity.setup) else None


def _own_progress(entrance: Entrance) -> Callable[[HttpRequest], str]:
    return partial(_mine, entrance=entrance, language=_language())


def _language() -> str:
    return get_language() or "sv"


def _mine(request: HttpRequest, *, entrance: Entrance, language: str) -> str:
    """How far this reader has come, and how others have voted on what they voted on last. Nothing is asked for it but
    what lies in memory."""
    activity = entrance.activity
    done, known = progress.read(request, activity), queries.shown(activity)
    last = known.get(done.last) if shows_others(activity.setup) else None
    votes = tallies(activity).get(done.last, Votes()) if last else Votes()
    with translation.override(language):
        return str(
            pages.card(
                ("statements-mine", activity.pk, language, done, len(known), votes),
                lambda: render_to_string(
                    "statements/mine.html",
                    {
                        "answered": min(done.answered, len(known)),
                        "count": len(known),
                        "last": _speaker(entrance)(last.text) if last else "",
                        "votes": votes,
                        "is_enough": votes.all >= FEWEST,
                        "fewest": FEWEST,
                    },
                ),
            )
        )


def _page(
    request: HttpRequest, entrance: Entrance, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    activity = entrance.activity
    shared = {
        **about(activity.dialogue),
        "activity": activity,
        "entrance": entrance,
        "submission": uuid.uuid4(),
        "takes_own": takes_own(activity.setup),
    }
    return render(request, f"statements/{name}.html", {**shared, **context}, status=status)


def _speaker(entrance: Entrance) -> Speaker:
    return Speaker(_language(), entrance.activity.dialogue.source_language)


def _address(entrance: Entrance, **query: object) -> str:
    activity = entrance.activity
    address = reverse("participation:activity", args=[activity.dialogue.slug, activity.number])
    return f"{address}?{urlencode(query)}" if query else address
