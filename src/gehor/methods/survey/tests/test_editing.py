"""Writing the questions: each on a page of its own, in an order that buttons change."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.methods.survey import rules
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Question

from . import examples

PAGE = "/staff/d/skolan/survey/1/"
NEW = {
    "label_sv": "Hur ofta?",
    "label_en": "How often?",
    "options_sv": "Aldrig\nIbland",
    "options_en": "Never\nSometimes",
    "required": "on",
    "when": ["way:bus", "way:car"],
}


def asked(activity: Activity) -> tuple[Question, ...]:
    activity.refresh_from_db()
    return rules.questions(activity.setup)


def test_the_list_shows_every_question_as_residents_see_it(
    written: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(PAGE).content.decode()
    assert all(question.label["en"] in page for question in examples.QUESTIONS)
    assert 'name="q.way"' in page and "2 pages" in page


def test_a_question_is_written_and_changed(written: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    assert alma.post(f"{PAGE}new/?kind=one", NEW).status_code == 303
    last = asked(written)[-1]
    assert (last.key, last.label["en"], [each.key for each in last.options]) == (
        "hur-ofta",
        "How often?",
        ["aldrig", "ibland"],
    )
    assert last.required and last.may_decline and last.when == rules.asking.When("way", ("bus", "car"))
    page = alma.get(f"{PAGE}question/hur-ofta/").content.decode()
    assert "Sometimes" in page and 'value="way:bus"' in page
    changed = {**NEW, "label_sv": "Hur ofta då?", "options_sv": "Aldrig\nNågon gång", "when": []}
    assert alma.post(f"{PAGE}question/hur-ofta/", changed).status_code == 303
    last = asked(written)[-1]
    assert (last.key, last.when, [each.key for each in last.options]) == ("hur-ofta", None, ["aldrig", "ibland"])


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_page(kind: Kind, written: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    assert alma.get(f"{PAGE}new/?kind={kind}").status_code == 200
    filled = {**NEW, "rows_sv": "a\nb", "rows_en": "a\nb", "steps_sv": "låg\nhög", "steps_en": "low\nhigh"}
    if kind is Kind.POINTS:
        assert alma.post(f"{PAGE}new/?kind={kind}", filled).status_code == 422
        filled["most"] = "7"
    assert alma.post(f"{PAGE}new/?kind={kind}", filled).status_code == 303
    assert asked(written)[-1].kind is kind


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("one", {"label_sv": ""}),
        ("one", {"options_sv": ""}),
        ("one", {"options_en": "Never"}),
        ("one", {"options_sv": "Aldrig\naldrig"}),
        ("several", {"most": "3"}),
        ("several", {"least": "2", "most": "1"}),
        ("scale", {"most": "12"}),
        ("scale", {"steps_sv": "a\nb\nc", "steps_en": "a\nb\nc"}),
        ("one", {"when": ["way:bus", "safe:1"]}),
        ("one", {"when": ["way:boat"]}),
    ],
)
def test_what_is_no_question_comes_back_with_everything_typed(
    kind: str, wrong: dict[str, Any], written: Activity, signed_in: Callable[[str], Client]
) -> None:
    before = asked(written)
    page = signed_in("alma").post(f"{PAGE}new/?kind={kind}", {**NEW, **wrong})
    assert page.status_code == 422
    assert {**NEW, **wrong}["label_en"] in page.content.decode() and asked(written) == before


def test_questions_move_and_go_by_buttons_and_a_refusal_is_told(
    written: Activity, signed_in: Callable[[str], Client]
) -> None:
    alma = signed_in("alma")
    assert alma.post(PAGE, {"up": "safe"}).status_code == 303
    assert [each.key for each in asked(written)][4] == "safe"
    assert alma.post(PAGE, {"remove": "far"}).status_code == 303
    assert "far" not in [each.key for each in asked(written)]
    refused = alma.post(PAGE, {"remove": "way"})
    assert refused.status_code == 422 and "is asked only of those" in refused.content.decode()


def test_questions_go_out_to_a_file_and_in_elsewhere(written: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    for ending in ("json", "csv"):
        saved = alma.get(f"{PAGE}questions.{ending}").content
        written.setup = {"questions": []}
        written.save()
        file = SimpleUploadedFile(f"frågor.{ending}", saved)
        assert alma.post(f"{PAGE}from-file/", {"file": file}).status_code == 303
        assert [each.key for each in asked(written)] == [each.key for each in examples.QUESTIONS]
        assert asked(written)[1].options == examples.QUESTIONS[1].options


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"\xff\xfe"),
        ("a.json", b"[1]"),
        ("a.csv", b"a;b\n1;2\n"),
        ("a.csv", b"kind;label_sv\nslider;Hur?\n"),
        ("a.csv", b"kind;label_sv;requierd\nshort;Hur?;1\n"),
        ("a.csv", b""),
        ("a.docx", b"PK\x03\x04"),
    ],
)
def test_a_file_that_holds_no_questions_is_refused(
    name: str, content: bytes, written: Activity, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("alma").post(f"{PAGE}from-file/", {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422 and asked(written) == examples.QUESTIONS


def test_who_may_not_write_questions_is_sent_away(written: Activity, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("cilla").get(PAGE).status_code == 403
    assert signed_in("farid").get(PAGE).status_code == 403
    assert signed_in("alma").get(f"{PAGE}question/no-such/").status_code == 404
    assert signed_in("alma").get(f"{PAGE}new/?kind=slider").status_code == 404


def test_a_survey_without_questions_does_not_open(written: Activity, alma: Actor) -> None:
    written.setup = rules.setup_of(examples.QUESTIONS[:1])
    written.save()
    with pytest.raises(WrongMoment, match="no_questions_yet"):
        open_participation(written, actor=alma)


def test_the_plan_leads_to_the_questions_and_keeps_them(written: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    assert PAGE in alma.get("/staff/d/skolan/activities/").content.decode()
    page = alma.get("/staff/d/skolan/activities/1/")
    assert json.dumps("walk") not in page.content.decode()
    form = page.context["form"]
    data = {each.html_name: each.value() for each in form if isinstance(each.value(), str)}
    data |= {f"title_{language}": text for language, text in written.title.items()}
    response = alma.post(
        "/staff/d/skolan/activities/1/", {**data, "begins_on": written.begins_on, "ends_on": written.ends_on}
    )
    assert response.status_code == 303, response.content.decode()
    assert asked(written) == examples.QUESTIONS
