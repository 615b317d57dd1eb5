"""From what was brought in to what everybody reads: sources, findings, decisions, and what nobody found."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from gehor.analysis import actions as analysis
from gehor.analysis.queries import facts
from gehor.analysis.sourced.actions import add_source, bring_findings
from gehor.analysis.sourced.models import Source, Sourced
from gehor.analysis.sourced.rules import Brought
from gehor.decision.actions import decide
from gehor.decision.sought.actions import record_not_found
from gehor.decision.sought.models import Sought
from gehor.feedback import actions as feedback
from gehor.followup import actions as followup
from gehor.followup.evaluation.queries import courses
from gehor.ground.errors import NotYet, WrongInput, WrongMoment
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.retroactive.actions import Known, bring_in
from gehor.process import indicators
from gehor.process.needs import ALL_ANSWERED, ALL_DECIDED

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
ON = dt.date(2014, 2, 11)


@pytest.fixture
def earlier(alma: Any, organisation: Any, board: Any) -> Dialogue:
    known = Known(held_from=dt.date(2013, 3, 1), held_to=dt.date(2013, 5, 30), held_by="Psykiatrin")
    said = {"title": {"sv": "Vård för unga vuxna"}, "question": {"sv": "Vad behöver bli bättre?"}}
    dialogue = bring_in(organisation, actor=alma, source_language="sv", slug="psykiatrin", known=known, **said)
    return planning.public_dialogue(dialogue.slug)


@pytest.fixture
def source(earlier: Dialogue, alma: Any, settings: Any, tmp_path: Any) -> Source:
    settings.MEDIA_ROOT = tmp_path
    return add_source(earlier, actor=alma, title="Rapport 2013", data=PDF, file_name="rapport.pdf", is_public=True)


@pytest.fixture
def found(earlier: Dialogue, source: Source, bo: Any) -> Dialogue:
    """Two findings, signed off."""
    rows = [Brought("Kortare väntan", contributions=31, page="12"), Brought("Ett besök på kvällen")]
    bring_findings(earlier, actor=bo, source=source, findings=rows)
    analysis.sign_off(earlier, actor=bo)
    return earlier


def decided(dialogue: Dialogue, cilla: Any, board: Any, number: int = 1, **other: Any) -> Any:
    finding = Sourced.objects.get(finding__dialogue=dialogue, finding__number=number).finding
    said = {
        "outcome": "met",
        "reason": {"sv": "Mottagningen får två tjänster."},
        "section": "14",
        "case_number": "7/14",
    }
    return decide(finding, actor=cilla, body=board, **{**said, "decided_on": ON, **other})


def not_found(dialogue: Dialogue, actor: Any, number: int = 2) -> Sought:
    finding = Sourced.objects.get(finding__dialogue=dialogue, finding__number=number).finding
    said = {"sv": "Nämndens protokoll 2013–2016."}
    return record_not_found(finding, actor=actor, looked_in=said, looked_on=dt.date(2026, 3, 1))


def read(address: str) -> str:
    return Client().get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


# Sources


def test_a_source_is_kept_as_it_came_with_its_hash(source: Source) -> None:
    assert source.number == 1 and len(source.sha256) == 64
    with source.file.open("rb") as kept:
        assert kept.read() == PDF


def test_the_same_file_is_brought_in_once(earlier: Dialogue, source: Source, alma: Any) -> None:
    with pytest.raises(WrongInput) as refusal:
        add_source(earlier, actor=alma, title="Igen", data=PDF, file_name="x.pdf", is_public=True)
    assert refusal.value.code == "source_brought_before"


def test_a_source_is_never_changed(source: Source) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(title="Något annat")


def test_a_source_for_staff_is_for_staff(earlier: Dialogue, source: Source, alma: Any, signed_in: Any) -> None:
    add_source(earlier, actor=alma, title="Anteckningar", data=PDF + b"\n", file_name="a.pdf", is_public=False)
    open_to_all = Client().get("/d/psykiatrin/sources/1/")
    assert b"".join(open_to_all.streaming_content) == PDF
    assert Client().get("/d/psykiatrin/sources/2/").status_code == 404
    assert b"".join(signed_in("alma").get("/staff/d/psykiatrin/sources/2/").streaming_content) == PDF + b"\n"
    assert signed_in("farid").get("/staff/d/psykiatrin/sources/2/").status_code in (403, 404)


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04 no document", b"%PDF-1.4 /JavaScript"])
def test_a_file_that_is_no_such_file_keeps_what_was_typed(
    earlier: Dialogue, signed_in: Any, data: bytes, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    typed = {"title": "Rapport 2013", "is_public": "yes", "file": SimpleUploadedFile("rapport.pdf", data)}
    page = signed_in("alma").post("/staff/d/psykiatrin/sources/", typed)
    assert page.status_code == 422
    assert "Rapport 2013" in page.content.decode()
    assert not Source.objects.exists()


# Findings


def test_a_finding_may_rest_on_a_source_alone(found: Dialogue) -> None:
    held = facts(found)
    assert (held.findings, held.groundless_findings, held.contributions, held.signed_off) == (2, 0, 0, True)


def test_a_finding_that_rests_on_nothing_is_not_signed_off(earlier: Dialogue, bo: Any) -> None:
    analysis.write_finding(earlier, actor=bo, statement={"sv": "Ur luften"})
    with pytest.raises(NotYet) as refusal:
        analysis.sign_off(earlier, actor=bo)
    assert refusal.value.missing == ("grounded",)


def test_a_dialogue_of_our_own_gets_no_findings_so(opened: Dialogue, source: Source, bo: Any) -> None:
    with pytest.raises(NotYet) as refusal:
        bring_findings(opened, actor=bo, source=source, findings=[Brought("Kortare väntan")])
    assert refusal.value.missing == ("held_earlier",)


def test_all_rows_are_brought_in_or_none(earlier: Dialogue, source: Source, bo: Any) -> None:
    with pytest.raises(WrongInput):
        bring_findings(earlier, actor=bo, source=source, findings=[Brought("Mer tid"), Brought("Mer tid")])
    assert facts(earlier).findings == 0


def test_a_file_brings_many(earlier: Dialogue, source: Source, signed_in: Any) -> None:
    rows = "nummer;slutsats;sida\n1;Kortare väntan;12\n2;Längre öppet;\n".encode()
    typed = {"source": source.pk, "file": SimpleUploadedFile("slutsatser.csv", rows)}
    assert signed_in("bo").post("/staff/d/psykiatrin/findings/bring-in/file/", typed).status_code == 303
    assert list(Sourced.objects.order_by("finding").values_list("page", "contributions")) == [("12", None), ("", None)]


def test_unknown_columns_are_named(earlier: Dialogue, source: Source, signed_in: Any) -> None:
    typed = {"source": source.pk, "file": SimpleUploadedFile("x.csv", b"statement;colour\nMer tid;red\n")}
    page = signed_in("bo").post("/staff/d/psykiatrin/findings/bring-in/file/", typed, HTTP_ACCEPT_LANGUAGE="en")
    assert page.status_code == 422
    assert "colour" in page.content.decode()


def test_a_finding_without_words_keeps_what_was_typed(earlier: Dialogue, source: Source, signed_in: Any) -> None:
    typed = {"source": source.pk, "page": "12–14", "statement": "", "explanation": "Många sade det."}
    page = signed_in("bo").post("/staff/d/psykiatrin/findings/bring-in/", typed)
    assert page.status_code == 422
    assert "12–14" in page.content.decode() and "Många sade det." in page.content.decode()


# Decisions


def test_a_decision_is_dated_when_it_was_taken_and_entered_by_a_person(found: Dialogue, cilla: Any, board: Any) -> None:
    decision = decided(found, cilla, board)
    assert (decision.decided_on, decision.recorded_at.year, decision.recorded_by.name) == (ON, 2026, "Cilla")
    page = read("/d/psykiatrin/decision/")
    assert "Entered here on" in page and "Cilla" in page


def test_a_decision_is_not_older_than_the_dialogue(found: Dialogue, cilla: Any, board: Any) -> None:
    with pytest.raises(WrongInput) as refusal:
        decided(found, cilla, board, decided_on=dt.date(2013, 5, 1))
    assert refusal.value.code == "decided_before_closing"


def test_no_decision_found_says_who_looked_where(found: Dialogue, alma: Any) -> None:
    not_found(found, alma)
    page = read("/d/psykiatrin/decision/")
    assert "No decision found" in page and "Alma" in page and "protokoll 2013–2016" in page


def test_what_was_not_found_is_settled_and_owes_no_answer(found: Dialogue, alma: Any, cilla: Any, board: Any) -> None:
    decided(found, cilla, board)
    not_found(found, alma)
    held = planning.facts_known(found)
    assert (held.undecided_findings, held.decisions_not_found) == (0, 1)
    assert ALL_DECIDED.holds(held) and not ALL_ANSWERED.holds(held)


def test_a_decision_found_later_takes_its_place(found: Dialogue, alma: Any, cilla: Any, board: Any) -> None:
    not_found(found, alma)
    decided(found, cilla, board, 2)
    assert planning.facts_known(found).decisions_not_found == 0
    with pytest.raises(WrongMoment) as refusal:
        not_found(found, alma)
    assert refusal.value.code == "decision_is_there"


def test_it_is_recorded_once_and_stays(found: Dialogue, alma: Any) -> None:
    sought = not_found(found, alma)
    with pytest.raises(WrongMoment) as refusal:
        not_found(found, alma)
    assert refusal.value.code == "sought_before"
    with pytest.raises(DatabaseError), transaction.atomic():
        Sought.objects.filter(pk=sought.pk).update(looked_on=ON)


def test_a_day_to_come_keeps_where_they_looked(found: Dialogue, signed_in: Any) -> None:
    typed = {"looked_in_sv": "Regionarkivet", "looked_on": "2031-01-01"}
    page = signed_in("rut").post("/staff/d/psykiatrin/decide/2/not-found/", typed)
    assert page.status_code == 422 and "Regionarkivet" in page.content.decode()
    assert not Sought.objects.exists()


# What everybody reads


PAGES = ("/d/psykiatrin/", "/d/psykiatrin/result/", "/d/psykiatrin/decision/", "/o/alvsala/results/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_mark(found: Dialogue, address: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        assert "Followed up afterwards" in read(address)


def test_the_mark_is_swedish_too(found: Dialogue) -> None:
    page = Client().get("/d/psykiatrin/", HTTP_ACCEPT_LANGUAGE="sv").content.decode()
    with translation.override("sv"):
        assert "Följs upp i efterhand" in page and "Okänt" in page


def test_the_result_names_file_and_page_and_says_what_is_unknown(found: Dialogue) -> None:
    page = read("/d/psykiatrin/result/")
    assert "page 12" in page and "31 contributions" in page
    assert "page unknown" in page and "How many contributions stand behind it is unknown" in page
    assert "0 of 0" not in page


def test_data_say_null_where_nobody_knows(found: Dialogue) -> None:
    data = Client().get("/d/psykiatrin/result.json").json()
    assert data["held_earlier"] and data["contributions"] is None
    assert [each["contributions"] for each in data["findings"]] == [31, None]
    assert data["findings"][0]["source"]["page"] == "12"


def test_the_basis_is_the_result(found: Dialogue) -> None:
    assert Client().get("/d/psykiatrin/basis/")["Location"] == "/d/psykiatrin/result/"


def test_other_dialogues_have_no_mark(opened: Dialogue) -> None:
    assert "Followed up afterwards" not in read("/d/skolan/")


def test_unknown_is_not_counted_as_nought(found: Dialogue, alma: Any, cilla: Any, board: Any) -> None:
    decided(found, cilla, board)
    not_found(found, alma)
    values = indicators.values(courses([found])[found.pk])
    assert values["decided_share"] == 1.0
    assert values["days_open"] > 30  # as long as it was held then
    unknown = ("people", "contributions", "carried", "off_web", "days_in_all", "days_to_answer", "reached")
    assert [values[code] for code in unknown] == [None] * len(unknown)


def test_it_is_followed_to_the_end_with_the_usual_steps(found: Dialogue, alma: Any, cilla: Any, board: Any) -> None:
    decision = decided(found, cilla, board)
    not_found(found, alma)
    feedback.write_answer(decision, actor=alma, text={"sv": "Två tjänster tillsattes."}, version=0)
    feedback.release_answers(found, actor=alma, greeting={})
    measure = followup.promise_measure(
        decision, actor=alma, title={"sv": "Mät väntetiden"}, owner="Psykiatrin", due_on=dt.date(2026, 9, 1)
    )
    followup.close_dialogue(found, actor=alma, lessons={"sv": "Skriv besluten i ärendet."})
    assert measure.pk and planning.facts_known(found).closed
    for address in ("/d/psykiatrin/answers/", "/d/psykiatrin/measures/", "/d/psykiatrin/decision/1/"):
        assert "Followed up afterwards" in read(address), address


def test_the_workbench_asks_for_nothing_that_lies_behind(earlier: Dialogue, signed_in: Any) -> None:
    page = signed_in("alma").get("/staff/d/psykiatrin/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Bring in sources and findings" in page and "gate-plan" not in page
