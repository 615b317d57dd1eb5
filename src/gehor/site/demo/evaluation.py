"""The demo's evaluation: the questions asked in the closed dialogue, and answered by a part of those who were asked.

Those who answer do it with the key that their receipt page would use.
"""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from functools import partial

from gehor.decision.models import Decision
from gehor.followup.evaluation import actions, inviting, keys, people, queries, rules, tasks
from gehor.followup.evaluation.models import Part, Round
from gehor.ground.act import RESIDENT, Actor, machine
from gehor.planning.models import Dialogue
from gehor.process.ratings import DONT_KNOW, SCALE

Plan = Callable[[dt.date, Callable[[], object]], None]
SLUG = "vad-ar-kvalitet-i-skolan-for-dig"
ASKED = ((Part.TAKING_PART, 90, 62), (Part.ANSWER, 45, 14))  # part, asked and closed so many days ago
ANSWERS_OF_TEN = 4  # participants; of staff and politicians everybody signed in answers, and more do on paper
ON_PAPER = {"participants": 12, "staff": 6, "politicians": 7}
# How likely each answer is, from "do not agree at all" to "agree wholly", and last "do not know"
MOODS = {"participants": (6, 10, 20, 38, 22, 4), "staff": (2, 6, 18, 42, 30, 2), "politicians": (2, 5, 14, 38, 38, 3)}
REMARKS = (
    "Det var bra att få sitta vid bord med andra åldrar.",
    "Sista kvällen krockade med skolavslutningen.",
    "Skriv svaret kortare nästa gång.",
)
JUDGED = (1, "confirmed", {
    "sv": "Trygghetsvärdar stod redan i förslaget till budget. Dialogen gav stöd för det.",
    "en": "Safety hosts were already in the proposed budget. The dialogue gave support for them.",
})  # fmt: skip


def plan_events(actors: Mapping[str, Actor], today: dt.date, plan: Plan) -> None:
    """Plan the two rounds, their answers a week later, and one judgement by a politician."""
    for part, asked_ago, closes_ago in ASKED:
        asked_on, closes_on = today - dt.timedelta(days=asked_ago), today - dt.timedelta(days=closes_ago)
        plan(asked_on, partial(_ask, part, closes_on, actors["alma"]))
        plan(asked_on + dt.timedelta(days=7), partial(_answer, part, actors))
    plan(today - dt.timedelta(days=18), partial(_judge, actors["cilla"]))


def _dialogue() -> Dialogue:
    return Dialogue.objects.select_related("organisation").get(slug=SLUG)


def _ask(part: str, closes_on: dt.date, lead: Actor) -> None:
    asked = actions.ask(_dialogue(), actor=lead, part=part, closes_on=closes_on)
    for invitation in inviting.plan_invitations(asked, actor=machine("postman")):
        tasks.invite_one.call(invitation)


def _answer(part: str, actors: Mapping[str, Actor]) -> None:
    chance = random.Random(f"gehor {part}")  # the same demo every time
    asked = queries.round_of(_dialogue(), part)
    remarks = list(REMARKS)
    asks_participants = "participants" in rules.ASKED[part]
    for participant in people.to_be_asked(asked.dialogue).order_by("pk") if asks_participants else []:
        if chance.random() * 10 < ANSWERS_OF_TEN:
            key = keys.of_participant(asked, participant)
            remark = remarks.pop() if remarks and part == Part.TAKING_PART else ""
            actions.answer(
                asked, actor=RESIDENT, key=key, ratings=_ratings(asked, "participants", chance), remark=remark
            )
    for account, group in sorted(people.house(asked.dialogue.organisation_id).items()):
        key = keys.of_account(asked, account)
        if chance.random() * 10 < ANSWERS_OF_TEN and queries.has_ticket(key):
            actions.answer(asked, actor=RESIDENT, key=key, ratings=_ratings(asked, group, chance))
    for group in rules.ASKED[part]:
        for _each in range(ON_PAPER[group]):
            actions.enter_paper(asked, actor=actors["alma"], group=group, ratings=_ratings(asked, group, chance))


def _ratings(asked: Round, group: str, chance: random.Random) -> dict[str, int]:
    choices = (*SCALE, DONT_KNOW)
    return {each: chance.choices(choices, MOODS[group])[0] for each in rules.QUESTIONS[asked.part]}


def _judge(politician: Actor) -> None:
    number, effect, reason = JUDGED
    decision = Decision.objects.select_related("dialogue").get(
        dialogue__slug=SLUG, weighs__number=number, replaced_by__isnull=True
    )
    actions.judge(decision, actor=politician, effect=effect, reason=reason)
