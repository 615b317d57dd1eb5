"""A draft of an example out of a dialogue that is answered: what is already there, in the languages it is there in.

Whoever makes it goes on writing. The figures are no part of it: what was measured is read anew when it is submitted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.followup.evaluation import queries as evaluation
from gehor.followup.evaluation.queries import Summary
from gehor.ground import catalogue
from gehor.ground.days import day_range
from gehor.ground.design.texts import OUTCOMES
from gehor.ground.figures import Figure
from gehor.ground.languages import LocalText, said
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project import queries as project
from gehor.planning.project.rules import cost_step
from gehor.process.indicators import EFFECT_SCALE
from gehor.process.words import Outcome
from gehor.recruitment.models import TargetGroup

from . import facets as by
from .models import Article
from .queries import METHOD
from .rules import PROSE_LONGEST

GEHOR = "Gehör"
PHYSICAL = ("meeting", "outreach")
COUNTED = ("priorities", "budget", "statements")
# What the catalogue calls what was done: the process template first, then each way of taking part
OF_SHAPES = {
    "three_meetings": "three-meetings",
    "street_dialogue": "street-dialogue",
    "citizens_assembly": "citizens-assembly",
    "participatory_budget": "participatory-budgeting",
    "plan_dialogue": "plan-consultation",
    "minority_consultation": "minority-consultation",
    "complex_questions": "gathering-perspectives",
    "panel_wave": "citizen-panel",
}
OF_METHODS = {
    "outreach": "street-dialogue",
    "survey": "statistical-survey",
    "budget": "participatory-budgeting",
    "petition": "e-petition",
    "map": "map-consultation",
    "statements": "opinion-map",
    "text_hearing": "written-consultation",
    "priorities": "ranking-with-dots",
}


@dataclass(frozen=True)
class Made:
    """What the draft holds, as the action takes it."""

    content: Mapping[str, Any]
    facets: Mapping[str, Sequence[str]]
    related: Sequence[str]


@dataclass(frozen=True)
class _Known:
    dialogue: Dialogue
    summary: Summary
    activities: Sequence[Activity]
    groups: Sequence[TargetGroup]


def made_of(dialogue: Dialogue) -> Made:
    known = _Known(
        dialogue,
        evaluation.summary(dialogue),
        list(Activity.objects.filter(dialogue=dialogue).order_by("number")),
        list(TargetGroup.objects.filter(dialogue=dialogue)),
    )
    return Made(_content(known), _facets(known), _methods(known))


def _content(known: _Known) -> dict[str, Any]:
    dialogue, course = known.dialogue, known.summary.course
    begins, ends = course.opened or course.started, course.answered or course.closed
    return {
        "title": dialogue.title,
        "city": dialogue.organisation.name,
        "short_description": _in_each(known, _lead),
        "question": dialogue.question,
        "background": dialogue.background,
        "aim": _in_each(known, _aim),
        "process": _in_each(known, _process),
        "results": _in_each(known, _results),
        "more_information": _in_each(known, _more),
        "vendor": "" if course.held_earlier else GEHOR,
        "contact_name": dialogue.contact_name,
        "contact_email": dialogue.contact_email,
        **({"start_year": begins.year, "start_month": begins.month} if begins else {}),
        **({"end_year": ends.year, "end_month": ends.month} if ends else {}),
    }


def _in_each(known: _Known, write: Callable[[_Known, str], str]) -> LocalText:
    """The words in the dialogue's own language, and in each that it has been given a title in."""
    source = known.dialogue.source_language
    found = {}
    for code, _name in settings.LANGUAGES:
        if code == source or known.dialogue.title.get(code):
            with translation.override(code):
                found[code] = write(known, code)[:PROSE_LONGEST].strip()
    return {code: words for code, words in found.items() if words}


def _lead(known: _Known, language: str) -> str:
    course = known.summary.course
    words = [_said(known, known.dialogue.question, language)]
    if course.people:
        words.append(ngettext("%(n)s took part.", "%(n)s took part.", course.people) % {"n": Figure(course.people)})
    if decided := sum(course.outcomes.values()):
        met = sum(course.outcomes.get(outcome, 0) for outcome in (Outcome.MET, Outcome.PARTLY_MET))
        sentence = ngettext(
            "%(met)s of %(n)s finding was met, wholly or in part.",
            "%(met)s of %(n)s findings were met, wholly or in part.",
            decided,
        )
        words.append(sentence % {"met": Figure(met), "n": Figure(decided)})
    return " ".join(words)


