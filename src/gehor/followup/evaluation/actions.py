"""Every write of evaluation: asking, answering, typing in what came on paper, and judging an effect."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from gehor.decision.models import Decision
from gehor.followup.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import NotYet, WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.receipt import new_code
from gehor.planning.models import Dialogue
from gehor.process.indicators import EFFECT_SCALE
from gehor.process.ratings import is_over, wrong_rating
from gehor.process.steps import (
    ASK_EVALUATION,
    ENTER_EVALUATION,
    EVALUATE,
    GIVE_EVALUATION_CODES,
    JUDGE_EFFECT,
)

from . import keys, people, rules
from .models import Group, Judgement, Part, Response, Round, Ticket

REMARK_MOST = 2000


@transaction.atomic
def ask(dialogue: Dialogue, *, actor: Actor, part: str, closes_on: dt.date) -> Round:
    """Ask everybody who was part of it. Each gets a ticket: participants, and those who work here or sit here."""
    act = begin(ASK_EVALUATION, dialogue, actor=actor, facts=facts)
    if part not in Part.values:
        raise WrongInput("no_such_part")
    if part == Part.ANSWER and not facts(dialogue).answers_released:
        raise NotYet(ASK_EVALUATION.key, ["released"])
    if Round.objects.filter(dialogue=dialogue, part=part).exists():
        raise WrongMoment("asked_already")
    if rules.ends_wrongly(closes_on, today=clock.today()):
        raise WrongInput("evaluation_days", field="closes_on", shortest=rules.SHORTEST_DAYS, longest=rules.LONGEST_DAYS)
    asked = Round.objects.create(
        dialogue=dialogue, part=part, opened_at=clock.now(), opened_by_id=actor.account_id, closes_on=closes_on
    )
    asked.dialogue = dialogue
    tickets = _tickets(asked)
    Ticket.objects.bulk_create(tickets, batch_size=500)
    asked.asked = rules.many(part, (ticket.group for ticket in tickets))
    asked.save(update_fields=["asked"])
    record(act, subject=asked, part=part, tickets=len(tickets))
    return asked


@transaction.atomic
def give_codes(asked: Round, *, actor: Actor, group: str, number: int) -> list[str]:
    """Codes for people without account and without receipt. They are seen once, here, and not kept."""
    act = begin(GIVE_EVALUATION_CODES, asked.dialogue, actor=actor)
    asked.refresh_from_db(fields=["asked"])
    _must_be_open(asked)
    if group not in rules.ASKED[asked.part]:
        raise WrongInput("no_such_group", field="group")
    if not 1 <= number <= rules.MOST_CODES:
        raise WrongInput("so_many_codes", field="number", most=rules.MOST_CODES)
    codes = [new_code() for _ in range(number)]
    # In the order of their keys, so that nobody can tell which code lies where
    tickets = [Ticket(key=keys.of_code(code), round=asked, group=group) for code in codes]
    Ticket.objects.bulk_create(sorted(tickets, key=lambda ticket: ticket.key))
    asked.asked = {**asked.asked, group: asked.asked.get(group, 0) + number}
    asked.save(update_fields=["asked"])
    record(act, subject=asked, part=asked.part, group=group, codes=number)
    return codes


@transaction.atomic
def answer(asked: Round, *, actor: Actor, key: str, ratings: Mapping[str, int], remark: str = "") -> None:
    """Answer once with a ticket. The actor is always RESIDENT: an entry with an account would say who answered."""
    act = begin(EVALUATE, asked.dialogue, actor=actor, lock=False)
    _must_be_open(asked)
    said = _said(asked, ratings, remark)
    ticket = Ticket.objects.filter(pk=key, round=asked).first()
    if ticket is None or not Ticket.objects.filter(pk=key).delete()[0]:
        raise WrongMoment("evaluated_already")
    Response.objects.create(round=asked, group=ticket.group, way=Response.Way.TICKET, **said)
    record(act, subject=asked, part=asked.part, group=ticket.group)


@transaction.atomic
def enter_paper(asked: Round, *, actor: Actor, group: str, ratings: Mapping[str, int], remark: str = "") -> None:
    """Type in one paper form."""
    act = begin(ENTER_EVALUATION, asked.dialogue, actor=actor, lock=False)
    _must_be_open(asked)
    if group not in rules.ASKED[asked.part]:
        raise WrongInput("no_such_group", field="group")
    Response.objects.create(round=asked, group=group, way=Response.Way.PAPER, **_said(asked, ratings, remark))
    record(act, subject=asked, part=asked.part, group=group, way=Response.Way.PAPER.value)


@transaction.atomic
def judge(decision: Decision, *, actor: Actor, effect: str, reason: LocalText) -> Judgement:
    """Say what the decision owes to the finding, where the outcome alone does not tell. Public, with one's name."""
    act = begin(JUDGE_EFFECT, decision.dialogue, actor=actor, facts=facts)
    if effect not in EFFECT_SCALE:
        raise WrongInput("no_such_effect", field="effect")
    judgement = Judgement.objects.create(
        decision=decision,
        dialogue=decision.dialogue,
        effect=str(effect),
        reason=written.local(reason, decision.dialogue.source_language, field="reason"),
        judged_at=clock.now(),
        judged_by_id=actor.account_id,
    )
    record(act, subject=judgement, decision=decision.pk, effect=judgement.effect)
    return judgement


def _tickets(asked: Round) -> list[Ticket]:
    """In the order of their keys, which is no order: what lies in the table tells nothing of whose they are."""
    takers = people.to_be_asked(asked.dialogue) if Group.PARTICIPANTS in rules.ASKED[asked.part] else []
    taken = [
        Ticket(key=keys.of_participant(asked, participant), round=asked, group=Group.PARTICIPANTS)
        for participant in takers
    ]
    house = [
        Ticket(key=keys.of_account(asked, account), round=asked, group=group)
        for account, group in people.house(asked.dialogue.organisation_id).items()
    ]
    return sorted([*taken, *house], key=lambda ticket: ticket.key)


def _must_be_open(asked: Round) -> None:
    if is_over(asked.closes_on, today=clock.today()):
        raise WrongMoment("evaluation_over")


def _said(asked: Round, ratings: Mapping[str, int], remark: str) -> dict[str, object]:
    wrong = wrong_rating(rules.QUESTIONS[asked.part], ratings)
    if wrong:
        raise WrongInput("no_such_rating", field=wrong)
    words = written.text(remark, field="remark", required=False, longest=REMARK_MOST)
    if not ratings and not words:
        raise WrongInput("nothing_evaluated")
    return {"ratings": dict(ratings), "remark": words}
