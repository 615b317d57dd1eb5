"""The steps of the plan: who may, when, and what is refused."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Body
from gehor.planning import actions
from gehor.planning.models import Activity, Assessment, Dialogue, PublishedChange
from gehor.planning.queries import facts

HUGE = "å" * 10_000_000
SCRIPT = "<script>alert(1)</script>"


def refused(error, action, *args, **kwargs):
    with pytest.raises(error) as refusal:
        action(*args, **kwargs)
    return refusal.value


def start(organisation, actor, **given):
    given = {"title": {"sv": "Skolan"}, "source_language": "sv", "kind": "citizen", **given}
    return actions.start(organisation, actor=actor, **given)


def assess(dialogue, actor, **given):
    given = {
        "outcome": "run",
        "question_can_be_influenced": True,
        "deciders_can_be_influenced": True,
        "reason": {"sv": "Nämnden har inte beslutat än."},
        **given,
    }
    return actions.assess(dialogue, actor=actor, **given)


def state_purpose(dialogue, actor, **given):
    texts = {"background": {}, "question": {"sv": "Vad?"}, "purpose": {"sv": "Därför."}, "goal": {"sv": "En plan."}}
    return actions.state_purpose(dialogue, actor=actor, **{**texts, **given})


def state_influence(dialogue, actor, **given):
    given = {"can_influence": {"sv": "Målen."}, "cannot_influence": {"sv": "Lagen."}, "levels": ["consult"], **given}
    return actions.state_influence(dialogue, actor=actor, **given)


def name_decision_maker(dialogue, actor, **given):
    given = {"decision_on": dt.date(2026, 6, 10), "case_number": "BUN 2026/17", **given}
    return actions.name_decision_maker(dialogue, actor=actor, **given)


def promise_answer(dialogue, actor, **given):
    given = {"answer_due": dt.date(2026, 6, 24), "answer_promise": {"sv": "På kvittosidan."}, **given}
    return actions.promise_answer(dialogue, actor=actor, **given)


def choose_method(dialogue, actor, **given):
    given = {
        "method": "proposals",
        "title": {"sv": "Lämna förslag"},
        "introduction": {},
        "level": "consult",
        "setup": {},
        "begins_on": dt.date(2026, 3, 10),
        "ends_on": dt.date(2026, 4, 10),
        **given,
    }
    return actions.choose_method(dialogue, actor=actor, **given)


def publish_change(dialogue, actor, **given):
    given = {"part": "question", "after": {"sv": "Ny fråga?"}, "reason": {"sv": "Den gick inte att förstå."}, **given}
    return actions.publish_change(dialogue, actor=actor, **given)


@pytest.fixture
def answered_to(opened, said):
    """A dialogue to which somebody has answered."""
    said("Mer utemiljö.")
    return opened


# Start


def test_a_lead_starts_a_dialogue_which_is_an_idea_with_an_address(organisation, alma):
    dialogue = start(organisation, alma, title={"sv": "Hur blir Älvsala bättre?", "en": "A better Älvsala?"})
    assert dialogue.slug == "hur-blir-alvsala-battre"
    assert dialogue.title["en"] == "A better Älvsala?"
    assert facts(dialogue).outcome is None


def test_the_journal_of_a_dialogue_begins_with_its_start_and_holds_no_text(organisation, alma):
    dialogue = start(organisation, alma)
    entry = Entry.objects.get(step="planning.start")
    assert (entry.dialogue_id, entry.subject_id, entry.codes) == (dialogue.pk, dialogue.pk, {"kind": "citizen"})


def test_two_dialogues_with_one_title_get_different_addresses(organisation, alma):
    assert [start(organisation, alma).slug for _ in range(3)] == ["skolan", "skolan-2", "skolan-3"]


@pytest.mark.parametrize("name", ["kim", "bo", "cilla", "ada", "farid"])
def test_only_a_lead_of_the_organisation_starts_a_dialogue(organisation, actors, name):
    refused(WrongPerson, start, organisation, actors[name])
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"title": {}}, "text_missing", "title"),
        ({"title": {"en": "School"}}, "source_first", "title"),
        ({"title": {"sv": HUGE}}, "text_too_long", "title"),
        ({"title": {"sv": "a\x00b"}}, "null_character", "title"),
        ({"source_language": "xx"}, "no_such_language", "source_language"),
        ({"kind": "party"}, "unknown_kind_of_dialogue", "kind"),
        ({"slug": "Å"}, "not_an_address", "slug"),
    ],
)
def test_a_start_without_a_sound_title_is_refused(organisation, alma, given, code, field):
    refusal = refused(WrongInput, start, organisation, alma, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)


def test_a_wished_address_that_is_taken_is_refused(idea, organisation, alma):
    assert refused(WrongInput, start, organisation, alma, slug="skolan").code == "address_taken"
    assert start(organisation, alma, slug="skolan-igen").slug == "skolan-igen"


# Assess


@pytest.mark.parametrize("name", ["alma", "cilla"])
def test_a_lead_or_a_board_member_assesses_and_the_reason_is_kept(idea, actors, name):
    assessment = assess(idea, actors[name])
    assert assessment.assessed_by_id == actors[name].account_id
    assert facts(idea).outcome == "run"


@pytest.mark.parametrize("name", ["kim", "bo", "rut", "farid"])
def test_nobody_else_assesses(idea, actors, name):
    refused(WrongPerson, assess, idea, actors[name])


@pytest.mark.parametrize("missing", ["question_can_be_influenced", "deciders_can_be_influenced"])
def test_a_dialogue_that_can_change_nothing_is_not_run(idea, alma, missing):
    assert refused(WrongInput, assess, idea, alma, **{missing: False}).code == "cannot_be_influenced"
    assess(idea, alma, outcome="inform_only", **{missing: False})
    assert facts(idea).outcome == "inform_only"


def test_what_is_decided_is_not_decided_again(planned, alma):
    refusal = refused(NotYet, assess, planned, alma)
    assert refusal.missing == ("not_assessed_yet",)


def test_what_is_postponed_can_be_assessed_again_and_both_stay_readable(idea, alma):
    assess(idea, alma, outcome="postpone")
    with clock.at(clock.now() + dt.timedelta(days=90)):
        assess(idea, alma)
    assert facts(idea).outcome == "run"
    assert [row.outcome for row in Assessment.objects.filter(dialogue=idea)] == ["run", "postpone"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"outcome": "maybe"}, "no_such_outcome"),
        ({"outcome": "refer"}, "referred_to_whom"),
        ({"outcome": "refer", "referred_to": HUGE}, "text_too_long"),
        ({"reason": {}}, "text_missing"),
        ({"reason": {"sv": HUGE}}, "text_too_long"),
        ({"reason": {"sv": "\x00"}}, "null_character"),
    ],
)
def test_an_assessment_of_nonsense_is_refused(idea, alma, given, code):
    assert refused(WrongInput, assess, idea, alma, **given).code == code
    assert not Assessment.objects.exists()


def test_to_whom_is_kept_only_for_what_is_referred(idea, alma):
    assert assess(idea, alma, referred_to="Region Skåne").referred_to == ""


# Purpose


def test_a_lead_states_the_purpose(idea, alma):
    assess(idea, alma)
    state_purpose(idea, alma, question={"sv": " Vad är kvalitet? "}, title={"sv": "Skolan och du"})
    idea.refresh_from_db()
    assert idea.question == {"sv": "Vad är kvalitet?"}
    assert idea.title == {"sv": "Skolan och du"}
    known = facts(idea)
    assert known.question_stated and known.purpose_stated and known.goal_stated


def test_the_purpose_waits_for_the_decision_to_run(idea, alma):
    assert refused(NotYet, state_purpose, idea, alma).missing == ("go",)
    assess(idea, alma, outcome="decline")
    assert refused(NotYet, state_purpose, idea, alma).missing == ("go",)


def test_the_purpose_does_not_change_silently_when_somebody_has_answered(answered_to, alma):
    assert refused(NotYet, state_purpose, answered_to, alma).missing == ("nobody_yet",)


@pytest.mark.parametrize("name", ["kim", "cilla", "farid"])
def test_only_a_lead_states_purpose_influence_and_promise(planned, actors, name):
    refused(WrongPerson, state_purpose, planned, actors[name])
    refused(WrongPerson, state_influence, planned, actors[name])
    refused(WrongPerson, promise_answer, planned, actors[name])
    refused(WrongPerson, choose_method, planned, actors[name])


@pytest.mark.parametrize("part", ["question", "purpose", "goal"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ({}, "text_missing"),
        ({"en": "Only English"}, "source_first"),
        ({"sv": HUGE}, "text_too_long"),
        ({"sv": "a\x00"}, "null_character"),
    ],
)
def test_a_purpose_of_nonsense_is_refused_at_its_field(planned, alma, part, text, code):
    refusal = refused(WrongInput, state_purpose, planned, alma, **{part: text})
    assert (refusal.code, refusal.params["field"]) == (code, part)


def test_a_refused_step_changes_nothing(planned, alma):
    refused(WrongInput, state_purpose, planned, alma, question={"sv": "Ny?"}, goal={})
    planned.refresh_from_db()
    assert planned.question["sv"] == "Vad är kvalitet i skolan för dig?"


# Influence


def test_a_lead_states_what_can_be_influenced_and_the_levels_in_their_order(planned, alma):
    state_influence(planned, alma, levels=["codecide", "consult", "consult"])
    planned.refresh_from_db()
    assert planned.levels == ["consult", "codecide"]


def test_influence_waits_for_question_purpose_and_goal(idea, alma):
    assess(idea, alma)
    assert refused(NotYet, state_influence, idea, alma).missing == ("question", "purpose", "goal")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"levels": []}, "no_level"),
        ({"levels": ["inform"]}, "informing_is_no_dialogue"),
        ({"levels": ["rule"]}, "unknown_level"),
        ({"levels": ["involve"]}, "level_in_use"),
        ({"can_influence": {}}, "text_missing"),
        ({"cannot_influence": {"sv": HUGE}}, "text_too_long"),
    ],
)
def test_influence_of_nonsense_is_refused(planned, alma, given, code):
    assert refused(WrongInput, state_influence, planned, alma, **given).code == code


# Decision maker and answer


@pytest.mark.parametrize("name", ["alma", "rut"])
def test_a_lead_or_a_registrar_names_who_decides(planned, board, actors, name):
    name_decision_maker(planned, actors[name], body=board, case_number=" BUN 2026/18 ")
    planned.refresh_from_db()
    assert planned.case_number == "BUN 2026/18"


@pytest.mark.parametrize("name", ["kim", "cilla", "farid"])
def test_nobody_else_names_who_decides(planned, board, actors, name):
    refused(WrongPerson, name_decision_maker, planned, actors[name], body=board)


def test_who_decides_waits_for_the_decision_to_run(idea, board, alma):
    assert refused(NotYet, name_decision_maker, idea, alma, body=board).missing == ("go",)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"body": None}, "text_missing"),
        ({"decision_on": None}, "text_missing"),
        ({"decision_on": dt.date(2026, 3, 1)}, "decision_in_the_past"),
        ({"decision_on": dt.date(2026, 4, 30)}, "decision_before_end"),
        ({"decision_on": dt.date(2026, 6, 25)}, "decision_after_answer"),
        ({"case_number": " "}, "text_missing"),
        ({"case_number": "x" * 41}, "text_too_long"),
        ({"case_number": HUGE}, "text_too_long"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(planned, board, alma, given, code):
    refusal = refused(WrongInput, name_decision_maker, planned, alma, **{"body": board, **given})
    assert (refusal.code, refusal.params["field"]) == (code, next(iter(given)))


def test_a_body_of_another_organisation_does_not_decide(planned, other_organisation, alma):
    theirs = Body.objects.create(organisation=other_organisation, name="Bortby nämnd")
    refusal = refused(WrongInput, name_decision_maker, planned, alma, body=theirs)
    assert refusal.code == "body_of_another_organisation"


def test_an_answer_is_promised_when_it_is_known_who_decides(idea, alma):
    assess(idea, alma)
    assert refused(NotYet, promise_answer, idea, alma).missing == ("decision_maker",)


def test_a_lead_promises_an_answer(planned, alma):
    promise_answer(planned, alma, answer_due=dt.date(2026, 6, 10), contact_name="Alma Alm", contact_email="a@b.example")
    planned.refresh_from_db()
    assert (planned.answer_due, planned.contact_name) == (dt.date(2026, 6, 10), "Alma Alm")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answer_due": None}, "text_missing"),
        ({"answer_due": dt.date(2026, 3, 1)}, "answer_in_the_past"),
        ({"answer_due": dt.date(2026, 6, 9)}, "answer_before_decision"),
        ({"answer_promise": {}}, "text_missing"),
        ({"answer_promise": {"sv": HUGE}}, "text_too_long"),
        ({"contact_name": "x" * 121}, "text_too_long"),
        ({"contact_email": "nobody"}, "no_email_address"),
        ({"contact_email": HUGE}, "text_too_long"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(planned, alma, given, code):
    refusal = refused(WrongInput, promise_answer, planned, alma, **given)
    assert (refusal.code, refusal.params["field"]) == (code, next(iter(given)))


# Methods


def test_a_lead_chooses_a_method_and_it_gets_the_next_number(planned, alma):
    activity = choose_method(planned, alma, level="involve", setup={"attachments": True}, shows_at_once=True)
    activity.refresh_from_db()
    assert (activity.number, activity.level, activity.setup) == (2, "involve", {"attachments": True})


def test_a_method_waits_for_purpose_and_influence(idea, alma):
    missing = refused(NotYet, choose_method, idea, alma).missing
    assert missing == ("go", "question", "purpose", "goal", "influence", "level")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"method": "seance"}, "unknown_method"),
        ({"title": {}}, "text_missing"),
        ({"title": {"sv": HUGE}}, "text_too_long"),
        ({"introduction": {"sv": "a\x00"}}, "null_character"),
        ({"level": "influence"}, "level_not_of_dialogue"),
        ({"level": "rule"}, "level_not_of_dialogue"),
        ({"ends_on": dt.date(2026, 3, 9)}, "ends_before_it_begins"),
        ({"begins_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 3, 1)}, "ends_in_the_past"),
        ({"ends_on": dt.date(2026, 6, 10)}, "ends_after_decision"),
    ],
)
def test_a_method_with_nonsense_is_refused(planned, alma, given, code):
    assert refused(WrongInput, choose_method, planned, alma, **given).code == code
    assert Activity.objects.count() == 1


def test_a_method_that_does_not_suit_the_level_is_refused(planned, alma):
    state_influence(planned, alma, levels=["consult", "codecide"])
    assert refused(WrongInput, choose_method, planned, alma, level="codecide").code == "level_not_of_method"


def change_method(activity, actor, **given):
    given = {
        "title": {"sv": "Säg vad du tycker"},
        "introduction": {},
        "level": "involve",
        "setup": {},
        "begins_on": dt.date(2026, 3, 10),
        "ends_on": dt.date(2026, 4, 10),
        **given,
    }
    return actions.change_method(activity, actor=actor, **given)


def test_a_way_of_taking_part_is_put_right_while_nobody_has_taken_part(activity, alma):
    change_method(activity, alma)
    activity.refresh_from_db()
    assert (activity.number, activity.title) == (1, {"sv": "Säg vad du tycker"})


def test_a_way_of_taking_part_that_is_answered_to_is_not_changed_silently(answered_to, activity, alma):
    assert refused(NotYet, change_method, activity, alma).missing == ("nobody_yet",)


def test_how_it_is_set_up_is_put_right_before_it_opens_whatever_else_is_answered(answered_to, activity, alma):
    later = Activity.objects.create(**{**vars_of(activity), "number": 9, "method": "budget"})
    actions.settle_setup(later, actor=alma, setup={"cap": 2000})
    later.refresh_from_db()
    assert later.setup == {"cap": 2000}
    assert Entry.objects.latest("pk").step == "planning.settle_setup"
    assert refused(WrongMoment, actions.settle_setup, activity, actor=alma, setup={}).code == "setup_stands_fast"


def vars_of(activity):
    return {field.name: getattr(activity, field.name) for field in Activity._meta.fields if field.name != "id"}


def test_only_a_lead_changes_or_drops_a_way_of_taking_part(activity, actors):
    for name in ("kim", "bo", "farid"):
        refused(WrongPerson, change_method, activity, actors[name])
        refused(WrongPerson, actions.drop_method, activity, actor=actors[name])
        refused(WrongPerson, actions.settle_setup, activity, actor=actors[name], setup={})


def test_a_way_of_taking_part_with_nonsense_is_not_changed(activity, alma):
    assert refused(WrongInput, change_method, activity, alma, title={"sv": HUGE}).code == "text_too_long"


def test_a_method_is_dropped(planned, activity, alma):
    actions.drop_method(activity, actor=alma)
    assert facts(planned).activities == 0
    assert Entry.objects.get(step="planning.drop_method").subject_id == 51


def test_a_method_that_is_gone_is_neither_dropped_nor_changed_again(activity, alma):
    actions.drop_method(activity, actor=alma)
    assert refused(WrongMoment, actions.drop_method, activity, actor=alma).code == "activity_gone"
    assert refused(WrongMoment, change_method, activity, alma).code == "activity_gone"
    assert not Activity.objects.exists()


def test_a_method_that_has_been_open_is_not_dropped(opened, activity, alma):
    refusal = refused(WrongMoment, actions.drop_method, activity, actor=alma)
    assert refusal.code == "activity_has_been_open"
    assert Activity.objects.filter(pk=activity.pk).exists()


# Published changes


@pytest.mark.parametrize("name", ["alma", "kim"])
def test_a_change_is_published_old_beside_new_with_its_reason(answered_to, actors, name):
    change = publish_change(answered_to, actors[name])
    answered_to.refresh_from_db()
    assert answered_to.question == {"sv": "Ny fråga?"}
    assert change.before == {"sv": "Vad är kvalitet i skolan för dig?", "en": "What is quality in school for you?"}
    assert change.after == {"sv": "Ny fråga?"}
    assert Entry.objects.get(step="planning.publish_change").codes == {"part": "question"}


def test_every_kind_of_part_can_be_changed(answered_to, alma, organisation):
    council = Body.objects.create(organisation=organisation, name="Fullmäktige")
    publish_change(answered_to, alma, part="deciding_body", after=council)
    publish_change(answered_to, alma, part="answer_due", after=dt.date(2026, 7, 1))
    publish_change(answered_to, alma, part="decision_on", after=dt.date(2026, 6, 30))
    publish_change(answered_to, alma, part="levels", after=["influence", "consult"])
    publish_change(answered_to, alma, part="case_number", after="KF 2026/3")
    publish_change(answered_to, alma, part="ends_on:1", after=dt.date(2026, 5, 15))
    answered_to.refresh_from_db()
    assert (answered_to.deciding_body, answered_to.decision_on) == (council, dt.date(2026, 6, 30))
    assert (answered_to.levels, answered_to.case_number) == (["consult", "influence"], "KF 2026/3")
    shown = {change.part: (change.before, change.after) for change in PublishedChange.objects.all()}
    assert shown["deciding_body"] == ("Barn- och utbildningsnämnden", "Fullmäktige")
    assert shown["ends_on:1"] == ("2026-04-30", "2026-05-15")
    assert Activity.objects.get(number=1).ends_on == dt.date(2026, 5, 15)


def test_before_anybody_has_answered_there_is_nothing_to_publish(opened, alma):
    assert refused(NotYet, publish_change, opened, alma).missing == ("somebody",)


@pytest.mark.parametrize("name", ["bo", "cilla", "rut", "farid"])
def test_nobody_else_publishes_a_change(answered_to, actors, name):
    refused(WrongPerson, publish_change, answered_to, actors[name])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"part": "slug"}, "unknown_part", "part"),
        ({"part": "ends_on:7", "after": dt.date(2026, 5, 1)}, "unknown_part", "part"),
        ({"after": {}}, "text_missing", "after"),
        ({"after": {"sv": HUGE}}, "text_too_long", "after"),
        ({"after": {"sv": "a\x00"}}, "null_character", "after"),
        ({"reason": {}}, "text_missing", "reason"),
        ({"reason": {"sv": HUGE}}, "text_too_long", "reason"),
        ({"part": "decision_on", "after": dt.date(2026, 6, 25)}, "decision_after_answer", "after"),
        ({"part": "ends_on:1", "after": dt.date(2026, 2, 1)}, "ends_before_it_begins", "after"),
        ({"part": "goal", "after": {"sv": "Ett underlag till skolplanen."}}, "plan_says_so_already", "after"),
    ],
)
def test_a_change_of_nonsense_is_refused_and_nothing_is_published(answered_to, alma, given, code, field):
    refusal = refused(WrongInput, publish_change, answered_to, alma, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)
    assert not PublishedChange.objects.exists()


def test_a_promised_day_that_has_passed_is_not_moved(answered_to, alma):
    with clock.at(dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)):
        refusal = refused(WrongInput, publish_change, answered_to, alma, part="answer_due", after=dt.date(2026, 8, 1))
    assert refusal.code == "promise_has_passed"


def test_html_is_kept_as_it_was_written(answered_to, alma):
    publish_change(answered_to, alma, after={"sv": SCRIPT})
    answered_to.refresh_from_db()
    assert answered_to.question == {"sv": SCRIPT}
