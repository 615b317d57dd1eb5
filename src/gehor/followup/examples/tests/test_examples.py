"""A finished dialogue is found, read with its evaluation, and started from; its plan is a draft and nothing more."""

import datetime as dt

import pytest

from gehor.analysis.models import SignOff
from gehor.feedback.actions import release_answers
from gehor.followup.evaluation.models import Part, Response, Round
from gehor.followup.examples.starting import start_from
from gehor.followup.models import Closing
from gehor.ground import clock
from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.planning.retroactive.actions import bring_in
from gehor.planning.retroactive.held import Held, add_held
from gehor.recruitment.models import TargetGroup

LIST = "/staff/o/alvsala/finished/"
PAGE = f"{LIST}skolan/"
START = "/staff/o/alvsala/start/"
GIVEN = {"title_sv": "Torget", "source_language": "sv"}
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def finished(answered, alma, board):
    """Skolan is closed, with lessons, and five of its participants have said what they think."""
    release_answers(answered, actor=alma, greeting={})
    Closing.objects.create(
        dialogue=answered,
        closed_at=clock.now(),
        closed_by_id=alma.account_id,
        lessons={"sv": "Fråga tidigare nästa gång."},
    )
    asked = Round.objects.create(
        dialogue=answered,
        part=Part.ANSWER,
        asked={"participants": 8},
        opened_at=clock.now() - dt.timedelta(days=30),
        opened_by_id=alma.account_id,
        closes_on=clock.today() - dt.timedelta(days=1),
    )
    Response.objects.bulk_create(
        Response(round=asked, group="staff", way="ticket", ratings={"credible": rating}) for rating in (5, 5, 4, 4, 2)
    )
    return answered


@pytest.fixture
def begun(finished, alma, accounts):
    """Torget, started from Skolan, and to be run."""
    dialogue = start_from(
        finished, actor=alma, organisation=finished.organisation, title={"sv": "Torget"}, source_language="sv"
    )
    Assessment.objects.create(
        dialogue=dialogue,
        outcome="run",
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Nämnden beslutar i december."},
        assessed_at=clock.now(),
        assessed_by=accounts["alma"],
    )
    return dialogue


@pytest.fixture
def elsewhere(finished, other_organisation):
    """The same dialogue, but held in Bortby."""
    Dialogue.objects.filter(pk=finished.pk).update(organisation=other_organisation)
    return finished


def test_the_start_page_shows_finished_dialogues_beside_the_templates(
    finished, signed_in, django_assert_max_num_queries
):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(START).content.decode()
    assert PAGE in page
    assert LIST in page


def test_a_dialogue_that_goes_on_is_not_among_them(answered, signed_in):
    alma = signed_in("alma")
    assert PAGE not in alma.get(START).content.decode()
    assert PAGE not in alma.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"q": "KVALITET skolan"}, True),
        ({"q": "bortby"}, False),
        ({"q": "2026", "kind": "citizen", "method": "proposals"}, True),
        ({"kind": "budget"}, False),
        ({"method": "meeting"}, False),
        ({"kind": "no such kind"}, True),
    ],
)
def test_finished_dialogues_are_searched_by_words_kind_and_method(finished, signed_in, wanted, is_found):
    assert (PAGE in signed_in("alma").get(LIST, wanted).content.decode()) is is_found


def test_a_card_tells_what_came_of_it_and_who_evaluated_it(finished, signed_in, django_assert_max_num_queries):
    evaluated = Round.objects.create(
        dialogue=finished,
        part=Part.TAKING_PART,
        asked={"participants": 8},
        opened_at=clock.now() - dt.timedelta(days=30),
        opened_by_id=Closing.objects.get().closed_by_id,
        closes_on=clock.today() - dt.timedelta(days=1),
    )
    alma_reads = signed_in("alma")
    for number in (4, 1):
        Response.objects.bulk_create(
            Response(round=evaluated, group="participants", way="ticket", ratings={"respect": 5}) for _ in range(number)
        )
        with django_assert_max_num_queries(15):
            page = alma_reads.get(LIST, headers=ENGLISH).content.decode()
        assert "3 took part" in page and "1 of 2 findings met, wholly or partly" in page
        assert ("5 participants evaluated it" in page) is (number == 1), "fewer than five are not told"