def _aim(known: _Known, language: str) -> str:
    parts = (known.dialogue.purpose, known.dialogue.goal)
    return "\n\n".join(filter(None, (_said(known, part, language) for part in parts)))


def _process(known: _Known, language: str) -> str:
    ways = [f"- {_way(known, each, language)}" for each in known.activities]
    groups = [
        f"- {_said(known, group.name, language)}: {_said(known, group.reached_by, language)}".rstrip(": ")
        for group in known.groups
    ]
    blocks = []
    if ways:
        blocks.append("## " + _("Ways to take part") + "\n" + "\n".join(ways))
    if groups:
        blocks.append("## " + _("Whom it set out to reach") + "\n" + "\n".join(groups))
    return "\n\n".join(blocks)


def _way(known: _Known, activity: Activity, language: str) -> str:
    """What it was called, when, how, and what those who came were told."""
    method = str(catalogue.words(activity.method).name)
    when = day_range(activity.begins_on, activity.ends_on)
    head = f"**{_said(known, activity.title, language) or method}** ({method}, {when})"
    told = " ".join(_said(known, activity.introduction, language).split())
    return f"{head}: {told}" if told else head


def _results(known: _Known, language: str) -> str:
    rows = [
        f"- {' '.join(_said(known, each.finding.statement, language).split())} **{OUTCOMES[each.outcome][0]}.**"
        for each in known.summary.effected
        if each.outcome
    ]
    blocks = ["\n".join(rows)] if rows else []
    if lessons := _said(known, known.summary.lessons, language):
        blocks.append("## " + _("What we learnt") + "\n" + lessons)
    return "\n\n".join(blocks)


def _more(known: _Known, language: str) -> str:
    slug = known.dialogue.slug
    pages = {
        _("The whole dialogue, from question to answer"): reverse("portal:dialogue", args=[slug]),
        _("The evaluation of the dialogue"): reverse("evaluation:evaluation", args=[slug]),
    }
    return "\n".join(f"- [{words}]({settings.ADDRESS}{page})" for words, page in pages.items())


def _said(known: _Known, text: LocalText, language: str) -> str:
    return said(text or {}, known.dialogue.source_language, language)[0]


# What others search by


def _facets(known: _Known) -> dict[str, list[str]]:
    dialogue, course, sheet = known.dialogue, known.summary.course, project.sheet_of(known.dialogue)
    methods = [each.method for each in known.activities]
    effects = known.summary.effects
    is_region = dialogue.organisation.kind == Organisation.Kind.REGION
    found = {
        "purpose": list(sheet.purposes),
        "level_of_involvement": list(dialogue.levels),
        "special_groups": ["seldom_heard"] if any(group.seldom_heard for group in known.groups) else [],
        "ressources": [cost_step(int(course.sek))] if course.sek else [],
        "effect": [effect.value for effect in EFFECT_SCALE if effects.get(effect)],
        "participant_number": by.people(course.people, course.people) if course.people else [],
        "form_of_participation": [_mode(methods)] if methods else [],
        "one_off_or_series": ["series" if methods.count("meeting") > 1 else "once"] if methods else [],
        "polarization": [sheet.polarisation] if sheet.polarisation else [],
        "product": ["priorities" if any(each in COUNTED for each in methods) else "views"] if methods else [],
        "political_level": ["regional" if is_region else "local"],
        "projectstatus": ["finished"],
        "country": ["se"],
    }
    return {key: options for key, options in found.items() if options}


def _mode(methods: Sequence[str]) -> str:
    met = {each in PHYSICAL for each in methods}
    return "both" if len(met) > 1 else "physical" if True in met else "digital"


def _methods(known: _Known) -> list[str]:
    """Slugs of the articles on what was done, as far as the library has them."""
    keys = [OF_SHAPES.get(known.dialogue.shape), *(OF_METHODS.get(each.method) for each in known.activities)]
    origins = {f"{METHOD}{key}": None for key in keys if key}
    slugs = dict(Article.objects.filter(origin__in=origins).values_list("origin", "slug"))
    return [slugs[origin] for origin in origins if origin in slugs]
