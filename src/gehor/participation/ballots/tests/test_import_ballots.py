"""Many ballots from a file, undone as a whole; and the same ballots by web, typing and file give the same result."""

import datetime as dt
import itertools
import uuid
from dataclasses import replace

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Participant
from gehor.participation.actions import contribute, undo_import
from gehor.participation.ballots import queries
from gehor.participation.ballots.actions import enter_ballot, import_ballots
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.rules import Filled
from gehor.participation.models import Contribution, Import, Opening
from gehor.planning.retroactive.actions import bring_in
from gehor.planning.retroactive.held import Held, add_held
from gehor.process import asking
from gehor.process.method import Said
from gehor.process.words import Channel

from .conftest import counted, hand_in, held

ROWS = (
    Filled(2, {"way": ["bus"], "why": "Nära."}, person="a"),
    Filled(3, {"way": ["car"]}, person="b", channel=Channel.PAPER, received=dt.date(2026, 3, 1)),
    Filled(4, {"way": ["bike"]}),
    Filled(5, {"way": ["bike", "bus"]}),
)
_hashes = itertools.count()


def bring(activity, actor, rows=ROWS, name="svar.csv"):
    return import_ballots(activity, actor=actor, rows=rows, file_name=name, file_hash=f"{next(_hashes):064}")


def test_a_file_is_one_import_with_an_entry_and_a_person_for_each_mark(travel, bo):
    imported = bring(travel, bo, (*ROWS, Filled(6, {"way": ["bus"]}, person="a")))
    assert (imported.rows, imported.activity, imported.imported_by_id) == (5, travel, bo.account_id)
    assert (Ballot.objects.count(), Voter.objects.count(), Participant.objects.count()) == (5, 4, 4)
    assert counted(travel) == [["bike"], ["bus"], ["bus", "bike"], ["car"]]
    paper = Ballot.objects.get(channel="paper")
    assert (paper.received_at.date(), paper.entered_by_id) == (dt.date(2026, 3, 1), bo.account_id)
    assert Contribution.objects.get().imported_in == imported
    assert Entry.objects.filter(step="participation.import").count() == 1


def test_two_rows_of_one_person_where_the_first_counts(final, bo):
    bring(final, bo, (Filled(2, {"way": ["bus"]}, person="a"), Filled(3, {"way": ["car"]}, person="a")))
    assert counted(final) == [["bus"]]
    assert list(Ballot.objects.order_by("pk").values_list("aside", flat=True)) == [False, True]


def test_ten_rows_of_one_person_stand_in_one_chain(travel, bo):
    bring(travel, bo, [Filled(row, {"way": ["bus"], "km": str(row)}, person="a") for row in range(10)])
    assert [cast.values["km"] for cast in queries.said(travel).casts] == ["9"]
    assert Ballot.objects.filter(replaces__isnull=False).count() == 9


@pytest.mark.parametrize(
    ("rows", "code"), [((), "no_rows_to_import"), ((*ROWS, Filled(6, {"way": ["rocket"]})), "unknown_option")]
)
def test_a_file_comes_in_whole_or_not_at_all(travel, bo, rows, code):
    with pytest.raises(WrongInput) as refusal:
        bring(travel, bo, rows)
    assert refusal.value.code == code
    assert not (Import.objects.exists() or Ballot.objects.exists() or Participant.objects.exists())


def test_a_file_comes_in_once_and_by_those_who_may(travel, bo, cilla):
    given = {"rows": ROWS, "file_name": "svar.csv", "file_hash": "a" * 64}
    with pytest.raises(WrongPerson):
        import_ballots(travel, actor=cilla, **given)
    imported = import_ballots(travel, actor=bo, **given)
    with pytest.raises(WrongMoment) as refusal:
        import_ballots(travel, actor=bo, **given)
    assert refusal.value.code == "imported_before"
    undo_import(imported, actor=bo)
    import_ballots(travel, actor=bo, **given)
    assert len(counted(travel)) == 4


def test_many_rows_ask_the_database_no_more_than_few(travel, bo, django_assert_max_num_queries):
    rows = [Filled(row, {"way": ["bus"]}, person=str(row % 200)) for row in range(400)]
    with django_assert_max_num_queries(30):
        bring(travel, bo, rows)
    assert (len(counted(travel)), Ballot.objects.count()) == (200, 400)


# Undone


