"""One person counts once, whatever came and however it came."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact, new_participant
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code, shown
from gehor.participation import queries as participation
from gehor.participation.actions import close_participation
from gehor.participation.ballots import queries, voting
from gehor.participation.ballots.actions import enter_ballot
from gehor.participation.ballots.models import Ballot, FormVersion, Voter
from gehor.participation.ballots.voting import vote
from gehor.participation.models import Contribution, Wording
from gehor.planning.actions import change_method
from gehor.process.method import Cast
from gehor.process.words import Channel

from .conftest import counted, hand_in, held

HOUR = dt.timedelta(hours=1)


def enter(activity, actor, name, *ways, **given):
    given = {"submission": uuid.uuid4(), "language": "sv", "channel": Channel.PAPER, **given}
    known = held(name) if name else None
    return enter_ballot(activity, actor=actor, held=known, values={"way": list(ways)}, **given)


# One ballot


def test_a_ballot_has_a_person_behind_it_a_version_and_an_entry_without_a_name(travel):
    ballot = hand_in(travel, "dana", "bus")
    assert (ballot.channel, ballot.values, ballot.item, ballot.version.number) == ("web", {"way": ["bus"]}, "", 1)
    voter = Voter.objects.get()
    assert (voter.pseudonym, voter.proof, voter.participant) == ("dana", "code", Participant.objects.get())
    entry = Entry.objects.get(step="participation.cast")
    assert (entry.subject_kind, entry.subject_id) == ("ballots.voter", voter.pk)
    assert entry.codes == {"activity": travel.pk, "channel": "web"}


def test_an_address_that_is_left_is_kept_with_the_person(travel):
    ballot = hand_in(travel, "dana", "bus", contact=NewContact("dana@example.org"))
    assert Contact.objects.get().participant_id == ballot.voter.participant_id


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"way": ["rocket"]}, "unknown_option"),
        ({"way": "bus"}, "not_an_answer"),
        ({"colour": "red"}, "unknown_question"),
        ({}, "nothing_answered"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_stored(travel, values, code):
    with pytest.raises(WrongInput) as refusal:
        hand_in(travel, "dana", values=values)
    assert refusal.value.code == code
    assert not Ballot.objects.exists() and not Voter.objects.exists()


def test_what_it_is_about_must_be_something_that_was_asked(views):
    for item in ("s999", "åh"):
        with pytest.raises(WrongInput) as refusal:
            vote(views, actor=RESIDENT, submission=uuid.uuid4(), held=held("dana"), item=item, choice=1)
        assert refusal.value.code == "unknown_item"


def test_an_activity_in_which_people_write_takes_no_ballots(opened, activity):
    with pytest.raises(WrongInput) as refusal:
        hand_in(activity, "dana", "bus")
    assert refusal.value.code == "takes_no_ballots"


def test_nobody_votes_before_the_first_day_or_after_the_last(travel):
    for day, code in ((dt.date(2026, 2, 28), "not_begun"), (dt.date(2026, 5, 1), "over")):
        with clock.at(dt.datetime.combine(day, dt.time(12), dt.UTC)), pytest.raises(WrongMoment) as refusal:
            hand_in(travel, "dana", "bus")
        assert refusal.value.code == code


def test_staff_do_not_vote_and_residents_do_not_type_in(travel, alma, farid):
    with pytest.raises(WrongPerson):
        vote(travel, actor=alma, submission=uuid.uuid4(), held=held("x"), item="", choice=1)
    for actor in (RESIDENT, farid):
        with pytest.raises(WrongPerson):
            enter(travel, actor, "dana", "bus")


# Sent twice


def test_the_same_form_sent_twice_is_one_ballot(travel):
    submission = uuid.uuid4()
    first = hand_in(travel, "dana", "bus", submission=submission)
    again = hand_in(travel, "dana", "bus", submission=submission)
    assert (again.pk, again.came_before, first.came_before) == (first.pk, True, False)
    assert (Ballot.objects.count(), Entry.objects.filter(step="participation.cast").count()) == (1, 1)


def test_the_same_form_is_known_again_where_a_second_ballot_would_be_refused(final):
    submission = uuid.uuid4()
    first = hand_in(final, "dana", "bus", submission=submission)
    assert hand_in(final, "dana", "bus", submission=submission) == first


# Which counts


def test_the_last_ballot_counts_and_the_first_is_kept(travel):
    first = hand_in(travel, "dana", "bus")
    second = hand_in(travel, "dana", "bike")
    third = hand_in(travel, "dana", "car")
    assert (second.replaces, third.replaces) == (first, second)
    assert counted(travel) == [["car"]]
    assert (Voter.objects.count(), Ballot.objects.count(), Participant.objects.count()) == (1, 3, 1)


def test_where_the_first_counts_a_second_is_refused_and_says_when(final):
    hand_in(final, "dana", "bus")
    with pytest.raises(WrongMoment) as refusal:
        hand_in(final, "dana", "bike")
    assert (refusal.value.code, refusal.value.params) == ("voted_before", {"received_on": dt.date(2026, 3, 2)})
    assert counted(final) == [["bus"]]


def test_a_sheet_from_yesterday_does_not_beat_the_ballot_of_today(travel, tove):
    web = hand_in(travel, "dana", "bus")
    sheet = enter(travel, tove, "dana", "car", received_at=clock.now() - 24 * HOUR)
    assert (sheet.aside, sheet.replaces, sheet.entered_by_id) == (True, None, tove.account_id)
    assert counted(travel) == [["bus"]]
    assert hand_in(travel, "dana", "bike").replaces == web


def test_where_the_first_counts_a_sheet_from_yesterday_takes_the_place_of_the_ballot_of_today(final, tove):
    web = hand_in(final, "dana", "bus")
    sheet = enter(final, tove, "dana", "car", received_at=clock.now() - 24 * HOUR)
    later = enter(final, tove, "dana", "bike", received_at=clock.now() - HOUR)
    assert (sheet.replaces, later.aside) == (web, True)
    assert counted(final) == [["car"]]


def test_each_statement_has_a_vote_of_its_own(views):
    for item, choice in (("s1", 1), ("s2", -1), ("s1", 0)):
        vote(views, actor=RESIDENT, submission=uuid.uuid4(), held=held("dana"), item=item, choice=choice)
    assert queries.said(views).casts == (
        Cast(0, "s1", Channel.WEB, {"choice": 0}),
        Cast(0, "s2", Channel.WEB, {"choice": -1}),
    )


def test_votes_that_are_stored_together_settle_as_if_they_came_one_by_one(views):
    """As the one writer stores them: two people, one of whom changes their mind before the first vote is stored."""
    given = [("dana", "s1", 1), ("ebbe", "s1", 1), ("dana", "s1", -1), ("dana", "s2", 0)]
    votes = [voting._Vote(views, RESIDENT, uuid.uuid4(), held(who), *rest, clock.now()) for who, *rest in given]
    with transaction.atomic():
        ballots = voting._received(votes)
    assert [each.submission for each in ballots] == [each.submission for each in votes]
    assert ballots[0].voted_on == {"s1", "s2"} and ballots[1].voted_on == {"s1"}
    assert sorted((each.item, each.values["choice"]) for each in queries.said(views).casts) == [
        ("s1", -1),
        ("s1", 1),
        ("s2", 0),
    ]
    assert Entry.objects.filter(step="participation.cast").count() == Voter.objects.count() == 2


def test_the_same_sheet_typed_twice_is_one_person_who_keeps_the_code(travel, tove):
    code = new_code()
    first = enter(travel, tove, "", "bus", sheet=shown(code).lower())
    enter(travel, tove, "", "bike", sheet=code)
    assert Voter.objects.get().participant.receipt == code == first.voter.participant.receipt
    assert counted(travel) == [["bike"]]
    with pytest.raises(WrongInput) as refusal:
        enter(travel, tove, "", "bus", sheet="7KM2PX4RT")
    assert refusal.value.code == "unknown_sheet"


def test_a_sheet_with_the_receipt_of_somebody_who_has_voted_on_the_web_is_the_same_persons(travel, tove):
    web = hand_in(travel, "dana", "bus")
    sheet = enter(travel, tove, "", "bike", sheet=web.voter.participant.receipt)
    assert (sheet.voter, sheet.replaces) == (web.voter, web)
    assert counted(travel) == [["bike"]]


def test_nobody_votes_with_a_receipt_from_another_organisation(travel, other_organisation):
    stranger = new_participant(other_organisation)
    with pytest.raises(WrongPerson):
        hand_in(travel, "dana", "bus", participant=stranger)


def test_two_sheets_without_a_code_are_two_people(travel, tove):
    enter(travel, tove, "", "bus")
    enter(travel, tove, "", "bus")
    assert counted(travel) == [["bus"], ["bus"]]


@pytest.mark.parametrize(
    ("given", "code"), [({"channel": "web"}, "unknown_channel"), ({"received_at": 1}, "received_in_future")]
)
def test_what_is_typed_in_came_in_a_way_and_at_a_time_that_can_be(travel, tove, given, code):
    if "received_at" in given:
        given = {"received_at": clock.now() + HOUR}
    with pytest.raises(WrongInput) as refusal:
        enter(travel, tove, "dana", "bus", **given)
    assert refusal.value.code == code


# In words


def test_an_open_answer_is_a_contribution_of_the_same_person_and_does_not_stand_on_the_ballot(travel):
    ballot = hand_in(travel, "dana", values={"way": ["bus"], "why": " Det är nära. "})
    contribution = Contribution.objects.get()
    wording = Wording.objects.get()
    assert ballot.values == {"way": ["bus"]}
    assert (contribution.participant_id, contribution.values) == (ballot.voter.participant_id, {"question": "why"})
    assert (wording.title, wording.text, contribution.channel) == ("Varför?", "Det är nära.", "web")
    said = queries.said(travel)
    assert [each.reference for each in said.items] == [contribution.reference]


def test_what_is_said_again_on_the_ballot_that_takes_its_place_is_said_once(travel):
    submission = uuid.uuid4()
    for _ in range(2):
        hand_in(travel, "dana", values={"why": "Nära."}, submission=submission)
    hand_in(travel, "dana", values={"way": ["bus"], "why": "Nära."})
    hand_in(travel, "dana", values={"way": ["bus"], "why": "Billigt."})
    assert sorted(Wording.objects.values_list("text", flat=True)) == ["Billigt.", "Nära."]
    assert Participant.objects.count() == 1


# Closed, frozen, and held by the database


def test_closed_means_closed_in_the_database_too(travel, alma):
    ballot = hand_in(travel, "dana", "bus")
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(WrongMoment) as refusal:
        hand_in(travel, "ebbe", "bus")
    assert refusal.value.code == "closed_meanwhile"
    row = Ballot(activity=travel, voter=ballot.voter, version=ballot.version, item="x", submission=uuid.uuid4())
    row.channel, row.received_at = "web", clock.now()
    with pytest.raises(DatabaseError, match="the activity is not open"), transaction.atomic():
        row.save()
    assert counted(travel) == [["bus"]]


def test_a_ballot_and_what_was_asked_never_change(travel):
    ballot = hand_in(travel, "dana", "bus")
    for rows, change in (
        (Ballot.objects.all(), {"values": {"way": ["car"]}}),
        (Voter.objects.all(), {"pseudonym": "ebbe"}),
        (FormVersion.objects.all(), {"questions": []}),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FormVersion.objects.all()._raw_delete("default")
    ballot.refresh_from_db()
    assert ballot.values == {"way": ["bus"]}


def again(ballot, **changed):
    row = Ballot.objects.get(pk=ballot.pk)
    row.pk, row.submission = None, uuid.uuid4()
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    return row


def test_the_database_holds_that_one_person_counts_once(travel):
    dana, ebbe = hand_in(travel, "dana", "bus"), hand_in(travel, "ebbe", "bike")
    second = hand_in(travel, "dana", "car")
    for row in (
        again(dana),  # a second first ballot
        again(dana, replaces=dana),  # the chain would fork
        again(dana, replaces=ebbe),  # in the place of another person's
        again(dana, replaces=second, item="x"),  # in the place of one on something else
        again(dana, replaces=second, aside=True),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    stranger = new_participant(travel.dialogue.organisation)
    for pseudonym, person in (("dana", stranger), ("another", dana.voter.participant)):
        row = Voter(activity=travel, pseudonym=pseudonym, participant=person, proof="open", first_at=clock.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert counted(travel) == [["bike"], ["car"]]


def test_what_is_asked_is_frozen_when_it_opens_and_anew_when_it_is_put_right(planned_by, alma):
    from gehor.participation.actions import open_participation

    activity = planned_by("travel")
    assert queries.version(activity) is None
    open_participation(activity, actor=alma)
    first = queries.version(activity)
    assert (first.number, [each.key for each in queries.questions(first)]) == (1, ["way", "km", "why"])
    kept = {"title": activity.title, "introduction": {}, "level": "consult"}
    days = {"begins_on": activity.begins_on, "ends_on": activity.ends_on}
    change_method(activity, actor=alma, setup={}, **kept, **days)
    assert queries.version(activity) == first
    change_method(activity, actor=alma, setup={"ways": ["bus", "tram"]}, **kept, **days)
    second = queries.version(activity)
    assert (second.number, [each.key for each in queries.questions(second)[0].options]) == (2, ["bus", "tram"])
    assert hand_in(activity, "dana", "tram").version == second
    with pytest.raises(NotYet) as refusal:  # somebody has answered: what they were asked stands
        change_method(activity, actor=alma, setup={}, **kept, **days)
    assert refusal.value.missing == ("nobody_yet",)


def test_people_who_only_vote_have_taken_part(travel):
    assert not participation.facts(travel.dialogue).took_part
    hand_in(travel, "dana", "bus")
    hand_in(travel, "dana", "bike")
    facts = participation.facts(travel.dialogue)
    assert (facts.ballots, facts.contributions, facts.took_part) == (1, 0, True)


def test_numbers_of_voters_say_nothing_of_who_came_first(travel):
    for name in ("ebbe", "dana"):
        hand_in(travel, name, "bus")
    assert [cast.voter for cast in queries.said(travel).casts] == [0, 1]
    hand_in(travel, "cilla", "car")
    assert [cast.values["way"] for cast in queries.said(travel).casts] == [["car"], ["bus"], ["bus"]]


# Speed


def test_a_vote_asks_the_database_little(views, django_assert_num_queries):
    def send(item):
        return vote(views, actor=RESIDENT, submission=uuid.uuid4(), held=held("dana"), item=item, choice=1)

    send("s0")
    with django_assert_num_queries(7):  # two of them begin and end the transaction
        send("s1")
    assert Entry.objects.filter(step="participation.cast").count() == 1
