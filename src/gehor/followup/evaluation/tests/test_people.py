"""How many people took part is one number, wherever it stands; and what else is counted of people."""

import datetime as dt
from dataclasses import replace

from gehor.analysis.models import Finding
from gehor.analysis.queries.findings import counted
from gehor.analysis.queries.result import totals
from gehor.decision.queries import basis
from gehor.followup.evaluation import actions, people
from gehor.followup.evaluation.models import Part
from gehor.followup.evaluation.queries import courses
from gehor.ground import clock
from gehor.ground.people.keeping import new_participant
from gehor.ground.people.receipt import shown
from gehor.methods.meeting.models import Seat, Table
from gehor.participation.actions import import_contributions
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution
from gehor.participation.reading import Row
from gehor.planning.models import Activity
from gehor.planning.retroactive.actions import Known, bring_in
from gehor.planning.retroactive.held import Held, add_held
from gehor.planning.retroactive.models import Earlier
from gehor.planning.together.models import Request, Verdict
from gehor.process import indicators

from .conftest import LAST_DAY


def test_whoever_spoke_at_two_tables_and_alone_is_one_person_everywhere(analysed):
    first, second, alone = [each.participant for each in Contribution.objects.filter(dialogue=analysed).order_by("pk")]
    for table in (first, second):
        table.people = 7
        table.save()
    alone.voices.add(first, second)
    new_participant(analysed.organisation).voices.add(first)
    found = basis(analysed)
    assert (found.participants, found.people) == (3, 2), "two people sat there, and one of them spoke alone too"
    assert totals(analysed).people == 2
    assert courses([analysed])[analysed.pk].people == 2
    findings = counted(Finding.objects.filter(dialogue=analysed))
    assert list(findings.values_list("people", flat=True)) == [2, 1], "those at each of the two tables"


def test_a_table_where_nobody_noted_who_they_were_counts_as_many_as_it_said(analysed):
    table = Contribution.objects.filter(dialogue=analysed).order_by("pk")[0].participant
    table.people = 7
    table.save()
    assert basis(analysed).people == totals(analysed).people == courses([analysed])[analysed.pk].people == 9


def seated(activity, *people):
    """A meeting at which these sat at one table."""
    voice = new_participant(activity.dialogue.organisation)
    table = Table.objects.create(activity=activity, number=1, participant=voice, is_noted=True)
    Seat.objects.bulk_create(
        Seat(table=table, number=number, participant=person) for number, person in enumerate(people, 1)
    )


def test_who_stayed_away_from_the_last_meeting_is_counted_of_those_at_the_first(opened, activity):
    first = [new_participant(opened.organisation) for _each in range(6)]
    later = Activity.objects.create(
        dialogue=opened, number=7, method=activity.method, begins_on=activity.ends_on, ends_on=activity.ends_on
    )
    seated(activity, *first)
    assert courses([opened])[opened.pk].meetings == 1
    seated(later, *first[:4], new_participant(opened.organisation))
    course = courses([opened])[opened.pk]
    assert (course.meetings, course.at_first, course.at_last) == (2, 6, 4)
    assert round(indicators.dropped_out(course), 2) == 0.33
    assert indicators.dropped_out(replace(course, at_first=4)) is None  # of four somebody would be recognised


def test_a_plan_is_approved_when_the_last_who_had_to_has(opened, actors):
    def asked(number, *answers):
        request = Request.objects.create(
            dialogue=opened,
            number=number,
            content={},
            content_hash="",
            way="persons",
            needed=2,
            asked_at=clock.now(),
            asked_by_id=actors["alma"].account_id,
        )
        for name, answer, day in answers:
            Verdict.objects.create(
                request=request,
                answer=answer,
                reason="Skäl.",
                given_at=dt.datetime(2026, 2, day, 9, tzinfo=dt.UTC),
                given_by_id=actors[name].account_id,
            )
        return courses([opened])[opened.pk].approved

    assert asked(1, ("cilla", "approve", 2)) is None
    assert asked(2, ("cilla", "approve", 3), ("kim", "change", 4)) is None
    assert asked(3, ("cilla", "approve", 5), ("kim", "approve", 9)) == dt.date(2026, 2, 9)
    assert asked(4, ("cilla", "approve", 11), ("kim", "approve", 12)) == dt.date(2026, 2, 9)  # the first time


def test_of_a_dialogue_held_earlier_nobody_is_asked_and_rows_of_a_file_are_not_people(
    organisation, alma, client, signed_in
):
    said = {"title": {"sv": "Vård för unga vuxna"}, "question": {"sv": "Vad behöver bli bättre?"}}
    known = Known(held_from=dt.date(2013, 2, 1), held_to=dt.date(2013, 6, 1))
    earlier = bring_in(organisation, actor=alma, source_language="sv", slug="psykiatrin", known=known, **said)
    day = dt.date(2013, 3, 4)
    held = add_held(earlier, actor=alma, held=Held("meeting", {"sv": "Öppet möte"}, day, day))
    rows = [Row(number, f"Svara i telefon {number}", channel="meeting") for number in (2, 3)]
    import_contributions(held, actor=alma, rows=rows, file_name="a.csv", file_hash="a" * 64, mapping={})
    course = courses([earlier])[earlier.pk]
    assert (course.contributions, indicators.people(course), course.opened) == (2, None, dt.date(2013, 2, 1))
    assert indicators.days_open(course) == 121
    assert indicators.days_to_findings(replace(course, signed_off=clock.today())) is None
    assert indicators.days_planned(course) == ()
    Earlier.objects.update(people=40)
    assert courses([earlier])[earlier.pk].people == 40
    page = client.get("/d/psykiatrin/evaluation/", headers={"accept-language": "en"}).content.decode()
    assert "Nobody is asked" in page and "Nobody has been asked yet" not in page
    desk = signed_in("alma")
    assert "/taking-part/ask/" not in desk.get("/staff/d/psykiatrin/evaluation/").content.decode()
    assert desk.post("/staff/d/psykiatrin/evaluation/taking-part/ask/", {"closes_on": "2026-05-01"}).status_code == 409


def test_whoever_only_voted_is_asked_too_and_answers_by_the_receipt(english, closed, alma):
    person = new_participant(closed.organisation)
    activity = Activity.objects.get(dialogue=closed)
    Voter.objects.create(activity=activity, pseudonym="dana", participant=person, proof="eid", first_at=clock.now())
    assert person in people.to_be_asked(closed)
    actions.ask(closed, actor=alma, part=Part.TAKING_PART, closes_on=LAST_DAY)
    assert english.get(f"/c/{shown(person.receipt)}/evaluation/taking-part/").status_code == 200
