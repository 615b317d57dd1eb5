"""The projects, the sum and what came of it, as pages show them."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from gehor.calc.budget import Allocation, Reason, Why
from gehor.ground.design.templatetags.gehor import percent
from gehor.ground.figures import Figure
from gehor.ground.maps.drawing import HOLLOW, Mark
from gehor.ground.maps.plotting import Drawn
from gehor.participation.ballots.forms import PREFIX, Asked, BallotForm
from gehor.participation.ballots.speaking import Speaker, Words, kronor
from gehor.process import asking
from gehor.process.method import Said

from . import rules
from .rules import Area, Counted, Listed, Rule
from .texts import REASONS, RULES, TIES

# On the ballot


@dataclass(frozen=True)
class Sum:
    """What is chosen so far. name: of the boxes to tick. costs: as JSON, for the script."""

    name: str
    costs: str
    cap: int
    within: bool
    words: str
    cost: int
    is_over: bool


@dataclass(frozen=True)
class Part:
    """One question, and the sum of what is chosen where it has one."""

    asked: Asked
    sum: Sum | None = None


def parts(form: BallotForm, setup: Mapping[str, Any], speaker: Speaker) -> list[Part]:
    asked = [each for section in form.sections for each in section.asked]
    by_question = {area.question: area for area in rules.areas(setup)}
    questions = asking.asked(form.questions)
    return [
        Part(shown, _sum(form, question, by_question[question.key]) if question.key in by_question else None)
        for shown, question in zip(asked, questions, strict=True)
    ]


def _sum(form: BallotForm, question: asking.Question, area: Area) -> Sum:
    costs = {each.key: each.cost for each in area.projects}
    chosen = form.raw(question) or ()
    cost = sum(costs.get(str(key), 0) for key in chosen)
    return Sum(
        PREFIX + question.key,
        json.dumps(costs),
        area.cap,
        question.cap is not None,
        sum_words(cost, area.cap),
        cost,
        cost > area.cap,
    )


def sum_words(cost: int, cap: int) -> str:
    if cost > cap:
        words = _("Chosen: %(cost)s of %(cap)s. That is %(over)s too much.")
        return words % {"cost": kronor(cost), "cap": kronor(cap), "over": kronor(cost - cap)}
    words = _("Chosen: %(cost)s of %(cap)s. %(left)s are left.")
    return words % {"cost": kronor(cost), "cap": kronor(cap), "left": kronor(cap - cost)}


# Their pictures


def illustrate(
    form: BallotForm, setup: Mapping[str, Any], kept: Container[str], speaker: Speaker, *, slug: str, number: int
) -> None:
    """Puts the picture of each project that has one before its words. kept: fingerprints of pictures that there are."""
    for area in rules.areas(setup):
        name = PREFIX + area.question
        shown = {
            each.key: (reverse("budget:picture", args=[slug, number, each.picture]), speaker.plainly(each.alt))
            for each in area.projects
            if each.picture in kept
        }
        if name in form.fields and shown:
            choices = form.fields[name].widget.choices
            form.fields[name].widget.choices = [
                (key, _illustrated(words, *shown.get(str(key), ()))) for key, words in choices
            ]


def _illustrated(words: Words, address: str = "", alt: str = "") -> Words:
    if not address:
        return words
    picture = '<img class="project" src="{}" width="120" height="80" alt="{}" loading="lazy" decoding="async">'
    return format_html(picture + "{}", address, alt, words)


# Where the projects are


@dataclass(frozen=True)
class Numbered:
    """A project as the list beside the map has it."""

    number: int
    name: Words
    cost: int


@dataclass(frozen=True)
class Where:
    """The projects that have a place, on a map and in a list. elsewhere: how many have none."""

    drawn: Drawn
    listed: Sequence[Numbered]
    elsewhere: int


def where(setup: Mapping[str, Any], speaker: Speaker) -> Where | None:
    """All projects in their order, with a number for each that has a place; None where none has."""
    projects = [each for area in rules.areas(setup) for each in area.projects]
    placed = [(each, shape) for each in projects if (shape := each.shape)]
    if not placed:
        return None
    marks = [Mark(shape, 0, str(number)) for number, (_each, shape) in enumerate(placed, start=1)]
    listed = [Numbered(at, speaker(each.name), each.cost) for at, (each, _shape) in enumerate(placed, start=1)]
    return Where(
        Drawn(marks, _("Map of the projects. The same stand in the list.")), listed, len(projects) - len(marks)
    )


# How it is counted


@dataclass(frozen=True)
class Step:
    """One project, in the order in which the rule looked at it, and what happened to it.

    number: by which it stands on the map, or nothing.
    """

    name: Words
    cost: int
    votes: int
    share: str  # of those who voted
    funded: bool
    words: str  # the reason
    left: int
    bar: "Bar | None"
    number: str = ""
    shape: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Bar:
    """Its part of the sum, in hundredths: where it begins and how long it is."""

    start: str
    length: str


@dataclass(frozen=True)
class Filled:
    """What one rule does with a sum. rest: what is left of it."""

    rule: Rule
    name: Words
    steps: Sequence[Step]
    cost: int
    cap: int
    words: str

    @property
    def funded(self) -> list[Step]:
        return [each for each in self.steps if each.funded]

    @property
    def drawn(self) -> Drawn | None:
        """The projects that have a place, numbered as in the table: funded by a filled sign, others by a hollow one."""
        marks = [Mark(each.shape, 0 if each.funded else HOLLOW, each.number) for each in self.steps if each.shape]
        title = _("Map of the projects. The same stand in the table.")
        return Drawn(marks, title, [(0, _("Funded")), (HOLLOW, _("Not funded"))]) if marks else None

    @property
    def names(self) -> Words:
        return format_html_join(", ", "{}", ((each.name,) for each in self.funded))


@dataclass(frozen=True)
class Told:
    """The rule of an activity. example: (who wants what, what each rule would do with it), or nothing."""

    name: Words
    meaning: Words
    ties: Words
    groups: Sequence[tuple[int, Words, Words]]
    cap: int
    filled: Filled | None
    others: Sequence[Filled]


def rule_told(setup: Mapping[str, Any], speaker: Speaker) -> Told:
    rule = rules.rule_of(setup)
    name, meaning = RULES[rule]
    found = rules.example(setup)
    if found is None:
        return Told(name, meaning, TIES, (), 0, None, ())
    named = {each.key: speaker(each.name) for each in found.projects}
    votes = {key: people for people, keys in found.groups for key in keys}
    people = sum(people for people, _keys in found.groups)
    filled = {
        each: _filled(each, found.by_rule[each], found.projects, found.cap, votes, people, speaker) for each in Rule
    }
    return Told(
        name,
        meaning,
        TIES,
        [(people, *(named[key] for key in keys)) for people, keys in found.groups],
        found.cap,
        filled[rule],
        [filled[each] for each in Rule if each is not rule],
    )


def rule_on_paper(setup: Mapping[str, Any], speaker: Speaker) -> list[Words]:
    """The same in paragraphs, for whoever votes on paper."""
    told = rule_told(setup, speaker)
    paragraphs: list[Words] = [f"{_('How the votes are counted')}: {told.name}", f"{told.meaning} {told.ties}"]
    if told.filled is None:
        return paragraphs
    suppose = _(
        "Suppose that ten people share %(cap)s kr among four of the projects. These people and their votes are made up."
    )
    choose = _("%(people)s people choose “%(one)s” and “%(other)s”.")
    left = _("After it %(left)s kr are left.")
    others = _("By the rule “%(rule)s” these would have been funded: %(names)s.")
    groups = [choose % {"people": people, "one": one, "other": other} for people, one, other in told.groups]
    funded = [
        f"{each.name}, {Figure(each.cost)} kr. {each.words} {left % {'left': Figure(each.left)}}"
        for each in told.filled.funded
    ]
    return [
        *paragraphs,
        " ".join([f"{_('An example')}.", suppose % {"cap": Figure(told.cap)}, *groups]),
        f"{told.filled.name}. {told.filled.words}",
        *funded,
        " ".join(others % {"rule": each.name, "names": each.names} for each in told.others),
    ]


# What came of it


@dataclass(frozen=True)
class Compared:
    """One project beside each rule, as (what the rule is called, whether it would have been funded)."""

    name: Words
    cells: Sequence[tuple[Words, bool]]


@dataclass(frozen=True)
class AreaResult:
    key: str
    name: Words
    people: int
    filled: Filled
    rules: Sequence[Words]  # the one that was settled first
    compared: Sequence[Compared]
    others: Sequence[Filled]


@dataclass(frozen=True)
class Result:
    """unsaid: ballots that are not counted because they do not say what is asked about age."""

    areas: Sequence[AreaResult]
    unsaid: int


def result(setup: Mapping[str, Any], said: Said, speaker: Speaker) -> Result:
    unsaid = sum(rules.is_unsaid(setup, cast.values) for cast in said.casts)
    return Result([_area(each, speaker) for each in rules.counted(setup, said)], unsaid)


def _area(found: Counted, speaker: Speaker) -> AreaResult:
    order = [found.rule, *(each for each in Rule if each is not found.rule)]
    filled = {
        each: _filled(
            each, found.by_rule[each], found.area.projects, found.area.cap, found.votes, found.people, speaker
        )
        for each in order
    }
    listed = sorted(found.area.projects, key=lambda each: -found.votes[each.key])
    compared = [
        Compared(
            speaker(each.name),
            [(RULES[rule][0], each.key in found.by_rule[rule].funded) for rule in order],
        )
        for each in listed
    ]
    return AreaResult(
        found.area.key,
        speaker(found.area.name) if found.area.key else "",
        found.people,
        filled[found.rule],
        [RULES[rule][0] for rule in order],
        compared,
        [filled[rule] for rule in order[1:]],
    )


def _filled(
    rule: Rule,
    found: Allocation,
    projects: Sequence[Listed],
    cap: int,
    votes: Mapping[str, int],
    people: int,
    speaker: Speaker,
) -> Filled:
    """In the order in which the rule looked at them; those without votes last."""
    reasons = found.reasons
    listed = sorted(projects, key=lambda each: (reasons[each.key].turn == 0, reasons[each.key].turn))
    listed = sorted(listed, key=lambda each: _place(each, found))
    spent, steps, numbered = 0, [], 0
    for each in listed:
        numbered += bool(each.coordinates)
        reason = reasons[each.key]
        is_funded = each.key in found.funded
        bar = Bar(_hundredths(spent, cap), _hundredths(each.cost, cap)) if is_funded else None
        spent += each.cost if is_funded else 0
        steps.append(
            Step(
                speaker(each.name),
                each.cost,
                votes.get(each.key, 0),
                percent(votes.get(each.key, 0) / people) if people else "",
                is_funded,
                why(rule, reason, each.cost),
                cap - spent,
                bar,
                str(numbered) if each.coordinates else "",
                each.shape,
            )
        )
    words = _("%(cost)s of %(cap)s are used. %(left)s are left.") % {
        "cost": kronor(found.cost),
        "cap": kronor(cap),
        "left": kronor(cap - found.cost),
    }
    return Filled(rule, RULES[rule][0], steps, found.cost, cap, words)


def _place(project: Listed, found: Allocation) -> tuple[int, int]:
    """Those that were funded in their order, then the others in theirs."""
    if project.key in found.funded:
        return (0, found.funded.index(project.key))
    turn = found.reasons[project.key].turn
    return (1 if turn else 2, turn)


def _hundredths(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "0"


def why(rule: Rule, reason: Reason, cost: int) -> str:
    """What happened to a project, in one sentence."""
    if reason.why is Why.NO_VOTES:
        return str(REASONS[Why.NO_VOTES])
    left = {"left": kronor(reason.left), "turn": Figure(reason.turn), "cost": kronor(cost)}
    if reason.why is Why.NO_ROOM:
        if reason.had is not None:
            words = _(
                "Those who chose it had %(had)s left together, too little for it. When what was left went by votes, "
                "%(left)s were left."
            )
            return words % {**left, "had": _rounded(reason.had)}
        if not reason.turn:
            return _("Its turn never came.")
        return _("When its turn came, as number %(turn)s, %(left)s were left, too little for it.") % left
    if reason.why is Why.CHOSEN_AFTER:
        return _("Funded by votes with what the shares left over: %(left)s were left.") % left
    if reason.most is not None:
        words = _("Number %(turn)s. Those who chose it paid for it together, at most %(most)s each.")
        return words % {**left, "most": _rounded(reason.most)}
    if reason.after is not None:
        words = _("Number %(turn)s. Those who chose it had enough when everybody had been given %(after)s.")
        return words % {**left, "after": _rounded(reason.after)}
    return _("Number %(turn)s. %(left)s were left when its turn came.") % left


def _rounded(amount: Any) -> str:
    return kronor(round(amount))
