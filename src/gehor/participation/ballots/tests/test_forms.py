"""The form of a ballot asks what the questions say, and no more; see process/tests/test_asking.py for the answers."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import conditional_escape

from gehor.participation.ballots import own
from gehor.participation.ballots.forms import BallotForm, ballot_form, form_of
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.results import columns_of
from gehor.participation.ballots.speaking import Speaker
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.process.asking import DECLINED, Kind, Option, Question, When, answered, columns

BUS = Option("bus", {"sv": "Buss", "en": "Bus"}, {"sv": "Linje 3"})
TRAM = Option("tram", {"sv": "Spårvagn", "en": "Tram"})
WALK = Option("walk", {"sv": "Till fots", "en": "On foot"})
WAYS = (BUS, TRAM, WALK)


def question(key: str, kind: Kind, **more: Any) -> Question:
    return Question(key, kind, {"sv": f"Fråga {key}", "en": f"Question {key}"}, **more)


QUESTIONS = (
    question("way", Kind.ONE, options=WAYS, may_decline=True),
    question("line", Kind.SHORT, when=When("way", ("bus", "tram")), required=True),
    question("more", Kind.SECTION, help={"sv": "Nu om hållplatsen", "en": "Now about the stop"}),
    question("also", Kind.SEVERAL, options=WAYS, most=2, may_decline=True),
    question("pleased", Kind.SCALE, options=(Option("1", {"sv": "Inte alls"}), Option("5", {"sv": "Helt"}))),
    question("parts", Kind.MATRIX, rows=WAYS),
    question("order", Kind.RANK, options=WAYS),
    question("money", Kind.POINTS, options=WAYS, most=10),
    question("often", Kind.NUMBER, least=0, most=50),
    question("why", Kind.LONG, required=True),
    question("since", Kind.DATE),
)
PAGE = """{% extends "design/base.html" %}{% block title %}Frågor{% endblock %}{% block main %}<h1>Frågor</h1>
<form class="form" method="post">{% include "design/errors.html" %}{% include "ballots/_fields.html" %}</form>
<h2>På papper</h2>{% include "ballots/_paper.html" %}{% endblock %}"""
FILLED = (
    "q.way=bus&q.line=Linje 3&q.also=tram&q.also=bus&q.pleased=5&q.parts.bus=2&q.parts.tram=&q.parts.walk=5"
    "&q.order.bus=2&q.order.tram=&q.order.walk=1&q.money.bus=7&q.money.tram=0&q.money.walk=3&q.often=2,50"
    "&q.why=För att%0D%0Adet blåser&q.since=2026-03-01"
)
ANSWERS = {
    "way": "bus",
    "line": "Linje 3",
    "also": ["bus", "tram"],
    "pleased": 5,
    "parts": {"bus": 2, "walk": 5},
    "order": ["walk", "bus"],
    "money": {"bus": 7, "walk": 3},
    "often": "2.5",
    "why": "För att\ndet blåser",
    "since": "2026-03-01",
}


def form(data: str | None = None, *, language: str = "sv", questions: tuple[Question, ...] = QUESTIONS) -> BallotForm:
    made = ballot_form(questions, language, "sv", base=forms.Form)
    return made(QueryDict(data)) if data is not None else made()


def test_a_filled_in_form_gives_the_answers_in_their_one_form() -> None:
    filled = form(FILLED)
    assert filled.is_valid(), filled.errors
    assert filled.answers == ANSWERS == answered(QUESTIONS, ANSWERS)


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("way", "q.way=car", "finns inget val"),
        ("line", "q.way=bus", "Svara på den här frågan"),
        ("line", "q.way=walk&q.line=3", "Ändra det svaret"),
        ("also", "q.also=bus&q.also=tram&q.also=walk", "högst 2"),
        ("also", "q.also=bus&q.also.declined=on", "Ta bort det ena"),
        ("pleased", "q.pleased=6", "1 till 5"),
        ("parts", "q.parts.bus=9", "1 till 5"),
        ("order", "q.order.bus=1&q.order.tram=3", "överhoppad"),
        ("order", "q.order.bus=1&q.order.tram=1", "samma plats"),
        ("order", "q.order.bus=4", "finns inget val"),
        ("order", "q.order.bus=x", "finns inget val"),
        ("money", "q.money.bus=8&q.money.tram=4", "Nu är 12"),
        ("money", "q.money.bus=-1", "heltal från 0"),
        ("often", "q.often=många", "Skriv ett tal"),
        ("since", "q.since=i fjol", "år, månad och dag"),
        ("why", "", "Svara på den här frågan"),
    ],
)
def test_what_is_wrong_is_said_at_its_question_and_stays_as_typed(key: str, typed: str, code: str) -> None:
    with translation.override("sv"):
        wrong = form(typed)
        assert not wrong.is_valid()
        assert code in "".join(wrong[f"q.{key}"].errors)
        others = {name for name in wrong.errors if name not in (f"q.{key}", "q.why")}
        assert not others
        page = render_to_string("ballots/_fields.html", {"form": wrong})
    for name, values in QueryDict(typed).lists():
        for value in values:
            assert name in page and (value in page or value in ("car", "9", "6", "4", "x", "on"))


def test_each_way_of_not_wishing_to_answer_is_the_same_answer() -> None:
    filled = form("q.way=declined&q.also.declined=on&q.why=x")
    assert filled.is_valid(), filled.errors
    assert filled.answers == {"way": {DECLINED: True}, "also": {DECLINED: True}, "why": "x"}


def test_a_sheet_with_a_question_left_out_can_be_typed_in() -> None:
    typed = ballot_form(QUESTIONS, "sv", "sv", base=forms.Form, is_whole=False)(QueryDict("q.way=bus"))
    assert typed.is_valid(), typed.errors
    assert typed.answers == {"way": "bus"}


@pytest.mark.parametrize("template", ["ballots/_fields.html", "ballots/_paper.html"])
def test_everything_that_is_asked_stands_on_web_and_paper(template: str) -> None:
    with translation.override("en"):
        page = render_to_string(template, {"form": form(language="en")})
    for each in QUESTIONS:
        assert each.label["en"] in page
    assert "Now about the stop" in page
    assert page.count("On foot") == 5
    assert '<span lang="sv" dir="auto">Linje 3</span>' in page
    assert '5 – <span lang="sv" dir="auto">Helt</span>' in page
    assert "Only if you have answered one of “Bus”, “Tram” to “Question way”." in page
    assert "Choose at most 2." in page and "You have 10 to give out." in page
    assert "I do not wish to answer" in page
    assert page.count("required") >= 1


def test_the_names_of_the_controls_are_those_of_the_columns_of_a_file() -> None:
    page = render_to_string("ballots/_fields.html", {"form": form()})
    for column in columns(QUESTIONS):
        name = f"q.{column.question}" if column.question in ("also", "order", "way") else f"q.{column.name}"
        assert f'name="{name}' in page


def test_who_is_asked_on_a_condition_is_not_told_that_it_must_be_answered() -> None:
    fields = form().fields
    assert fields["q.why"].required
    assert not fields["q.line"].required


@pytest.mark.parametrize(("language", "shown"), [("sv", "Varför?"), ("en", "Why?")])
def test_what_is_asked_can_be_printed_in_each_language(
    travel: Activity, client: Client, language: str, shown: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get("/d/skolan/take-part/1/paper/", headers={"accept-language": language}).content.decode()
    assert shown in page and "Hur reser du?" in page
    assert page.count('class="box"') == 3 + 10  # of the receipt
    assert 'name="q.' not in page


def test_paper_asks_what_was_frozen_at_the_opening(travel: Activity, client: Client) -> None:
    Activity.objects.filter(pk=travel.pk).update(setup={"ways": ["boat"]})
    page = client.get("/d/skolan/take-part/1/paper/").content.decode()
    assert "bike" in page and "boat" not in page


def test_before_the_opening_paper_asks_what_would_be_asked_now(planned_by: Any) -> None:
    activity = planned_by("travel")
    assert "bike" in render_to_string("ballots/_paper.html", {"form": form_of(activity, "sv", base=forms.Form)()})


def test_the_form_and_the_paper_can_be_read_by_everybody(
    travel: Activity, open_page: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    """With everything that can be asked, and everything wrong that can be, on a phone."""
    wrong = form(
        "q.way=walk&q.line=3&q.also=bus&q.also.declined=on&q.parts.bus=9&q.order.bus=3&q.money.bus=11&q.often=x"
    )
    page = open_page(width=360, height=740)
    with translation.override("sv"):
        assert len(wrong.errors) == 7
        html = Engine.get_default().from_string(PAGE).render(Context({"form": wrong, "request": None}))
    page.route("**/ballot/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    for address in ("/ballot/", "/d/skolan/take-part/1/paper/"):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)


BUS, OFTEN = (Option("bus", {"sv": "Med buss"}),), (Option("often", {"sv": "Ofta"}),)


@pytest.mark.parametrize(
    ("kind", "more", "written", "shown"),
    [
        (Kind.SEVERAL, {"options": BUS}, ["bus", "rocket"], "Med buss, rocket"),
        (Kind.ONE, {"options": BUS}, DECLINED, "Jag vill inte svara"),
        (Kind.MATRIX, {"rows": OFTEN, "least": 1, "most": 5}, {"often": "9", "far": ""}, "Ofta: 9"),
        (Kind.POINTS, {"options": BUS, "most": 10}, {"bus": "11"}, "Med buss: 11"),
        (Kind.LONG, {}, "bus <b>", "bus &lt;b&gt;"),
        (Kind.PLACE, {}, {"places": "x", "words": "Torget"}, "Torget"),
        (Kind.NUMBER, {}, "", ""),
    ],
)
def test_what_cannot_be_received_is_shown_as_people_read_it(
    kind: Kind, more: dict[str, Any], written: Any, shown: str
) -> None:
    with translation.override("sv"):
        assert own.as_written(Question("way", kind, {"sv": "Hur?"}, **more), written, Speaker("sv", "sv")) == shown


def test_a_scale_without_words_says_which_end_is_which() -> None:
    bare = Question("how", Kind.SCALE, {"sv": "Hur?"}, least=0, most=2)
    named = Question("how", Kind.SCALE, {"sv": "Hur?"}, options=(Option("1", {"sv": "Uselt"}),), least=1, most=2)
    with translation.override("sv"):
        shown = [[str(each.label) for each in Speaker("sv", "sv").options(asked)] for asked in (bare, named)]
    assert shown == [["0 – lägst", "1", "2 – högst"], ["1 – Uselt", "2"]]


def test_somebody_answers_and_others_are_typed_in_and_all_is_shown(
    final: Activity, open_page: Any, at_desk: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    """On a phone without scripts: the last look, then the receipt. At the desk: by keyboard alone. Then the result."""
    today = timezone.localdate()  # the server's clock is the real one
    Activity.objects.update(begins_on=today, ends_on=today)
    phone = open_page(width=360, height=740, script=False)
    phone.goto("/d/skolan/take-part/1/")
    phone.get_by_label("bus").check()
    phone.get_by_role("button", name="Gå vidare").click()
    assert phone.get_by_role("heading", level=1).inner_text() == "Se igenom dina svar: de är inte skickade än"
    axe(phone)
    no_sideways_scrolling(phone)
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_url("**/c/**")

    tove = at_desk("tove", open_page(width=360, height=740))
    tove.goto("/staff/d/skolan/enter/1/")
    axe(tove)
    no_sideways_scrolling(tove)
    for key in ("2", "Shift+Tab", "0"):
        tove.keyboard.press(key)
    assert tove.locator("[name='q.often']:checked").get_attribute("value") == "", "0 takes the answer back"
    tove.keyboard.press("Shift+Tab")
    for number in range(4):
        assert tove.evaluate("document.activeElement.name") == "q.often"  # no code to type first
        for key in ("2", "2", "Enter", str(number), "Enter"):  # ibland, bike, km
            tove.keyboard.press(key)
        assert tove.evaluate("document.activeElement.name") == "q.why"
        tove.keyboard.press("Control+Enter")
        assert tove.evaluate("document.activeElement.innerText") == "Spara och ta nästa", "past what is folded"
        with tove.expect_navigation():
            tove.keyboard.press("Enter")
    typed = Ballot.objects.filter(entered_by__isnull=False).order_by("pk").values_list("values", flat=True)
    assert list(typed) == [{"often": "ibland", "way": ["bike"], "km": str(number)} for number in range(4)]

    Opening.objects.update(closed_at=timezone.now())
    page = open_page(width=360, height=740)
    page.goto("/d/skolan/take-part/1/result/")
    assert "5 personer svarade." in page.locator("main").inner_text()
    axe(page)
    no_sideways_scrolling(page)


def test_where_some_options_have_a_note_all_look_alike() -> None:
    form = ballot_form((question("way", Kind.ONE, options=WAYS),), "sv", "sv", base=forms.Form)()
    page = str(form["q.way"])
    assert page.count("<b>") == 3 and page.count('class="why"') == 1


def test_what_a_column_is_called_is_words_in_another_language_too() -> None:
    asked = Question("way", Kind.SEVERAL, {"sv": "Hur <du>?"}, options=(Option("bus", {"sv": "Buss"}),))
    shown = conditional_escape(columns_of((asked,), Speaker("en", "sv"))["way.bus"])
    assert shown == '<span lang="sv" dir="auto">Hur &lt;du&gt;?</span> <span lang="sv" dir="auto">Buss</span>'
