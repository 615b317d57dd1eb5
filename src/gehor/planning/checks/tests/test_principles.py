"""A dialogue is checked against the principles it began under, whatever is adopted on the way."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.governance import actions as governance
from gehor.ground.journal.models import Entry
from gehor.planning import actions as planning
from gehor.planning.checks.actions import judge_principle
from gehor.planning.checks.models import Judgement, Kept
from gehor.planning.checks.queries import charter_of, checked
from gehor.planning.models import Dialogue

pytestmark = pytest.mark.django_db
PUBLIC, STAFF, JUDGE = "/d/skolan/principles/", "/staff/d/skolan/principles/", "/staff/d/skolan/principles/1/"
ENGLISH = {"accept-language": "en"}
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture
def adopt(organisation, board, actors):
    """`adopt("Vi frågar i tid.", on=…)` is the next version of the principles, entered when it was adopted."""

    def act(*principles, on=dt.date(2026, 2, 1), promises=None, valid_to=None):
        draft = governance.begin_draft(organisation, actor=actors["alma"], kind="principles")
        rows = [{"text": {"sv": text}, "instruction": {"sv": f"Så här: {text}"}} for text in principles]
        content = {"preamble": {}, "principles": rows, "promises": promises or {}}
        governance.change_draft(draft, actor=actors["alma"], content=content, version=1)
        return governance.adopt_charter(
            draft,
            actor=actors["rut"],
            version=2,
            body=board,
            adopted_on=on,
            section="9",
            case_number="KS 2026/9",
            valid_to=valid_to,
        )

    return act


@pytest.fixture
def held(adopt):
    """Two principles, adopted before the dialogue was started on 2 March."""
    return adopt("Vi frågar i tid.", "Alla får svar.", promises={"consult": {"sv": "Vi läser allt."}})


def judge(dialogue, actor, **given):
    return judge_principle(
        dialogue, actor=actor, **{"number": 1, "verdict": "met", "reason": {"sv": "Skäl"}, "version": 0, **given}
    )


# Which principles


def test_a_dialogue_is_checked_against_what_held_on_the_day_it_was_started(adopt, planned):
    assert charter_of(planned) is None
    first = adopt("Vi frågar i tid.", on=dt.date(2026, 2, 1))
    assert charter_of(planned) == first
    with clock.at(dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)):
        adopt("Vi frågar tidigare.", on=dt.date(2026, 3, 19))
        assert charter_of(planned) == first


def test_what_had_run_out_does_not_hold(adopt, planned):
    adopt("Vi frågar i tid.", valid_to=dt.date(2026, 3, 1))
    assert charter_of(planned) is None


@pytest.mark.both
def test_a_dialogue_keeps_what_was_known_when_it_was_started(adopt, organisation, alma):
    """A decision that is entered late changes nothing for a dialogue that has begun, though it was taken before."""
    first = adopt("Vi frågar i tid.")
    title = {"sv": "Var ska bänkarna stå?"}
    dialogue = planning.start(organisation, actor=alma, title=title, source_language="sv", kind="citizen")
    assert Kept.objects.get(dialogue=dialogue).charter == first
    with clock.at(dt.datetime(2026, 3, 9, 9, tzinfo=dt.UTC)):
        adopt("Vi frågar tidigare.", on=dt.date(2026, 2, 27))
    assert charter_of(dialogue) == first


def test_the_first_judgement_settles_it_for_a_dialogue_from_before(held, planned, alma):
    assert not Kept.objects.exists()
    judge(planned, alma)
    assert Kept.objects.get().charter == held


# Judging


@pytest.mark.both
def test_every_judgement_stays_and_the_last_one_holds(held, planned, alma, cilla):
    judge(planned, alma, verdict="not_yet", reason={"sv": "Inget är frågat än."})
    judge(planned, cilla, verdict="met", reason={"sv": "Tre veckor före beslutet."}, version=1)
    found = checked(planned)
    assert [each.verdict for each in found.checks[0].judgements] == ["met", "not_yet"]
    assert found.checks[0].latest.judged_by.name == "Cilla"
    assert dict(found.counts) == {"met": 1, None: 1}
    assert [entry.codes["verdict"] for entry in Entry.objects.filter(step="planning.judge_principle")] == [
        "not_yet",
        "met",
    ]
    for rows in (Judgement.objects.all(), Kept.objects.all()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Judgement.objects.update(verdict="not_met")


@pytest.mark.parametrize("name", ["kim", "bo", "tove", "rut", "ada", "odd", "farid"])
def test_others_do_not_judge(held, planned, actors, name):
    with pytest.raises(WrongPerson):
        judge(planned, actors[name])


def test_what_is_not_run_is_not_judged(held, idea, alma):
    with pytest.raises(NotYet) as refusal:
        judge(idea, alma)
    assert refusal.value.missing == ("go",)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": 9}, "no_such_principle"),
        ({"verdict": "perhaps"}, "no_such_verdict"),
        ({"reason": {"sv": " "}}, "text_missing"),
        ({"reason": {"en": "In time."}}, "source_first"),
    ],
)
def test_bad_input_is_refused(held, planned, alma, given, code):
    with pytest.raises(WrongInput) as refusal:
        judge(planned, alma, **given)
    assert refusal.value.code == code
    assert not Judgement.objects.exists()


def test_without_principles_there_is_nothing_to_judge(planned, alma):
    with pytest.raises(WrongMoment) as refusal:
        judge(planned, alma)
    assert refusal.value.code == "no_principles_held"


# Pages


def test_a_set_that_is_replaced_in_the_middle_changes_nothing_for_the_dialogue(
    held, adopt, planned, signed_in, client, organisation
):
    """End to end: judged, replaced, judged on; what begins afterwards begins under the new set."""
    alma, cilla, rut = signed_in("alma"), signed_in("cilla"), signed_in("rut")
    sent = {"version": 0, "verdict": "met", "reason_sv": "Vi frågade tre månader före."}
    assert alma.post(JUDGE, sent)["Location"] == STAFF
    with clock.at(dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)):
        alma.post("/staff/o/alvsala/map/principles/", {"start_from": "earlier"})
        draft = {"version": 1, "principle_1_sv": "Vi frågar innan något är ritat."}
        assert alma.post("/staff/o/alvsala/map/principles/draft/", draft).status_code == 303
        decision = {"adopted_on": "2026-03-19", "section": "30", "case_number": "KS 2026/30", "version": 2}
        answer = rut.post("/staff/o/alvsala/map/principles/adopt/", {**decision, "body": 21})
        assert answer.status_code == 303
        for browser, address in ((client, PUBLIC), (alma, STAFF)):
            page = browser.get(address, headers=ENGLISH).text
            assert "Vi frågar i tid." in page
            assert "Vi frågar innan något är ritat." not in page
            assert "Version 2 was adopted on" in page
            assert "keeps the version it began under" in page
            assert "Vi frågade tre månader före." in page
        second = f"{STAFF}2/"
        sent = {"version": 0, "verdict": "not_yet", "reason_sv": "Svaren kommer i juni."}
        assert cilla.post(second, sent)["Location"] == STAFF
        assert "Svaren kommer i juni." in client.get(PUBLIC).text
        assert alma.get(f"{STAFF}3/").status_code == 404
        started = alma.post(
            "/staff/o/alvsala/start/",
            {"title_sv": "Var ska bänkarna stå?", "kind": "citizen", "source_language": "sv", "slug": "bankar"},
        )
        assert started.status_code == 303
        later = Dialogue.objects.get(slug="bankar")
        assert [each.principle.text["sv"] for each in checked(later).checks] == ["Vi frågar innan något är ritat."]
        old = client.get("/o/alvsala/map/principles/1/", headers=ENGLISH).text
        assert "dialogues that began under it keep it" in old
    assert set(Judgement.objects.values_list("principle__charter", flat=True)) == {held.pk}


def test_everybody_reads_what_was_found_by_whom_and_what_is_promised(held, planned, alma, client):
    judge(planned, alma, verdict="not_met", reason={"sv": f"Frågan kom för sent. {SCRIPT}"})
    page = client.get(PUBLIC, headers=ENGLISH).text
    for words in ("Not met", "Not judged", "Judged by Alma on", "Frågan kom för sent.", "Vi läser allt."):
        assert words in page
    assert SCRIPT not in page
    assert "We talk with you until we understand your reasons" in page  # no promise of their own on that level
    assert PUBLIC in client.get("/d/skolan/").text


def test_an_organisation_without_principles_gets_a_sentence_and_a_link(planned, client, signed_in):
    for page in (client.get(PUBLIC, headers=ENGLISH).text, signed_in("alma").get(STAFF, headers=ENGLISH).text):
        assert "has adopted no principles for its dialogues" in page
        assert 'href="/o/alvsala/map/"' in page
    assert signed_in("alma").get(JUDGE).status_code == 404


def test_principles_adopted_since_then_are_told_of(planned, adopt, client):
    with clock.at(dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)):
        adopt("Vi frågar i tid.", on=dt.date(2026, 3, 19))
        page = client.get(PUBLIC, headers=ENGLISH).text
    assert "has adopted principles since then" in page


def test_an_idea_has_a_page_for_staff_only(held, idea, client, signed_in):
    assert client.get(PUBLIC).status_code == 404
    page = signed_in("alma").get(STAFF, headers=ENGLISH).text
    assert "when it is decided that the dialogue is to be run" in page
    assert JUDGE not in page
    answer = signed_in("alma").post(JUDGE, {"version": 0, "verdict": "met", "reason_sv": "x"})
    assert answer.status_code == 409


def test_what_was_typed_is_kept_when_it_is_refused(held, planned, signed_in):
    alma = signed_in("alma")
    answer = alma.post(JUDGE, {"version": 0, "reason_sv": "Tre veckor före."})
    assert answer.status_code == 422
    assert "Tre veckor före." in answer.text


def test_whoever_judges_after_somebody_else_sees_it_and_loses_nothing(held, planned, cilla, signed_in):
    judge(planned, cilla, reason={"sv": "Cillas skäl"})
    alma = signed_in("alma")
    sent = {"version": 0, "verdict": "not_met", "reason_sv": "Almas skäl"}
    answer = alma.post(JUDGE, sent)
    assert answer.status_code == 409
    assert "Cillas skäl" in answer.text
    assert "Almas skäl" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert alma.post(JUDGE, {**sent, "version": 1}).status_code == 303
    assert Judgement.objects.count() == 2


def test_the_workbench_leads_to_the_principles(held, planned, signed_in):
    assert STAFF in signed_in("bo").get("/staff/d/skolan/").text
    assert JUDGE not in signed_in("bo").get(STAFF).text


def test_the_pages_cost_few_queries(held, planned, alma, signed_in, client, django_assert_max_num_queries):
    for version in range(4):
        judge(planned, alma, version=version)
    with django_assert_max_num_queries(8):
        assert client.get(PUBLIC).status_code == 200
    browser = signed_in("alma")
    for address in (STAFF, JUDGE):
        with django_assert_max_num_queries(15):
            assert browser.get(address).status_code == 200
        assert signed_in("farid").get(address).status_code == 403
