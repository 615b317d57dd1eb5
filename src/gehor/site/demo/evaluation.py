"""The demo's evaluations: the same questions asked in two closed dialogues of different years, to be compared.

A part of those who were asked answer, with the key that their receipt page would use; others do so on paper.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from gehor.decision.models import Decision
from gehor.followup.evaluation import actions, inviting, keys, people, queries, rules, tasks
from gehor.followup.evaluation.models import Part, Round
from gehor.ground.act import RESIDENT, Actor, machine
from gehor.planning.models import Dialogue
from gehor.process.ratings import DONT_KNOW, SCALE

Plan = Callable[[dt.date, Callable[[], object]], None]
Row = Mapping[str, Any]
A_WEEK = dt.timedelta(days=7)


def plan_events(
    rows: Iterable[Row],
    slugs: Mapping[str, str],
    actors: Mapping[str, Actor],
    day: Callable[[str], dt.date],
    plan: Plan,
) -> None:
    """Plan the rounds, their answers a week later, and what politicians judge. slugs: key of a dialogue → address."""
    for row in rows:
        slug = slugs[row["dialogue"]]
        for asked in row["rounds"]:
            plan(day(asked["asked_on"]), partial(_ask, slug, asked["part"], day(asked["closes_on"]), actors["alma"]))
            plan(day(asked["asked_on"]) + A_WEEK, partial(_answer, row, slug, asked["part"], actors))
        for judged in row["judged"]:
            plan(day(judged["on"]), partial(_judge, judged, slug, actors[judged["by"]]))


def _dialogue(slug: str) -> Dialogue:
    return Dialogue.objects.select_related("organisation").get(slug=slug)


def _ask(slug: str, part: str, closes_on: dt.date, lead: Actor) -> None:
    asked = actions.ask(_dialogue(slug), actor=lead, part=part, closes_on=closes_on)
    for invitation in inviting.plan_invitations(asked, actor=machine("postman")):
        tasks.invite_one.call(invitation)


def _answer(row: Row, slug: str, part: str, actors: Mapping[str, Actor]) -> None:
    """Of staff and politicians everybody signed in answers about as often, and more do on paper."""
    chance = random.Random(f"gehor {part} {slug}")  # the same demo every time
    asked = queries.round_of(_dialogue(slug), part)
    remarks = list(row["remarks"])
    asks_participants = "participants" in rules.ASKED[part]
    for participant in people.to_be_asked(asked.dialogue).order_by("pk") if asks_participants else []:
        if chance.random() * 10 < row["answers_of_ten"]:
            key = keys.of_participant(asked, participant)
            remark = remarks.pop() if remarks and part == Part.TAKING_PART else ""
            ratings = _ratings(asked, row["moods"]["participants"], chance)
            actions.answer(asked, actor=RESIDENT, key=key, ratings=ratings, remark=remark)
    for account, group in sorted(people.house(asked.dialogue.organisation_id).items()):
        key = keys.of_account(asked, account)
        if chance.random() * 10 < row["answers_of_ten"] and queries.has_ticket(key):
            ratings = _ratings(asked, row["moods"][group], chance)
            actions.answer(asked, actor=RESIDENT, key=key, ratings=ratings)
    for group in rules.ASKED[part]:
        for _each in range(row["on_paper"][group]):
            ratings = _ratings(asked, row["moods"][group], chance)
            actions.enter_paper(asked, actor=actors["alma"], group=group, ratings=ratings)


def _ratings(asked: Round, mood: list[int], chance: random.Random) -> dict[str, int]:
    """mood: how likely each answer is, from "do not agree at all" to "agree wholly", and last "do not know"."""
    return {each: chance.choices((*SCALE, DONT_KNOW), mood)[0] for each in rules.QUESTIONS[asked.part]}


def _judge(row: Row, slug: str, politician: Actor) -> None:
    decisions = Decision.objects.select_related("dialogue").filter(replaced_by__isnull=True)
    decision = decisions.get(dialogue__slug=slug, weighs__number=row["number"])
    actions.judge(decision, actor=politician, effect=row["effect"], reason=row["reason"])
