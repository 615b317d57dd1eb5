"""What members and host do: what is kept, what is refused, and what is measured."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.documents import Table, read
from gehor.ground.documents import written as document_text
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.worker import work_off
from gehor.network import actions as network
from gehor.network.programme import keys
from gehor.network.programme import queries as programmes
from gehor.network.programme.actions import applying
from gehor.network.programme.homework import queries, report, rules, tasks
from gehor.network.programme.homework.actions import doing, leading
from gehor.network.programme.homework.models import Delivery, HomeDialogue, MapStep, Variation
from gehor.network.sharing.models import Heard, HeardDialogue, Source

from ..conftest import PDF, TODAY

DUE = TODAY + dt.timedelta(days=60)


def refused(code, act, *args, **given):
    with pytest.raises(WrongInput) as refusal:
        act(*args, **given)
    assert refusal.value.code == code


@pytest.fixture
def member(admit):
    return admit()


@pytest.fixture
def others(admit, programme):
    programme.members_most = 9
    programme.save()
    return [admit("Närby kommun", number="212000-1355"), admit("Storby kommun", number="232100-0016")]


@pytest.fixture
def step(programme, nour):
    given = {"starts_on": programme.begins_on, "due_on": DUE, "called": ["analyst"]}
    return leading.add_step(programme, actor=nour, title={"sv": "Nuläge"}, about={}, **given)


@pytest.fixture
def assignment(step, nour):
    given = {"title": {"sv": "Beskriv nuläget"}, "instructions": {"sv": "En sida."}, "due_on": DUE}
    return leading.set_assignment(step, actor=nour, **given)


def test_the_ten_steps_lie_one_after_the_other_within_the_programme(programme, nour):
    steps = leading.begin_with_ten_steps(programme, actor=nour)
    assert len(steps) == 10
    assert all(programme.begins_on <= each.starts_on <= each.due_on <= programme.ends_on for each in steps)
    assert all(one.due_on <= next_one.starts_on for one, next_one in pairwise(steps))
    refused("steps_there_already", leading.begin_with_ten_steps, programme, actor=nour)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"due_on": TODAY}, "step_ends_before_it_begins"),
        ({"starts_on": TODAY}, "step_outside_programme"),
        ({"called": ["king"]}, "no_such_part_at_home"),
        ({"title": {}}, "text_missing"),
    ],
)
def test_what_cannot_be_a_step_is_refused(programme, nour, given, code):
    usual = {"title": {"sv": "Nuläge"}, "about": {}, "starts_on": programme.begins_on, "due_on": DUE}
    refused(code, leading.add_step, programme, actor=nour, **{**usual, **given})


def test_a_member_takes_steps_its_own_way(member, others, step):
    own = doing.add_own_step(
        member, actor=RESIDENT, title="Ungdomsråd", about="", starts_on=step.starts_on, due_on=step.due_on
    )
    doing.vary_step(member, step, actor=RESIDENT, due_on=DUE + dt.timedelta(days=30), note="Efter valet.")
    with clock.at(dt.datetime.combine(DUE + dt.timedelta(days=10), dt.time(9), dt.UTC)):
        mine = {each.step.pk: each.place for each in queries.course(member, clock.today())}
        theirs = {each.step.pk: each.place for each in queries.course(others[0], clock.today())}
        assert mine == {step.pk: rules.Place.NOW, own.pk: rules.Place.LATE}
        assert theirs == {step.pk: rules.Place.LATE}
        doing.vary_step(member, step, actor=RESIDENT, done_on=clock.today())
        doing.vary_step(member, own, actor=RESIDENT, skipped_because="Rådet finns redan.")
        _steps, rows = queries.picture(member.programme, clock.today())
        assert {row.called: row.progress for row in rows} == {
            "Bortby kommun": 1.0,
            "Närby kommun": 0.0,
            "Storby kommun": 0.0,
        }
    assert Variation.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"done_on": TODAY, "skipped_because": "Nej."}, "skipped_and_done"),
        ({"done_on": TODAY + dt.timedelta(days=1)}, "done_in_the_future"),
        ({"due_on": TODAY}, "own_day_outside_programme"),
    ],
)
def test_what_cannot_be_said_of_a_step_is_refused(member, step, given, code):
    refused(code, doing.vary_step, member, step, actor=RESIDENT, **given)


def test_a_delivery_is_read_answered_once_and_told_by_mail(member, assignment, nour, mailoutbox):
    refused("text_missing", doing.deliver, member, assignment, actor=RESIDENT, text=" ")
    first = doing.deliver(member, assignment, actor=RESIDENT, text="Vi har tre råd.", file=PDF)
    assert queries.unread(member.programme) == [first]
    leading.give_feedback(first, actor=nour, text="Vilka hörs inte?", is_enough=False)
    refused("feedback_given_already", leading.give_feedback, first, actor=nour, text="Igen", is_enough=True)
    second = doing.deliver(member, assignment, actor=RESIDENT, text="De unga hörs inte.")
    assert queries.own_deliveries(member, assignment.step)[assignment.pk].delivery == second
    assert Delivery.objects.count() == 2
    work_off()
    work_off()
    told = [message for message in mailoutbox if "Vilka hörs inte?" in message.body]
    assert [message.to for message in told] == [["mira@bortby.example"]]
    assert len([message for message in mailoutbox if message.subject.startswith("En inlämning från Bortby")]) == 2


def test_a_member_is_reminded_once_a_week_of_what_is_due(member, others, assignment, mailoutbox):
    doing.deliver(others[0], assignment, actor=RESIDENT, text="Klart.")
    doing.vary_step(others[0], assignment.step, actor=RESIDENT, done_on=TODAY)
    doing.vary_step(others[1], assignment.step, actor=RESIDENT, skipped_because="Redan gjort.")
    work_off()
    mailoutbox.clear()
    for days, sent in ((-8, 0), (-7, 1), (-6, 1), (1, 2), (29, 2)):
        with clock.at(dt.datetime.combine(DUE + dt.timedelta(days=days), dt.time(9), dt.UTC)):
            tasks.remind()
            work_off()
            assert len(mailoutbox) == sent, days
    assert "Ska vara klart inom en vecka" in mailoutbox[0].body
    assert "Försenat:" in mailoutbox[1].body
    assert {message.to[0] for message in mailoutbox} == {"mira@bortby.example"}


@pytest.fixture
def heard(organisation):
    """heard("Bortby kommun", 1): a dialogue that the feed of that name tells of, and whose answer came in time."""

    def told(name, number):
        now, url = clock.now(), f"https://x{number}.example/"
        feed = {"what": "organisation", "name": name, "address": url, "since": now, "due_at": now}
        source = Source.objects.create(organisation=organisation, **feed)
        row = Heard.objects.create(source=source, name="X", kind="municipality", url=url, confirmed_at=now)
        answered = {"promised_on": TODAY, "answered_on": TODAY, "is_tied": True, "is_evaluated": False}
        when = {"first_heard_at": now, "changed_at": now}
        return HeardDialogue.objects.create(
            heard=row, url=f"{url}d/skolan/", title={"sv": "Skolan"}, source_language="sv", **answered, **when
        )

    return told


def test_a_dialogue_of_the_member_s_own_installation_is_linked_and_tells_for_itself(member, heard, client):
    own, foreign = heard("Bortby  kommun", 1), heard("Närby kommun", 2)
    page = f"{keys.address_of(member)}dialogues/"
    shown = client.get(page, headers={"accept-language": "sv"}).content.decode()
    assert own.url in shown and foreign.url not in shown
    refused("not_your_dialogue", doing.link_heard, member, foreign.url, actor=RESIDENT)
    assert client.post(page, {"link": own.url}).status_code == 303
    (told,) = queries.home_dialogues([member])
    assert told.held == rules.Held(tied=True, promised_on=TODAY, answered_on=TODAY, evaluated=False)
    HeardDialogue.objects.filter(pk=own.pk).update(is_evaluated=True)
    assert queries.home_dialogues([member])[0].held.evaluated
    Source.objects.filter(heard__pk=own.heard_id).update(ended_at=clock.now())
    (left,) = queries.home_dialogues([member])
    assert (left.home.title, left.held.tied) == ("Skolan", None)


def test_what_nobody_has_told_of_is_taken_away_and_the_rest_stays(member, assignment, nour):
    step = assignment.step
    leading.change_assignment(
        assignment, actor=nour, title={"sv": "Nuläget"}, instructions={"sv": "Två sidor."}, due_on=DUE
    )
    given = {"title": {"sv": "Nuläget"}, "instructions": {"sv": "Två sidor."}}
    outside = member.programme.ends_on + dt.timedelta(days=1)
    refused("step_outside_programme", leading.change_assignment, assignment, actor=nour, due_on=outside, **given)
    own = doing.add_own_step(member, actor=RESIDENT, title="Eget", about="", starts_on=step.starts_on, due_on=DUE)
    leading.drop_step(own, actor=RESIDENT)
    with pytest.raises(WrongPerson):
        leading.drop_step(step, actor=RESIDENT)
    doing.deliver(member, assignment, actor=RESIDENT, text="Klart.")
    for drop, one in ((leading.drop_step, step), (leading.drop_assignment, assignment)):
        with pytest.raises(NotYet) as refusal:
            drop(one, actor=nour)
        assert refusal.value.missing == ("homework_nothing_told",)
    Delivery.objects.all().delete()
    leading.drop_assignment(assignment, actor=nour)
    leading.drop_step(step, actor=nour)
    assert not queries.steps(member.programme).exists()


def test_who_has_no_place_tells_nothing(submit, assignment, step):
    application = submit()
    for act in (
        lambda: doing.deliver(application, assignment, actor=RESIDENT, text="X"),
        lambda: doing.vary_step(application, step, actor=RESIDENT),
        lambda: doing.tell_dialogue(application, actor=RESIDENT, title="X"),
        lambda: doing.judge_map(application, actor=RESIDENT, when="before", steps={1: 1}),
        lambda: doing.write_case(application, actor=RESIDENT, title="X"),
    ):
        with pytest.raises(NotYet) as refusal:
            act()
        assert refusal.value.missing == ("application_admitted",)


def test_education_counts_heads_and_names_nobody(member, others, nour):
    given = {"title": {"sv": "Styrkartan"}, "held_on": TODAY, "hours": Decimal("3.5"), "lecturer": "Siri Almvik"}
    leading.note_education(
        member.programme, actor=nour, **given, attended={member: (3, 5), others[0]: (1, 0), others[1]: (0, 0)}
    )
    whole, mine = queries.education(member.programme)[0], queries.education(member.programme, member)[0]
    assert (whole.elected, whole.officials, whole.members) == (4, 5, 2)
    assert (mine.elected, mine.officials) == (3, 5)
    for days, lecturer in ((730, "Siri Almvik"), (731, "")):
        last = dt.datetime.combine(member.programme.ends_on, dt.time(9), tzinfo=dt.UTC)
        with clock.at(last + dt.timedelta(days=days)):
            tasks.forget_lecturers()
        assert queries.education(member.programme)[0].education.lecturer == lecturer
    for wrong, code in (
        ({"held_on": TODAY + dt.timedelta(days=1)}, "education_in_the_future"),
        ({"hours": Decimal(0)}, "no_such_hours"),
        ({"attended": {member: (-1, 0)}}, "no_such_number_of_people"),
    ):
        args = {**given, "attended": {}, **wrong}
        refused(code, leading.note_education, member.programme, actor=nour, **args)


def test_members_meet_each_other_and_researchers(member, others, organisation, nour):
    school = network.register_partner(organisation, actor=nour, name="Högskolan i Skog", kind="university")
    researcher = network.add_contact(school, actor=nour, name="Rut Rön", role="researcher", consented_on=TODAY)
    doing.note_encounter(member, actor=RESIDENT, held_on=TODAY, about="Ungdomsråd", other=others[0])
    doing.note_encounter(member, actor=RESIDENT, held_on=TODAY, about="Urval", researcher=researcher)
    assert queries.encounters(member.programme, others[0]).count() == 1, "both sides see it"
    assert queries.encounters(member.programme, others[1]).count() == 0
    meet = {"actor": RESIDENT, "held_on": TODAY, "about": "X"}
    refused("met_one_of_both", doing.note_encounter, member, **meet)
    refused("met_one_of_both", doing.note_encounter, member, **meet, other=others[0], researcher=researcher)
    refused("met_no_member", doing.note_encounter, member, **meet, other=member)
    late = {**meet, "held_on": TODAY + dt.timedelta(days=1)}
    refused("met_in_the_future", doing.note_encounter, member, **late, other=others[0])


def test_dialogues_told_by_hand_show_what_the_programme_has_led_to(member, others):
    told = {"promised_on": TODAY, "answered_on": TODAY, "tied": True, "evaluated": False}
    home = doing.tell_dialogue(member, actor=RESIDENT, title="Skolan", **told)
    doing.tell_dialogue(others[0], actor=RESIDENT, title="Bron", promised_on=TODAY - dt.timedelta(days=3))
    found = rules.results([each.held for each in queries.home_dialogues([member, *others])], TODAY)
    assert (found.tied.yes, found.tied.of) == (1, 1)
    assert (found.in_time.yes, found.in_time.of) == (1, 2)
    assert (found.evaluated.yes, found.evaluated.of) == (0, 1)
    doing.tell_dialogue(member, actor=RESIDENT, which=home, **{**told, "title": "Skolan", "tied": False})
    assert HomeDialogue.objects.count() == 2
    refused(
        "no_address_of_a_dialogue",
        doing.tell_dialogue,
        member,
        actor=RESIDENT,
        title="X",
        address="javascript:alert(1)",
    )
    tomorrow = TODAY + dt.timedelta(days=1)
    refused("answered_in_the_future", doing.tell_dialogue, member, actor=RESIDENT, title="X", answered_on=tomorrow)


def test_a_member_alone_links_its_dialogues_and_they_tell_for_themselves(
    member, decided, organisation, other_organisation, alma, farid, nour
):
    member.tenant = organisation
    member.save()
    for stranger in (farid, RESIDENT):
        with pytest.raises(WrongPerson):
            doing.link_dialogues(member, actor=stranger, dialogues=[decided])
    doing.link_dialogues(member, actor=alma, dialogues=[decided])
    (told,) = queries.home_dialogues([member])
    assert told.held.tied is True
    assert told.held.promised_on == decided.answer_due
    doing.link_dialogues(member, actor=alma, dialogues=[decided])
    assert HomeDialogue.objects.count() == 1
    refused("tells_for_itself", doing.tell_dialogue, member, actor=RESIDENT, title="X", which=told.home)
    doing.link_dialogues(member, actor=alma, dialogues=[])
    assert not HomeDialogue.objects.exists()


def test_an_organisation_links_no_other_organisations_dialogues(member, decided, other_organisation, farid):
    member.tenant = other_organisation
    member.save()
    refused("not_your_dialogue", doing.link_dialogues, member, actor=farid, dialogues=[decided])


def test_the_map_is_judged_before_and_after_and_means_hide_the_few(member, others):
    for each, before, after in ((member, 1, 3), (others[0], 2, 3)):
        doing.judge_map(each, actor=RESIDENT, when="before", steps={1: before, 2: None})
        doing.judge_map(each, actor=RESIDENT, when="after", steps={1: after})
    assert queries.moved(member.programme)[1].change is None
    doing.judge_map(others[1], actor=RESIDENT, when="before", steps={1: 3})
    doing.judge_map(others[1], actor=RESIDENT, when="after", steps={1: 3})
    moved = queries.moved(member.programme)[1]
    assert (moved.before, moved.after, moved.members) == (2.0, 3.0, 3)
    doing.judge_map(member, actor=RESIDENT, when="after", steps={})
    assert MapStep.objects.filter(application=member).count() == 1
    refused("no_such_moment", doing.judge_map, member, actor=RESIDENT, when="now", steps={})
    refused("no_such_step_of_the_map", doing.judge_map, member, actor=RESIDENT, when="after", steps={1: 6})
    refused("no_such_step_of_the_map", doing.judge_map, member, actor=RESIDENT, when="after", steps={99: 1})


def test_who_leaves_is_no_longer_in_the_means(member, others):
    for each in (member, *others):
        for when in ("before", "after"):
            doing.judge_map(each, actor=RESIDENT, when=when, steps={1: 2})
    assert queries.moved(member.programme)[1].members == 3
    applying.withdraw(member, actor=RESIDENT)
    assert queries.moved(member.programme)[1].members == 2


def test_the_report_is_put_together_from_its_parts(member, others, step, nour):
    doing.write_case(member, actor=RESIDENT, title="Skolan frågade", background="Det var tyst.", result="Tre beslut.")
    doing.tell_dialogue(member, actor=RESIDENT, title="Skolan", tied=True)
    refused(
        "text_missing",
        leading.write_report,
        member.programme,
        actor=nour,
        foreword={},
        method={},
        lessons={},
        is_public=True,
    )
    texts = {"foreword": {"sv": "Tack."}, "method": {"sv": "Fyra träffar."}, "lessons": {}}
    leading.write_report(member.programme, actor=nour, **texts, is_public=True)
    made = read(queries.booklet(member.programme, "sv", is_public=True).document)
    said = document_text(made)
    bars = {each.caption: each.bars for each in made.parts if isinstance(each, Table)}
    assert bars["Dialoger hemma"] == (1.0, 0.0, 0.0) and bars["Hur många deltagare som är klara med varje steg"] == (
        0.0,
    )
    assert report._mean(1.66) == "1.7"  # as the page rounds it
    for words in ("Fyra träffar.", "Bortby kommun: Skolan frågade", "Tre beslut.", "Nuläge", "Dialoger hemma"):
        assert words in said, words
    assert programmes.called(others[0]) in said
