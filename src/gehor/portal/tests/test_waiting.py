"""What waits for each person, and by when: the rules, and the desk that shows it."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.organisations.models import Account
from gehor.participation.identity.models import Misses
from gehor.participation.models import Contribution, Opening
from gehor.participation.moderation.actions import report
from gehor.planning.models import Activity, Dialogue
from gehor.planning.together import actions as together
from gehor.portal.queries import staff_standings
from gehor.portal.rules import SOON, Days, Urgency, by_day, due_day, next_for, urgency, what_next
from gehor.portal.waiting import waiting_for
from gehor.process.facts import Facts
from gehor.process.words import Go, Role

from .test_rules import PLANNED, READ

TODAY = dt.date(2026, 3, 2)
EN = {"accept-language": "en"}
DAYS = Days(
    begins_on=dt.date(2026, 3, 9),
    ends_on=dt.date(2026, 4, 30),
    decision_on=dt.date(2026, 6, 10),
    answer_due=dt.date(2026, 6, 24),
    measure_due=dt.date(2026, 9, 1),
)


def codes(facts: Facts, *roles: Role) -> list[str]:
    return [each.code for each in next_for(facts, roles)]


def test_an_elected_member_commissions_takes_part_receives_decides_and_explains() -> None:
    is_open = replace(PLANNED, openings=1, open_now=1)
    deciding = replace(READ, undecided_findings=2)
    answering = replace(READ, decisions=2, unanswered_decisions=2)
    river = [codes(facts, Role.BOARD) for facts in (Facts(), is_open, deciding, answering)]
    assert river == [["assess"], ["take_part"], ["receive_basis", "decide"], ["answer"]]


def test_each_official_has_their_own() -> None:
    stated = Facts(outcome=Go.RUN, question_stated=True, purpose_stated=True, goal_stated=True)
    assert codes(stated, Role.LEAD) == ["plan"]
    assert codes(stated, Role.COMMUNICATOR) == ["audience"]
    assert codes(stated, Role.REGISTRAR) == ["decision_maker"]
    assert codes(stated, Role.LEAD, Role.REGISTRAR, Role.COMMUNICATOR) == ["plan"], "for a lead all of it is the plan"
    assert codes(replace(PLANNED, openings=1, open_now=1, unread=3), Role.ANALYST) == ["read", "enter"]
    assert codes(replace(PLANNED, openings=1, open_now=1), Role.FACILITATOR) == ["enter"]
    assert codes(READ, Role.AUDITOR, Role.NETWORK_HOST) == []


def test_approval_is_asked_for_when_the_plan_is_whole_and_nothing_waits_meanwhile() -> None:
    demanded = replace(PLANNED, approval_demanded=True)
    assert codes(demanded, Role.LEAD) == ["ask_approval"]
    assert codes(replace(demanded, approval_asked=True), Role.LEAD) == []
    assert codes(replace(demanded, plan_approved=True), Role.LEAD) == ["open"]
    assert what_next(replace(demanded, target_groups=0))[0].count == 1, "what waits for approval is no gap of its own"


def test_a_closed_dialogue_waits_for_nobody() -> None:
    assert codes(replace(READ, undecided_findings=1, closed=True), *Role) == []


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("open", dt.date(2026, 3, 9)),
        ("approve", dt.date(2026, 3, 9)),
        ("close_participation", dt.date(2026, 4, 30)),
        ("read", dt.date(2026, 5, 3)),  # the basis goes out on 31 May; 7 + 14 + 7 days before that
        ("sign_off", dt.date(2026, 5, 24)),
        ("decide", dt.date(2026, 6, 10)),
        ("answer", dt.date(2026, 6, 24)),
        ("report", dt.date(2026, 9, 1)),
        ("assess", None),
    ],
)
def test_every_day_is_promised_planned_or_counted_backwards(code: str, day: dt.date | None) -> None:
    assert due_day(code, DAYS) == day


def test_a_plan_without_first_day_is_counted_from_the_decision() -> None:
    assert due_day("plan", replace(DAYS, begins_on=None)) == dt.date(2026, 3, 22)
    assert due_day("plan", Days()) is None


def test_something_is_late_on_the_day_after() -> None:
    days = [TODAY - dt.timedelta(days=1), TODAY, TODAY + SOON, TODAY + SOON + dt.timedelta(days=1), None]
    assert [urgency(day, today=TODAY) for day in days] == [
        Urgency.LATE,
        Urgency.SOON,
        Urgency.SOON,
        Urgency.LATER,
        Urgency.SOME_DAY,
    ]


@dataclass(frozen=True)
class Thing:
    name: str
    due: dt.date | None
    can_wait: bool = False
    is_now: bool = False


def test_the_first_day_comes_first_then_no_day_and_last_what_can_wait() -> None:
    later = dt.date(2026, 5, 1)
    things = [Thing("can wait", TODAY, can_wait=True), Thing("some day", None), Thing("later", later)]
    things += [Thing("b", TODAY), Thing("a", TODAY)]
    things += [Thing("now", TODAY, is_now=True), Thing("late", TODAY - SOON)]
    assert [each.name for each in by_day(things)] == ["now", "late", "b", "a", "later", "some day", "can wait"]


@pytest.mark.django_db
def test_typing_in_paper_forms_comes_first_only_in_the_last_days(opened: Dialogue, actors: dict[str, Actor]) -> None:
    """An idea that nobody has judged waits for Alma; the forms may lie until a week before the last day."""
    Dialogue.objects.create(organisation=opened.organisation, slug="ny", title={"sv": "Ny"}, started_at=clock.now())
    for day, first in ((TODAY, "assess"), (dt.date(2026, 4, 24), "enter")):
        with clock.at(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)):
            waiting = waiting_for(actors["alma"], staff_standings(actors["alma"]))
        assert waiting[0].key.partition(":")[0] == first


@pytest.mark.django_db
def test_reports_and_guessed_codes_wait_for_those_who_can_do_something(
    opened: Dialogue, said: Callable[..., Contribution], actors: dict[str, Actor]
) -> None:
    def found(name: str) -> list[str]:
        waiting = waiting_for(actors[name], staff_standings(actors[name]))
        return [each.key.partition(":")[0] for each in waiting if each.key.startswith(("reports", "guessing"))]

    assert found("alma") == []
    shown = said("Ring Nils på 070-174 06 09.", published_at=clock.now())
    for _ in range(2):
        report(shown, actor=RESIDENT, submission=uuid.uuid4(), reason="personal_data")
    Misses.objects.create(dialogue=opened, day=TODAY, count=10)
    assert found("alma") == ["guessing", "reports"] and found("bo") == ["reports"] and found("cilla") == []
    (told,) = [each for each in waiting_for(actors["bo"], staff_standings(actors["bo"])) if each.key[:7] == "reports"]
    assert (told.due, told.how_many) == (TODAY + dt.timedelta(days=1), "1 text is reported")
    with clock.at(clock.now() + dt.timedelta(days=9)):
        assert found("alma") == ["reports"], "nothing is to be done about those who guessed"


# The desk


@pytest.mark.django_db
def test_a_meeting_of_today_is_the_first_thing_for_whoever_takes_notes(
    opened: Dialogue, signed_in: Callable[[str], Client], actors: dict[str, Actor], accounts: dict[str, Account]
) -> None:
    """Something of an earlier day waits for Tove; the meeting is today, or never."""
    with clock.at(clock.now() - SOON):
        together.assign(opened, actor=actors["alma"], what="Ring", to=accounts["tove"], due_on=TODAY - SOON)
    meeting = Activity.objects.create(
        dialogue=opened, number=7, method="meeting", level="consult", title={"sv": "Möte", "en": "Evening meeting"},
        begins_on=TODAY, ends_on=TODAY, setup={"date": TODAY.isoformat(), "starts": "18:00", "ends": "20:00"},
    )  # fmt: skip
    opening = Opening.objects.create(activity=meeting, opened_at=clock.now())
    first = waiting_for(actors["tove"], staff_standings(actors["tove"]))[0]
    assert (first.url, first.due, first.how_many) == ("/staff/d/skolan/meeting/7/", TODAY, "18:00–20:00")
    assert "Take notes today: Evening meeting" in signed_in("tove").get("/staff/", headers=EN).text
    others = {name: waiting_for(actors[name], staff_standings(actors[name])) for name in ("alma", "cilla")}
    assert first.key in [each.key for each in others["alma"]]
    assert first.key not in [each.key for each in others["cilla"]], "the board takes no notes"
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert first.key not in [each.key for each in waiting_for(actors["tove"], staff_standings(actors["tove"]))]
    Opening.objects.filter(pk=opening.pk).update(closed_at=clock.now())
    assert first.key not in [each.key for each in waiting_for(actors["tove"], staff_standings(actors["tove"]))]


@pytest.mark.django_db
def test_what_was_asked_of_a_person_stands_on_their_desk_alone(
    signed_in: Callable[[str], Client], planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account]
) -> None:
    alma = actors["alma"]
    together.set_approval(
        planned.organisation, actor=actors["ada"], is_demanded=True, way="persons", approvers=[accounts["cilla"]]
    )
    together.ask_approval(planned, actor=alma)
    together.assign(planned, actor=alma, what="Boka lokal", to=accounts["bo"], due_on=dt.date(2026, 3, 6))
    desks = {name: signed_in(name).get("/staff/", headers=EN).content.decode() for name in ("alma", "bo", "cilla")}
    assert "Read the plan and say whether you approve it" in desks["cilla"]
    assert "Boka lokal" in desks["bo"]
    assert "Within a week" in desks["bo"]
    assert "Nothing waits for you" in desks["alma"], "she waits for Cilla"


@pytest.mark.django_db
def test_a_plan_changed_since_waits_for_the_lead_again(
    signed_in: Callable[[str], Client], planned: Dialogue, actors: dict[str, Actor]
) -> None:
    together.set_approval(planned.organisation, actor=actors["ada"], is_demanded=True, way="body")
    together.ask_approval(planned, actor=actors["alma"])
    assert "Enter what the body decided" in signed_in("rut").get("/staff/", headers=EN).content.decode()
    Dialogue.objects.update(case_number="BUN 2026/18")
    assert "Enter what the body decided" not in signed_in("rut").get("/staff/", headers=EN).content.decode()
    assert "Ask for approval of the plan" in signed_in("alma").get("/staff/", headers=EN).content.decode()


@pytest.mark.django_db
def test_an_elected_member_reads_her_own_words(signed_in: Callable[[str], Client], decided: Dialogue) -> None:
    page = signed_in("cilla").get("/staff/", headers=EN).content.decode()
    assert "Explain the decision to those who took part" in page
    assert "Explain the decision" not in signed_in("alma").get("/staff/", headers=EN).content.decode()


@pytest.mark.django_db
def test_a_hundred_dialogues_cost_no_more_questions_than_one(
    signed_in: Callable[[str], Client],
    decided: Dialogue,
    actors: dict[str, Actor],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    together.set_approval(decided.organisation, actor=actors["ada"], is_demanded=True, way="body")
    Dialogue.objects.bulk_create(
        Dialogue(
            pk=1000 + number,
            organisation=decided.organisation,
            slug=f"d{number}",
            started_at=clock.now(),
            title={"sv": "En"},
        )
        for number in range(100)
    )
    for name in ("rut", "cilla", "alma"):
        browser = signed_in(name)
        with django_assert_max_num_queries(15):
            page = browser.get("/staff/", headers=EN).content.decode()
    assert "By when" in page
