"""Inviting, ticking who came, the ballot and the plan: what is allowed, and what is refused."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from gehor.analysis.actions import drop_finding
from gehor.analysis.models import Finding
from gehor.analysis.series import actions, queries
from gehor.analysis.series.models import Action, Ballot, Code, Invitation, Option, Prioritisation
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact, Participant
from gehor.methods.meeting import actions as meeting
from gehor.methods.meeting.models import Seat
from gehor.participation.actions import enter
from gehor.planning.models import Activity
from gehor.process.words import Channel


@pytest.fixture
def invited(open_meetings, alma):
    return actions.invite(open_meetings[0].dialogue, actor=alma, how_many=4)


def pks(invited):
    return [each.participant_id for each in invited]


def test_people_are_invited_to_all_the_meetings_with_or_without_an_address(meetings, tove):
    dialogue = meetings[0].dialogue
    actions.invite(dialogue, actor=tove, how_many=3)
    contact = NewContact("dana@example.org", "email", "Dana", "sv")
    (dana,) = actions.invite(dialogue, actor=tove, contact=contact)
    assert dana.number == 4 and dana.participant.contacts.get().name == "Dana"
    assert "Dana" not in str(list(Entry.objects.values_list("codes", flat=True)))
    assert [each.number for each in queries.people(dialogue)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"how_many": 0}, "invited_at_once"),
        ({"how_many": 101}, "invited_at_once"),
        ({"how_many": 2, "contact": NewContact("a@example.org")}, "one_address_one_person"),
        ({"contact": NewContact("nonsense")}, "email_wrong"),
    ],
)
def test_an_invitation_that_nobody_could_get(meetings, alma, given, code):
    with pytest.raises(WrongInput) as refusal:
        actions.invite(meetings[0].dialogue, actor=alma, **given)
    assert refusal.value.code == code and not Invitation.objects.exists()


def test_one_meeting_is_no_series(meetings, alma, bo, farid):
    Activity.objects.filter(number__gt=1).delete()
    with pytest.raises(WrongMoment) as refusal:
        actions.invite(meetings[0].dialogue, actor=alma)
    assert refusal.value.code == "no_series"
    for stranger in (bo, farid):
        with pytest.raises(WrongPerson):
            actions.invite(meetings[0].dialogue, actor=stranger)


def test_an_invitation_is_taken_back_and_the_address_forgotten(open_meetings, alma, tove):
    contact = NewContact("dana@example.org", "email", "Dana", "sv")
    (dana,) = actions.invite(open_meetings[0].dialogue, actor=alma, contact=contact)
    actions.uninvite(dana, actor=tove)
    assert not Contact.objects.exists() and not Participant.objects.filter(pk=dana.participant_id).exists()


def test_whoever_has_come_stays_invited(open_meetings, invited, tove):
    actions.attend(open_meetings[0], actor=tove, tables={invited[0].participant_id: 1})
    with pytest.raises(WrongMoment) as refusal:
        actions.uninvite(invited[0], actor=tove)
    assert refusal.value.code == "has_come"


def test_who_came_is_expected_again_and_who_is_missing_is_seen(open_meetings, invited, tove):
    first, second, third, fourth = pks(invited)
    m1, m2, _m3 = open_meetings
    actions.attend(m1, actor=tove, tables={first: 1, second: 1, third: 2, fourth: 0})
    meeting.note_attendance(m1, actor=tove, people={3: 1})  # somebody came without invitation
    with clock.at(dt.datetime(2026, 3, 9, 9, tzinfo=dt.UTC)):
        actions.invite(m1.dialogue, actor=tove)
    actions.attend(m2, actor=tove, tables={first: 2, fourth: 2})
    came = queries.attendance(open_meetings, queries.people(m1.dialogue))
    assert [(each.people, each.again, each.expected, each.missing) for each in came] == [
        (4, 0, 4, 1),
        (2, 1, 6, 4),
        (0, 0, 6, 6),
    ]
    assert Seat.objects.get(table__activity=m2, participant=first).table.participant.people == 2


@pytest.fixture
def note(tove):
    """`note(activity)` types in what somebody at table 1 said; `note(activity, participant)` what that person said."""

    def take(activity, participant=None):
        given = {"submission": uuid.uuid4(), "text": "Mer tid", "language": "sv", "participant": participant}
        return enter(activity, actor=tove, channel=Channel.MEETING, values={"table": 1}, **given)

    return take


def test_a_tick_may_be_changed_until_something_is_noted(open_meetings, invited, tove, note):
    m1, pk = open_meetings[0], invited[0].participant_id
    actions.attend(m1, actor=tove, tables={pk: 1})
    assert actions.attend(m1, actor=tove, tables={pk: 1}) == 0
    actions.attend(m1, actor=tove, tables={pk: 2})
    assert Seat.objects.get(participant=pk).table.number == 2
    note(m1, invited[0].participant)
    with pytest.raises(WrongInput) as refusal:
        actions.attend(m1, actor=tove, tables={pk: 0})
    assert refusal.value.code == "spoke_here" and Seat.objects.filter(participant=pk).exists()


def test_ticks_that_cannot_be(open_meetings, invited, tove, note):
    stranger = note(open_meetings[0]).participant_id
    for tables, code in (({stranger: 1}, "not_of_the_series"), ({invited[0].participant_id: 9}, "unknown_table")):
        with pytest.raises(WrongInput) as refusal:
            actions.attend(open_meetings[0], actor=tove, tables=tables)
        assert refusal.value.code == code


def test_nobody_is_ticked_before_the_meeting_is_open(meetings, alma, tove):
    made = actions.invite(meetings[0].dialogue, actor=alma)
    with pytest.raises(NotYet) as refusal:
        actions.attend(meetings[0], actor=tove, tables={made[0].participant_id: 1})
    assert refusal.value.missing == ("open",)


def test_the_invited_who_leave_their_seat_are_still_invited(open_meetings, invited, tove):
    actions.attend(open_meetings[0], actor=tove, tables={invited[0].participant_id: 1})
    meeting.leave_seat(Seat.objects.get(), actor=tove)
    assert Invitation.objects.count() == 4


# Prioritising


def test_a_ballot_before_there_are_categories(open_meetings, alma):
    with pytest.raises(NotYet) as refusal:
        actions.open_prioritisation(open_meetings[1], actor=alma, dots=2)
    assert refusal.value.missing == ("finding",)


def test_a_ballot_with_one_category_is_none(open_meetings, categories, alma):
    Finding.objects.filter(number__gt=1).delete()
    with pytest.raises(WrongMoment) as refusal:
        actions.open_prioritisation(open_meetings[1], actor=alma, dots=1)
    assert refusal.value.code == "nothing_to_choose_between"


def test_a_ballot_that_would_not_tell(open_meetings, categories, alma, tove):
    for number, dots, code in ((0, 2, "not_the_first_meeting"), (1, 0, "dots_fewer"), (1, 4, "dots_fewer")):
        with pytest.raises(WrongInput) as refusal:
            actions.open_prioritisation(open_meetings[number], actor=alma, dots=dots)
        assert refusal.value.code == code
    with pytest.raises(WrongPerson):
        actions.open_prioritisation(open_meetings[1], actor=tove, dots=2)


def test_the_words_on_the_ballot_stay(prioritisation, open_meetings, alma):
    option = Option.objects.get(number=1)
    Finding.objects.filter(pk=option.finding_id).update(statement={"sv": "Ändrad"})
    option.refresh_from_db()
    assert option.statement == {"sv": "Skolgården är för liten."}
    with pytest.raises(WrongMoment) as refusal:
        drop_finding(option.finding, actor=alma)
    assert refusal.value.code == "finding_was_prioritised"
    with pytest.raises(WrongMoment) as refusal:
        actions.open_prioritisation(open_meetings[1], actor=alma, dots=1)
    assert refusal.value.code == "prioritised_already"


def test_each_ballot_counts_once_whichever_way_it_comes(prioritisation, tove, dana):
    first, second = actions.make_ballots(prioritisation, actor=tove, number=2)
    actions.vote(prioritisation, actor=dana, code=f"{first[:5]}-{first[5:]}".lower(), dots=[2, 1])
    actions.enter_ballot(prioritisation, actor=tove, code=second, dots=[4])
    assert sorted(Ballot.objects.values_list("way", flat=True)) == ["paper", "phone"]
    assert [1, 2] in list(Ballot.objects.values_list("dots", flat=True))
    for code in (first, second):
        with pytest.raises(WrongInput) as refusal:
            actions.enter_ballot(prioritisation, actor=tove, code=code, dots=[1])
        assert refusal.value.code == "ballot_used"
    assert Ballot.objects.count() == 2


@pytest.mark.parametrize(
    ("dots", "code"),
    [([1, 2, 3], "too_many_dots"), ([], "no_dots"), ([9], "no_such_category"), ([1, 1], "dots_on_one")],
)
def test_a_ballot_that_is_filled_in_wrongly_is_not_used_up(prioritisation, tove, dana, dots, code):
    (key,) = actions.make_ballots(prioritisation, actor=tove, number=1)
    with pytest.raises(WrongInput) as refusal:
        actions.vote(prioritisation, actor=dana, code=key, dots=dots)
    assert refusal.value.code == code
    assert not Code.objects.get().is_used and not Ballot.objects.exists()


def test_a_code_that_nobody_made(prioritisation, tove, alma):
    for code in ("nonsense", "", "23456789AB"):
        with pytest.raises(WrongInput) as refusal:
            actions.enter_ballot(prioritisation, actor=tove, code=code, dots=[1])
        assert refusal.value.code == "unknown_ballot"
    for number in (0, 201):
        with pytest.raises(WrongInput) as refusal:
            actions.make_ballots(prioritisation, actor=alma, number=number)
        assert refusal.value.code == "so_many_ballots"


def test_nothing_that_is_kept_leads_from_a_code_to_a_ballot(prioritisation, tove, dana):
    (code,) = actions.make_ballots(prioritisation, actor=tove, number=1)
    actions.vote(prioritisation, actor=dana, code=code, dots=[1])
    assert {field.name for field in Ballot._meta.fields} == {"id", "prioritisation", "way", "dots"}
    assert {field.name for field in Code._meta.fields} == {"key", "prioritisation", "is_used"}
    assert code not in str(list(Code.objects.values()))
    entry = Entry.objects.get(step="series.vote")
    assert entry.actor == "resident" and entry.codes == {"way": "phone"}
    assert entry.subject_kind == "series.prioritisation"


def test_the_database_refuses_to_change_a_ballot(counted):
    row = Ballot.objects.first()
    for change in (lambda: Ballot.objects.filter(pk=row.pk).update(dots=[2]), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert connection.in_atomic_block


def test_a_closed_prioritisation_takes_no_more(prioritisation, counted, alma, tove):
    for late in (
        lambda: actions.make_ballots(prioritisation, actor=alma, number=1),
        lambda: actions.enter_ballot(prioritisation, actor=tove, code="23456789AB", dots=[1]),
        lambda: actions.close_prioritisation(prioritisation, actor=alma),
    ):
        with pytest.raises(WrongMoment) as refusal:
            late()
        assert refusal.value.code == "prioritisation_closed"


def test_nothing_is_closed_before_a_ballot_has_come(prioritisation, alma):
    with pytest.raises(WrongMoment) as refusal:
        actions.close_prioritisation(prioritisation, actor=alma)
    assert refusal.value.code == "no_ballots_yet"
    assert Prioritisation.objects.get().closed_at is None


def test_how_it_came_out(counted):
    found = queries.priorities(counted)
    assert [(each.option.number, each.weighed.dots) for each in found.ranked] == [(3, 10), (1, 3), (2, 1), (4, 0)]
    assert found.outcome.by_way == (("phone", 5), ("paper", 6))


# The plan


def test_the_plan_says_what_who_and_when(counted, alma):
    option = Option.objects.select_related("prioritisation__dialogue").get(number=3)
    day = dt.date(2026, 9, 1)
    row = actions.plan_action(option, actor=alma, what={"sv": "Ny tur."}, who="Trafik", due_on=day, version=0)
    assert (row.version, row.who, row.due_on) == (1, "Trafik", day)
    with pytest.raises(WrongMoment) as refusal:
        actions.plan_action(option, actor=alma, what={"sv": "Annat."}, who="", due_on=None, version=0)
    assert refusal.value.code == "planned_meanwhile" and Action.objects.get().what == {"sv": "Ny tur."}
    with pytest.raises(WrongInput):
        actions.plan_action(option, actor=alma, what={}, who="", due_on=None, version=1)


def test_nothing_is_planned_before_the_order_is_known(prioritisation, alma, tove):
    option = Option.objects.select_related("prioritisation__dialogue").get(number=3)
    with pytest.raises(WrongMoment) as refusal:
        actions.plan_action(option, actor=alma, what={"sv": "Ny tur."}, who="", due_on=None, version=0)
    assert refusal.value.code == "prioritisation_open"
    with pytest.raises(WrongPerson):
        actions.plan_action(option, actor=tove, what={"sv": "Ny tur."}, who="", due_on=None, version=0)