def test_an_import_is_undone_with_all_that_came_by_it_and_nothing_else(travel, bo):
    hand_in(travel, "dana", "car")
    imported = bring(travel, bo, (*ROWS, Filled(6, {"way": ["bus"]}, person="a")))
    undo_import(imported, actor=bo)
    assert counted(travel) == [["car"]]
    assert (Voter.objects.count(), Participant.objects.count(), Contribution.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("key", ["travel", "final"])
def test_an_import_stays_when_another_ballot_has_been_settled_against_it(opened_by, bo, tove, key):
    activity = opened_by(key)
    imported = bring(activity, bo, ROWS[:1])
    same = held(Voter.objects.get().pseudonym)
    enter_ballot(
        activity,
        actor=tove,
        submission=uuid.uuid4(),
        channel=Channel.PAPER,
        values={"way": ["car"]},
        language="sv",
        held=same,
    )
    with pytest.raises(WrongMoment) as refusal:
        undo_import(imported, actor=bo)
    assert refusal.value.code == "already_used"
    assert counted(activity) == [["car" if key == "travel" else "bus"]]
    assert Contribution.objects.count() == 1


def test_somebody_who_has_written_with_their_receipt_keeps_it_when_the_import_is_undone(travel, bo):
    imported = bring(travel, bo, ROWS[:1])
    holder = Participant.objects.get()
    contribute(travel, actor=RESIDENT, submission=uuid.uuid4(), text="Mer.", language="sv", participant=holder)
    undo_import(imported, actor=bo)
    assert (Participant.objects.get(), Voter.objects.count(), Contribution.objects.count()) == (holder, 0, 1)


# Held earlier


def test_ballots_of_a_dialogue_that_was_held_earlier_come_in_and_it_stays_closed(methods, alma, organisation):
    said = {"title": {"sv": "Resor 2013"}, "question": {"sv": "Hur reste vi?"}}
    dialogue = bring_in(organisation, actor=alma, source_language="sv", slug="resor", **said)
    when = Held("travel", {"sv": "Enkät"}, dt.date(2013, 3, 1), dt.date(2013, 5, 30), place={"sv": ""})
    activity = add_held(dialogue, actor=alma, held=when)
    bring(activity, alma, ROWS[2:])
    ballot = enter_ballot(
        activity,
        actor=alma,
        submission=uuid.uuid4(),
        channel=Channel.PAPER,
        values={"way": ["car"]},
        language="sv",
    )
    assert counted(activity) == [["bike"], ["bus", "bike"], ["car"]]
    assert ballot.received_at.date() == dt.date(2013, 5, 30)
    assert Opening.objects.get(activity=activity).closed_at < clock.now()


# The same by every way


FILLED = [
    {"way": ["bus", "bike"], "km": "2,50"},
    {"way": ["bike", "bus"], "km": " 0002.5 "},
    {"way": [], "km": "1 000"},
    {"way": ["car"], "km": "-0"},
]


def test_web_typing_and_file_say_the_same_to_the_last_digit(travel, bo, tove, methods):
    """However it was written: it is the same when it is stored, and so is all that is made of it."""
    version = queries.version(travel)
    asked = queries.questions(version)
    cells = [asking.as_cells(asked, asking.answered(asked, values)) for values in FILLED]
    for number, values in enumerate(FILLED):
        hand_in(travel, f"web{number}", values=values)
    for values in reversed(FILLED):
        given = {"channel": Channel.PAPER, "values": values, "language": "sv"}
        enter_ballot(travel, actor=tove, submission=uuid.uuid4(), **given)
    bring(travel, bo, [Filled(2, asking.from_cells(asked, each)) for each in cells])
    said = queries.said(travel)
    outcomes = []
    for channel in (Channel.WEB, Channel.PAPER, Channel.IMPORT):
        casts = [each for each in said.casts if each.channel is channel]
        kept = sorted((each.values for each in casts), key=lambda values: values["km"])
        assert kept == [
            {"way": ["car"], "km": "0"},
            {"km": "1000"},
            {"way": ["bus", "bike"], "km": "2.5"},
            {"way": ["bus", "bike"], "km": "2.5"},
        ]
        outcomes.append(replace(methods["travel"].outcome(version.setup, Said((), casts)), by_channel={}))
    assert outcomes[0] == outcomes[1] == outcomes[2]
