"""Approval, comments, things to do and minutes, by the real actions."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, Refusal, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Account, Body
from gehor.participation.actions import open_participation
from gehor.planning.actions import state_purpose
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project import actions as project
from gehor.planning.queries import facts_known
from gehor.planning.together import actions, content, queries
from gehor.planning.together.models import Asked, Comment, Minutes, Request, Thread, Verdict
from gehor.planning.together.rules import State
from gehor.recruitment.actions import name_target_group

pytestmark = pytest.mark.django_db
TODAY, FRIDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
YES = {"answer": "approve", "reason": "Frågan är rätt ställd."}


@pytest.fixture
def demanded(planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account]) -> Dialogue:
    """Nothing opens before Cilla and Rut have approved its plan."""
    approvers = [accounts["cilla"], accounts["rut"]]
    ada = actors["ada"]
    actions.set_approval(planned.organisation, actor=ada, is_demanded=True, way="persons", approvers=approvers)
    return planned


@pytest.fixture
def approved(demanded: Dialogue, actors: dict[str, Actor]) -> Dialogue:
    request = actions.ask_approval(demanded, actor=actors["alma"])
    for name in ("cilla", "rut"):
        actions.give_verdict(request, actor=actors[name], **YES)
    return demanded


def reword(dialogue: Dialogue, actor: Actor, goal: str) -> None:
    said = {name: getattr(dialogue, name) for name in ("background", "question", "purpose")}
    state_purpose(dialogue, actor=actor, goal={"sv": goal}, **said)


def refused(act: Callable[[], object], kind: type[Refusal]) -> str:
    with transaction.atomic(), pytest.raises(kind) as refusal:
        act()
    return refusal.value.code


def test_nothing_opens_unapproved_where_the_organisation_demands_it(
    demanded: Dialogue, alma: Actor, activity: Activity
) -> None:
    with pytest.raises(NotYet) as refusal:
        open_participation(activity, actor=alma)
    assert refusal.value.missing == ("approved",)


def test_with_everybodys_approval_it_opens(approved: Dialogue, alma: Actor, activity: Activity) -> None:
    assert open_participation(activity, actor=alma).pk


def test_one_approval_of_two_is_not_enough(demanded: Dialogue, alma: Actor, cilla: Actor) -> None:
    request = actions.ask_approval(demanded, actor=alma)
    actions.give_verdict(request, actor=cilla, **YES)
    facts = facts_known(demanded)
    assert (facts.approval_asked, facts.plan_approved) == (True, False)


def test_a_plan_that_is_changed_needs_approval_anew(approved: Dialogue, alma: Actor, activity: Activity) -> None:
    before = approved.goal["sv"]
    reword(approved, alma, "Något annat.")
    assert not facts_known(approved).plan_approved
    now = queries.approval_of(approved)
    assert now is not None and now.standing.is_outdated and now.changed == ["goal"]
    with transaction.atomic(), pytest.raises(NotYet):
        open_participation(activity, actor=alma)
    reword(approved, alma, before)
    assert facts_known(approved).plan_approved, "what was approved is what the plan says, not when it was saved"


def test_target_groups_and_the_rest_of_the_plan_belong_to_what_is_approved(approved: Dialogue, alma: Actor) -> None:
    said = {"sv": "Unga"}
    name_target_group(approved, actor=alma, name=said, why=said, reached_by=said, motive=said)
    project.plan_part(approved, actor=alma, part="frames", said={"frame_money": said})
    post = project.add_row(
        approved, actor=alma, part="budget", said={"kind": "other", "what": said, "hours_planned": 9}
    )
    assert not facts_known(approved).plan_approved
    assert queries.approval_of(approved).changed == ["frames", "budget", "target_groups"]  # type: ignore[union-attr]
    assert content.content_of(approved)["target_groups"][1]["motive"] == said
    frozen = content.content_of(approved)
    project.report_cost(post, actor=alma, hours_actual=12, sek_actual=None)
    assert content.content_of(approved) == frozen, "what it took is no part of the plan"


def test_a_wish_for_a_change_sends_the_plan_back(demanded: Dialogue, alma: Actor, cilla: Actor) -> None:
    request = actions.ask_approval(demanded, actor=alma)
    actions.give_verdict(request, actor=cilla, answer="change", reason="Säg vad som inte kan påverkas.")
    now = queries.approval_of(demanded)
    assert now is not None and now.standing.state is State.CHANGE
    assert actions.ask_approval(demanded, actor=alma).number == 2


def test_approval_is_asked_for_when_the_plan_is_whole(demanded: Dialogue, alma: Actor) -> None:
    Activity.objects.all().delete()
    with pytest.raises(NotYet) as refusal:
        actions.ask_approval(demanded, actor=alma)
    assert refusal.value.missing == ("method",)


def test_approval_cannot_be_asked_for_where_nobody_gives_it(planned: Dialogue, alma: Actor) -> None:
    assert refused(lambda: actions.ask_approval(planned, actor=alma), WrongMoment) == "approval_not_set_up"


def test_whoever_was_not_asked_does_not_answer(demanded: Dialogue, alma: Actor, bo: Actor, farid: Actor) -> None:
    request = actions.ask_approval(demanded, actor=alma)
    assert refused(lambda: actions.give_verdict(request, actor=bo, **YES), WrongPerson) == "not_asked"
    assert refused(lambda: actions.give_verdict(request, actor=farid, **YES), WrongPerson) == "not_your_step"


def test_an_answer_has_a_reason_and_is_given_once(demanded: Dialogue, alma: Actor, cilla: Actor) -> None:
    request = actions.ask_approval(demanded, actor=alma)

    def answer(**said: str) -> Callable[[], object]:
        return lambda: actions.give_verdict(request, actor=cilla, **{**YES, **said})

    assert refused(answer(reason=" "), WrongInput) == "text_missing"
    assert refused(answer(answer="perhaps"), WrongInput) == "no_such_answer"
    answer()()
    assert refused(answer(answer="decline"), WrongMoment) == "answered_once"


def test_nobody_approves_another_plan_than_they_were_sent(demanded: Dialogue, alma: Actor, cilla: Actor) -> None:
    first = actions.ask_approval(demanded, actor=alma)
    reword(demanded, alma, "Något annat.")
    give = lambda: actions.give_verdict(first, actor=cilla, **YES)  # noqa: E731
    assert refused(give, WrongMoment) == "plan_changed_since_asked"
    actions.ask_approval(demanded, actor=alma)
    assert refused(give, WrongMoment) == "asked_anew"


def test_a_body_approves_by_day_and_section(planned: Dialogue, actors: dict[str, Actor], board: Body) -> None:
    actions.set_approval(planned.organisation, actor=actors["ada"], is_demanded=True, way="body")
    request = actions.ask_approval(planned, actor=actors["alma"])
    assert request.body == board, "the one that decides in the dialogue, where none is named"
    entered = {**YES, "section": "12", "decided_on": TODAY}

    def enter(**said: object) -> Callable[[], object]:
        return lambda: actions.record_verdict(request, actor=actors["rut"], **{**entered, **said})  # type: ignore[arg-type]

    assert refused(lambda: actions.give_verdict(request, actor=actors["cilla"], **YES), WrongPerson) == "body_answers"
    assert refused(enter(decided_on=FRIDAY), WrongInput) == "held_in_the_future"
    assert refused(enter(section=""), WrongInput) == "text_missing"
    enter()()
    assert facts_known(planned).plan_approved
    assert refused(enter(), WrongMoment) == "answered_by_body"


def test_a_setting_that_could_never_be_met_is_refused(
    planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account]
) -> None:
    def set_to(**said: object) -> Callable[[], object]:
        given = {"is_demanded": True, "way": "persons", **said}
        return lambda: actions.set_approval(planned.organisation, actor=actors["ada"], **given)  # type: ignore[arg-type]

    assert refused(set_to(), WrongInput) == "nobody_approves"
    assert refused(set_to(approvers=[accounts["farid"]]), WrongInput) == "not_a_colleague"
    assert refused(set_to(way="lots"), WrongInput) == "no_such_way"


def test_a_comment_is_answered_resolved_and_opened_again(planned: Dialogue, alma: Actor, cilla: Actor) -> None:
    said = actions.comment(planned, actor=cilla, part="question", text="Förstår en tolvåring frågan?")
    actions.reply(said.thread, actor=alma, text="Vi provar den i tre klasser.")
    actions.resolve(said.thread, actor=cilla)
    assert queries.open_per_part(planned) == {}
    assert refused(lambda: actions.resolve(said.thread, actor=alma), WrongMoment) == "resolved_already"
    actions.reply(said.thread, actor=cilla, text="En sak till.")
    (talk,) = queries.talks(planned, open_only=True)
    assert [each.text for each in talk.comments][-1] == "En sak till."
    assert talk.thread.resolved_by is None


def test_a_comment_concerns_a_part_and_says_something(planned: Dialogue, cilla: Actor) -> None:
    say = lambda part, text: lambda: actions.comment(planned, actor=cilla, part=part, text=text)  # noqa: E731
    assert refused(say("weather", "Hej"), WrongInput) == "no_such_part_of_plan"
    assert refused(say("activity:1", " "), WrongInput) == "text_missing"
    assert say("activity:1", "Hur når vi dem som inte skriver?")()


def test_whoever_is_to_do_it_says_that_it_is_done(
    planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account]
) -> None:
    alma = actors["alma"]
    given = actions.assign(planned, actor=alma, what="Boka lokal", to=accounts["bo"], due_on=FRIDAY)
    assert refused(lambda: actions.finish(given, actor=actors["kim"]), WrongPerson) == "not_your_assignment"
    actions.finish(given, actor=actors["bo"])
    assert refused(lambda: actions.take_back(given, actor=alma), WrongMoment) == "assignment_over"


def test_an_assignment_goes_to_a_colleague_by_a_coming_day(
    planned: Dialogue, alma: Actor, cilla: Actor, accounts: dict[str, Account]
) -> None:
    def give(**said: object) -> Callable[[], object]:
        to = {"what": "Boka lokal", "to": accounts["bo"], "due_on": FRIDAY, "actor": alma, **said}
        return lambda: actions.assign(planned, **to)  # type: ignore[arg-type]

    assert refused(give(to=accounts["farid"]), WrongInput) == "not_a_colleague"
    assert refused(give(due_on=dt.date(2026, 3, 1)), WrongInput) == "due_in_the_past"
    assert refused(give(what=""), WrongInput) == "text_missing"
    assert refused(give(actor=cilla), WrongPerson) == "not_your_step"


def test_minutes_are_corrected_and_never_changed(planned: Dialogue, alma: Actor) -> None:
    said = {"held_on": TODAY, "present": "Cilla (S)\nRut, registrator", "decided": "Vi frågar i tre veckor."}
    first = actions.keep_minutes(planned, actor=alma, **said)  # type: ignore[arg-type]
    better = {**said, "decided": "Vi frågar i fyra veckor.", "why": "Fel antal veckor."}
    actions.correct_minutes(first, actor=alma, **better)  # type: ignore[arg-type]
    (kept,) = queries.all_minutes(planned)
    assert kept.minutes.decided == "Vi frågar i fyra veckor."
    assert kept.earlier == (first,)
    again = lambda: actions.correct_minutes(first, actor=alma, **better)  # type: ignore[arg-type]  # noqa: E731
    assert refused(again, WrongMoment) == "corrected_meanwhile"
    early = lambda: actions.keep_minutes(planned, actor=alma, **{**said, "held_on": FRIDAY})  # type: ignore[arg-type]  # noqa: E731
    assert refused(early, WrongInput) == "held_in_the_future"


def test_the_database_keeps_what_was_asked_and_said(approved: Dialogue, alma: Actor, cilla: Actor) -> None:
    actions.comment(approved, actor=cilla, part="plan", text="Bra.")
    actions.keep_minutes(approved, actor=alma, held_on=TODAY, present="Cilla", decided="Ja.")
    changes = {Request: {"note": "x"}, Asked: {"account": alma.account_id}, Verdict: {"reason": "x"}}
    changes |= {Comment: {"text": "x"}, Minutes: {"decided": "x"}}
    for model, change in changes.items():
        for act in (
            lambda m=model, c=change: m.objects.update(**c),
            lambda m=model: m.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                act()


def test_the_journal_holds_codes_and_no_words(approved: Dialogue, cilla: Actor) -> None:
    actions.comment(approved, actor=cilla, part="goal", text="Ett hemligt ord")
    said = [str(entry.codes) for entry in Entry.objects.filter(step__startswith="together.")]
    assert len(said) == 5
    assert not any("hemligt" in codes or "rätt ställd" in codes for codes in said)
    assert Thread.objects.get().part == "goal"
