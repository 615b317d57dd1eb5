"""Code → text for the catalogue of methods: facets, headings, and the reasons for and against a method."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import LEVELS
from gehor.process.words import Level

from .rules import Reason
from .words import Cost, Duration, Group, Mode, Occasions, Polarisation, Preparation, Purpose, Recruitment, Suits

PURPOSES: dict[str, Promise] = {
    Purpose.INFORM: _("Tell and explain"),
    Purpose.GATHER: _("Hear views and experiences"),
    Purpose.IDEAS: _("Find ideas"),
    Purpose.PRIORITISE: _("Weigh and rank"),
    Purpose.CONFLICT: _("Meet over a question that divides"),
    Purpose.COCREATE: _("Work out something together"),
    Purpose.DECIDE: _("Decide"),
    Purpose.EVALUATE: _("Evaluate what has been done"),
}
RECRUITMENT: dict[str, Promise] = {
    Recruitment.OPEN: _("Open to all who want to come"),
    Recruitment.INVITED: _("Invited"),
    Recruitment.RANDOM: _("Drawn by lot"),
    Recruitment.PANEL: _("A panel that has promised to answer"),
    Recruitment.OUTREACH: _("Met where they are"),
    Recruitment.EVERYONE: _("Everybody in a whole group, such as a school year"),
}
GROUPS: dict[str, Promise] = {
    Group.CHILDREN: _("Children"),
    Group.YOUTH: _("Young people"),
    Group.ELDERLY: _("Older people"),
    Group.DISABILITY: _("People with disabilities"),
    Group.LANGUAGES: _("People who speak other languages"),
    Group.MINORITIES: _("National minorities"),
    Group.RURAL: _("People in the countryside"),
    Group.SELDOM_HEARD: _("People who are seldom heard"),
}
SUITS: dict[str, Promise] = {
    Suits.PUBLIC: _("Residents in general"),
    Suits.USERS: _("Those who use a service"),
    Suits.STAKEHOLDERS: _("Parties and associations"),
    Suits.EXPERTS: _("Experts"),
}
MODES: dict[str, Promise] = {
    Mode.PHYSICAL: _("Where people meet"),
    Mode.DIGITAL: _("Digitally"),
    Mode.BOTH: _("Both where people meet and digitally"),
}
OCCASIONS: dict[str, Promise] = {
    Occasions.ONCE: _("Once"),
    Occasions.SERIES: _("A series"),
    Occasions.EITHER: _("Once or as a series"),
}
DURATIONS: dict[str, Promise] = {
    Duration.UNDER_2_HOURS: _("Up to two hours"),
    Duration.HALF_DAY: _("Half a day"),
    Duration.DAY: _("A day"),
    Duration.DAYS: _("Several days"),
    Duration.WEEKS: _("Weeks or months"),
    Duration.CONTINUOUS: _("All the time"),
}
PREPARATIONS: dict[str, Promise] = {
    Preparation.UNDER_1_MONTH: _("Under a month"),
    Preparation.UP_TO_3_MONTHS: _("One to three months"),
    Preparation.UP_TO_6_MONTHS: _("Three to six months"),
    Preparation.OVER_6_MONTHS: _("More than six months"),
}
COSTS: dict[str, Promise] = {
    Cost.LOW: pgettext_lazy("cost", "Low"),
    Cost.MEDIUM: pgettext_lazy("cost", "Medium"),
    Cost.HIGH: pgettext_lazy("cost", "High"),
}
POLARISATIONS: dict[str, Promise] = {
    Polarisation.LOW: _("Most people think alike"),
    Polarisation.MEDIUM: _("Opinions are divided"),
    Polarisation.HIGH: _("There is an open conflict"),
}
BEARS: dict[str, Promise] = {
    Polarisation.LOW: _("Questions on which most people think alike"),
    Polarisation.MEDIUM: _("Questions on which opinions are divided"),
    Polarisation.HIGH: _("Also questions with an open conflict"),
}
LABELS: dict[str, Promise] = {
    "purposes": _("Purpose"),
    "levels": _("Level of participation"),
    "people": _("How many take part"),
    "recruitment": _("How people come to it"),
    "special_groups": _("Reaches well"),
    "suitable_for": _("Suits"),
    "mode": _("How it is held"),
    "occasions": _("How often"),
    "duration": _("Time for a participant"),
    "preparation": _("Time to prepare"),
    "cost": _("Cost"),
    "polarisation": _("Bears"),
    "residents_begin": _("Who begins"),
}
BEGUN_BY_RESIDENTS = _("Residents themselves, whenever they want to")
# The texts of a method, in the order in which its page shows them: how, whether to choose it, and the rest beside terms
HOW = _("How it is done")
CHOOSE: dict[str, Promise] = {
    "use_when": _("Use it when"),
    "do_not_use_when": _("Do not use it when"),
}
MORE: dict[str, Promise] = {
    "used_for": _("Used for"),
    "participants": _("Participants"),
    "resources": _("Resources"),
    "time": _("Time"),
    "strengths": _("Strengths"),
    "weaknesses": _("Weaknesses"),
}

ADVICE = _("Which methods fit?")

REASONS: dict[str, Promise] = {
    "residents_begin": _(
        "Residents begin it themselves, when they want to. You cannot hold it about a question of yours."
    ),
    "serves_purpose": _("Serves the purpose: {codes}."),
    "serves_other_purpose": _("Is made for another purpose."),
    "stands_on_level": _("Suits the level: {codes}."),
    "stands_on_other_level": _("Suits another level: {codes}."),
    "reaches_groups": _("Reaches those you are looking for: {codes}."),
    "reaches_no_group": _("Does not reach the groups you are looking for better than other methods do."),
    "right_size": _("Has room for as many as you want to hear."),
    "needs_more_people": _("Needs at least {least} people."),
    "too_few_places": _("Has room for {most} people at most."),
    "several_groups": _("Must be held in about {groups} groups."),
    "too_many_groups": _("Would have to be held in {groups} groups."),
    "time_enough": _("Can be prepared before the decision."),
    "time_is_tight": _("The time until the decision is tight. Time to prepare: {codes}."),
    "time_too_short": _("Cannot be prepared before the decision. Time to prepare: {codes}."),
    "within_means": _("Can be paid within your budget."),
    "may_cost_more": _("Can be paid within your budget if it is kept small."),
    "costs_too_much": _("Costs more than your budget."),
    "bears_conflict": _("Works also when opinions are as divided as here."),
    "cannot_bear_conflict": _("Is not made for a question that divides people this much."),
    "right_mode": _("Is held as you wish: {codes}."),
    "wrong_mode": _("Is held another way: {codes}."),
}

WORDS: Mapping[type[StrEnum], Mapping[str, str | Promise]] = {
    Purpose: PURPOSES,
    Level: LEVELS,
    Group: GROUPS,
    Recruitment: RECRUITMENT,
    Suits: SUITS,
    Mode: MODES,
    Occasions: OCCASIONS,
    Duration: DURATIONS,
    Preparation: PREPARATIONS,
    Cost: COSTS,
}


def sentence(reason: Reason) -> str:
    """The reason, for people, in the language of the reader."""
    named = listed(*reason.codes)
    return str(REASONS[reason.code]).format(
        codes=_small(named), **{name: _grouped(number) for name, number in reason.numbers}
    )


def listed(*codes: StrEnum) -> str:
    """What the codes are called, as one list: "Once, twice and always"."""
    names = [str(WORDS[type(code)][code]) for code in codes]
    first, *others = names or [""]
    return get_text_list([first, *(_small(name) for name in others)], gettext("and"))


def people(least: int, most: int | None, *, several: bool) -> str:
    """How many a method is for, as in "6–12 people in each group, several groups"."""
    if most is None:
        return gettext("%(least)s people or more") % {"least": _grouped(least)} if least > 1 else gettext("Any number")
    size = f"{_grouped(least)}–{_grouped(most)}" if least < most else _grouped(most)
    if several:
        return gettext("%(size)s people in each group, several groups") % {"size": size}
    return gettext("%(size)s people") % {"size": size}


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def settled(said: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """What the plan says already, as (label, words): purposes, people, cost, polarisation, mode."""
    words = {
        "purposes": lambda value: listed(*(purpose for purpose in Purpose if purpose in value)),
        "people": _grouped,
        "cost": lambda value: str(COSTS[value]),
        "polarisation": lambda value: str(POLARISATIONS[value]),
        "mode": lambda value: str(MODES[value]),
    }
    labels = {**LABELS, "polarisation": _("The question")}
    return [(labels[name], words[name](value)) for name, value in said.items()]