def test_the_list_is_paged_and_a_search_that_is_too_long_finds_all(finished, signed_in):
    for number in range(12):
        other = Dialogue.objects.create(
            organisation=finished.organisation, slug=f"d{number}", title={"sv": "En"}, started_at=clock.now()
        )
        Closing.objects.create(
            dialogue=other,
            closed_at=clock.now() + dt.timedelta(days=1),
            closed_by_id=Closing.objects.get(dialogue=finished).closed_by_id,
        )
    alma = signed_in("alma")
    assert PAGE not in alma.get(LIST).content.decode()
    assert PAGE in alma.get(LIST, {"page": 2}).content.decode()
    assert alma.get(LIST, {"q": "x" * 101}).status_code == 200


def test_its_page_tells_plan_time_evaluation_and_lessons(finished, signed_in, django_assert_max_num_queries):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        answer = alma.get(PAGE, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Fråga tidigare nästa gång." in page
    assert "Föräldrar" in page
    assert "began 101 days before the decision" in page
    assert "5 answers" in page
    assert "38% to 96%" in page  # Wilson, 4 of 5
    assert "Start from this dialogue" in page


def test_another_organisations_public_dialogue_can_be_started_from(elsewhere, signed_in):
    alma = signed_in("alma")
    assert PAGE in alma.get(LIST).content.decode()
    assert alma.get(PAGE).status_code == 200
    assert alma.post(PAGE, GIVEN).status_code == 303
    assert Dialogue.objects.get(slug="torget").begun_from == elsewhere


def test_another_organisations_dialogue_that_is_not_public_is_not_found(elsewhere, signed_in):
    Assessment.objects.all().delete()
    alma = signed_in("alma")
    assert PAGE not in alma.get(LIST).content.decode()
    assert alma.get(PAGE).status_code == 404
    assert alma.post(PAGE, GIVEN).status_code == 404


def test_a_dialogue_that_goes_on_cannot_be_started_from(answered, alma, signed_in):
    browser = signed_in("alma")
    assert browser.get(PAGE).status_code == 409
    assert browser.post(PAGE, GIVEN).status_code == 409
    given = {"organisation": answered.organisation, "title": {"sv": "Torget"}, "source_language": "sv"}
    with pytest.raises(WrongMoment):
        start_from(answered, actor=alma, **given)
    assert Dialogue.objects.count() == 1


def test_only_those_who_lead_start_and_nobody_from_elsewhere(finished, actors, signed_in):
    given = {"organisation": finished.organisation, "title": {"sv": "Torget"}, "source_language": "sv"}
    for name in ("odd", "farid"):
        with pytest.raises(WrongPerson):
            start_from(finished, actor=actors[name], **given)
    auditor = signed_in("odd")
    assert "Start from this dialogue" not in auditor.get(PAGE, headers=ENGLISH).content.decode()
    assert auditor.post(PAGE, GIVEN).status_code == 403
    assert signed_in("farid").get(PAGE).status_code in (403, 404)


def test_a_start_without_title_is_refused_and_what_was_typed_is_kept(finished, signed_in):
    answer = signed_in("alma").post(PAGE, {"title_sv": " ", "title_en": "The square", "source_language": "sv"})
    assert answer.status_code == 422
    assert "The square" in answer.content.decode()
    assert Dialogue.objects.count() == 1


def test_the_new_dialogue_has_kind_and_template_and_nothing_that_was_said_or_decided(begun, finished):
    begun.refresh_from_db()
    assert (begun.kind, begun.shape, begun.begun_from) == (finished.kind, finished.shape, finished)
    assert not any((begun.question, begun.purpose, begun.levels, begun.deciding_body, begun.case_number))
    assert begun.contact_name == ""
    assert not Contribution.objects.filter(dialogue=begun).exists()
    assert not TargetGroup.objects.filter(dialogue=begun).exists()


def test_general_texts_stand_as_drafts_and_the_question_is_empty(begun, signed_in):
    alma = signed_in("alma")
    page = alma.get("/staff/d/torget/purpose/", headers={"accept-language": "sv"}).content.decode()
    assert "Nämnden ska veta vad invånarna menar med kvalitet.</textarea>" in page
    assert "Vad är kvalitet i skolan för dig?</textarea>" not in page
    assert "Skolplanen ska göras om." not in page
    assert "Vad är kvalitet i skolan?" in page  # where the draft comes from
    begun.refresh_from_db()
    assert begun.purpose == {}


def test_what_is_written_stands_before_the_draft(begun, signed_in):
    given = {f"{part}_sv": "Eget." for part in ("title", "background", "question", "purpose", "goal")}
    assert signed_in("alma").post("/staff/d/torget/purpose/", given).status_code == 303
    page = signed_in("alma").get("/staff/d/torget/purpose/").content.decode()
    assert "Nämnden ska veta" not in page
    influence = signed_in("alma").get("/staff/d/torget/influence/").content.decode()
    assert "Läroplanen, som staten beslutar." in influence


def test_its_ways_of_taking_part_come_with_their_setup_as_long_before_the_decision(begun, finished, board, signed_in):
    Activity.objects.create(
        dialogue=finished,
        number=2,
        method="meeting",
        title={"sv": "Stormöte"},
        introduction={"sv": "Vi äter soppa."},
        level="involve",
        setup={"date": "2026-03-15", "place": {"sv": "Folkets hus"}, "tables": 4},
        begins_on=dt.date(2026, 3, 15),
        ends_on=dt.date(2026, 3, 15),
    )
    text = {"sv": "Eget."}
    begun.background = begun.question = begun.purpose = begun.goal = begun.can_influence = begun.cannot_influence = text
    begun.levels, begun.deciding_body, begun.decision_on = ["consult", "involve"], board, dt.date(2026, 12, 9)
    begun.save()
    alma = signed_in("alma")
    address = "/staff/d/torget/activities/template/"
    page = alma.get(address).content.decode()
    assert 'value="2026-08-30"' in page  # 101 days before, as 1 March was before 10 June
    assert "Folkets hus" in page
    assert alma.post(address, {"first_day": "2026-08-30", "place_sv": "Torget 1"}).status_code == 303
    first, second = Activity.objects.filter(dialogue=begun).order_by("number")
    assert (first.begins_on, first.ends_on) == (dt.date(2026, 8, 30), dt.date(2026, 10, 29))
    assert first.shows_at_once
    assert (second.begins_on, second.introduction) == (dt.date(2026, 9, 13), {"sv": "Vi äter soppa."})
    assert (second.setup["tables"], second.setup["place"]) == (4, {"sv": "Torget 1"})
    assert second.setup["date"] == "2026-09-13"


def test_finished_dialogues_can_be_used_by_everybody(begun, open_page, at_desk, axe, no_sideways_scrolling):
    page = at_desk("alma", open_page(width=360))
    for address in [START, LIST, f"{LIST}?q=ingen", PAGE, "/staff/d/torget/purpose/"]:
        assert page.goto(address).status == 200
        axe(page)
        no_sideways_scrolling(page)


def test_one_that_was_held_elsewhere_is_learnt_from_and_not_started_from(
    organisation, alma, bo, signed_in, django_assert_max_num_queries
):
    said = {"title": {"sv": "Vård för unga vuxna"}, "question": {"sv": "Vad behöver bli bättre?"}}
    earlier = bring_in(organisation, actor=alma, source_language="sv", slug="psykiatrin", **said)
    days = {"begins_on": dt.date(2013, 3, 4), "ends_on": dt.date(2013, 3, 4)}
    add_held(earlier, actor=alma, held=Held("meeting", {"sv": "Öppet möte"}, **days))
    SignOff.objects.create(dialogue=earlier, signed_at=clock.now(), signed_by_id=alma.account_id)
    Closing.objects.create(
        dialogue=earlier, closed_at=clock.now(), closed_by_id=alma.account_id, lessons={"sv": "Sök."}
    )
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert f"{LIST}psykiatrin/" in browser.get(LIST).content.decode()
    page = browser.get(f"{LIST}psykiatrin/", headers=ENGLISH).content.decode()
    assert "Followed up afterwards" in page and 'id="start"' not in page
    assert browser.post(f"{LIST}psykiatrin/", GIVEN).status_code == 409
