"""The timeline of promises in public, and for staff the plan of feedback of one dialogue."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gehor.feedback.rules import State
from gehor.ground.errors import WrongMoment
from gehor.ground.pages import kept
from gehor.ground.web import staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.step import Step
from gehor.process.steps import EXPLAIN_STAGE, PROMISE_STAGE, SET_TERMS, WRITE_STAGE

from . import queries
from .models import Bulletin
from .rules import PROMISED_HERE, WRITTEN, Stage, Way
from .texts import STAGES, WAYS

# For everybody


@require_safe
@kept
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    """What people are told and by when: given, waiting or late, with everything that has been told."""
    dialogue, facts = planning.public_with_facts(slug)
    promised_here(facts)
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


# For staff


@require_safe
def stages(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of feedback: every stage with its day, how far it has come, and what to do next."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    promised_here(facts)
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
                "may_promise": row["told"].stage in PROMISED_HERE and row["told"].promised.is_owed,
                "told_to": _told_to(counts, row["told"].bulletin),
            }
            for row in shown(timeline)
        ],
        "may_promise": request.actor.may(PROMISE_STAGE, here) and not PROMISE_STAGE.missing(facts),
        "may_write": request.actor.may(WRITE_STAGE, here),
        "may_explain": request.actor.may(EXPLAIN_STAGE, here) and not EXPLAIN_STAGE.missing(facts),
        "may_set": request.actor.may(SET_TERMS, here),
    }
    return staff_page(request, "stages/stages.html", dialogue.organisation, context)


def _told_to(counts: dict[int, dict[Way, dict[State, int]]], bulletin: Bulletin | None) -> list[tuple[Any, int]]:
    """(way in words, how many are told or being told by it)."""
    by_way = counts.get(bulletin.pk, {}) if bulletin else {}
    return [(WAYS[way][0], sum(states.values())) for way, states in by_way.items()]


def door(request: HttpRequest, slug: str, stage: str, *steps: Step) -> tuple[Dialogue, Stage]:
    """The one door to a stage of a dialogue that somebody writes, for who may take one of the steps. Else 404, 403."""
    dialogue = planning.dialogue_for(request.actor, slug, *steps)
    if stage not in {each.value for each in WRITTEN}:
        raise Http404
    return dialogue, Stage(stage)


def promised_here(facts: Facts) -> None:
    """Raises WrongMoment held_earlier_no_stages: nobody here has promised anything to those who took part then."""
    if facts.retroactive:
        raise WrongMoment("held_earlier_no_stages")


def staff(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}


def at_stage(dialogue: Dialogue, here: Stage) -> dict[str, Any]:
    """What every page of staff about one stage says."""
    return {**staff(dialogue), "stage": here.value, "words": STAGES[here], "is_decision": here is Stage.DECISION}
