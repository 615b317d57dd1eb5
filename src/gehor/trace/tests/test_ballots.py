"""Whoever only voted has a receipt like everybody else: what was answered, what counts, and everything about them."""

import io
import json
import uuid

import pytest
from django.forms import Form
from pypdf import PdfReader

from gehor.ground import catalogue
from gehor.ground.act import RESIDENT
from gehor.ground.people.actions import erase
from gehor.ground.people.models import Contact
from gehor.ground.people.receipt import shown
from gehor.participation.actions import open_participation
from gehor.participation.ballots import queries
from gehor.participation.ballots.actions import cast
from gehor.participation.ballots.rules import Held
from gehor.participation.queries import facts
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Option, Question
from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Proof

EN = {"accept-language": "en"}


def questions(setup):
    ways = tuple(Option(key, {"sv": f"Med {key}", "en": f"By {key}"}) for key in ("bus", "bike"))
    return (
        Question("way", Kind.SEVERAL, {"sv": "Hur reser du?", "en": "How do you travel?"}, options=ways),
        Question("rank", Kind.RANK, {"sv": "Vad är bäst?"}, options=(*ways, Option("car", {"sv": "<Bil>"}))),
        Question("give", Kind.POINTS, {"sv": "Dela ut"}, options=ways, most=5),
        Question("each", Kind.MATRIX, {"sv": "Betyg"}, rows=ways, options=(Option("5", {"sv": "Bäst"}),)),
        Question("income", Kind.NUMBER, {"sv": "Inkomst"}, may_decline=True),
        Question("why", Kind.LONG, {"sv": "Varför?", "en": "Why?"}),
    )


@pytest.fixture
def travel(planned, alma, monkeypatch):
    method = Method(
        key="travel",
        levels=frozenset(),
        channels=tuple(Channel),
        setup_form=Form,
        takes=frozenset({Takes.BALLOTS}),
        questions=questions,
    )
    views = Method(**{**vars(method), "key": "views", "ballot": lambda setup, item, values: dict(values)})
    monkeypatch.setitem(catalogue.methods(), "travel", method)
    monkeypatch.setitem(catalogue.methods(), "views", views)
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned)
    activity.method = "travel"
    activity.save()
    open_participation(activity, actor=alma)
    return activity


def answer(activity, item="", **values):
    given = {"submission": uuid.uuid4(), "language": "en", "item": item}
    return cast(activity, actor=RESIDENT, held=Held(Proof.EID, "dana"), values=values, **given)


@pytest.fixture
def code(travel):
    """Dana has changed her mind once."""
    answer(travel, way=["bike"])
    everything = {"rank": ["car", "bus"], "give": {"bus": 3}, "each": {"bike": 5}, "income": {"declined": True}}
    return shown(answer(travel, way=["bus"], **everything).voter.participant.receipt)


def test_the_receipt_says_what_was_answered_and_which_of_it_counts(client, code, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get(f"/c/{code}/", headers=EN).text
    assert page.index("Another of your answers counts instead.") < page.index("Counts</span>")
    for words in (
        "Thank you, we have received your answers",
        "How do you travel?",
        "By bike",
        '1. <span lang="sv" dir="auto">&lt;Bil&gt;</span>, 2. By bus',
        "By bus: 3",
        "By bike: 5 – ",
        "I do not wish to answer",
        "counted together with everybody else’s",
        "Barn- och utbildningsnämnden decides on every finding",
    ):
        assert words in page
    assert "A person reads what you said" not in page and "What you said<" not in page


def test_what_was_said_in_words_stands_there_as_a_contribution(client, code, travel, django_assert_max_num_queries):
    answer(travel, way=["bus"], why="Det är nära.")
    with django_assert_max_num_queries(8):
        page = client.get(f"/c/{code}/", headers=EN).text
    assert "Det är nära." in page and "A person reads what you said" in page
    data = json.loads(client.get(f"/c/{code}/everything.json").content)
    assert [each["said"]["text"] for each in data["contributions"]] == ["Det är nära."]
    assert [(each["answers"]["way"], each["counts"]) for each in data["ballots"]] == [
        (["bike"], False),
        (["bus"], False),
        (["bus"], True),
    ]


def test_many_votes_are_counted_and_all_of_them_are_in_the_file(client, travel):
    Activity.objects.filter(pk=travel.pk).update(method="views")
    travel.refresh_from_db(fields=["method"])
    for item, choice in (("s1", 1), ("s2", -1), ("s1", 0)):
        code = shown(answer(travel, item, choice=choice).voter.participant.receipt)
    assert "You have voted on 2 things here." in client.get(f"/c/{code}/", headers=EN).text
    data = json.loads(client.get(f"/c/{code}/everything.json").content)
    assert [(each["about"], each["answers"], each["counts"]) for each in data["ballots"]] == [
        ("s1", {"choice": 1}, False),
        ("s2", {"choice": -1}, True),
        ("s1", {"choice": 0}, True),
    ]


def test_the_printed_receipt_does_not_say_how_somebody_voted(client, code):
    pdf = PdfReader(io.BytesIO(client.get(f"/c/{code}/sheet.pdf", headers=EN).content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert code in text.replace(" ", "")
    assert "Your answers have been received." in text and "counted together with" in text
    assert "bus" not in text and "How do you travel?" not in text


def test_an_erased_person_still_counts(client, code, travel):
    before = queries.said(travel)
    participant = queries.voters(travel.dialogue).get().participant
    Contact.objects.create(
        participant=participant, kind="email", address="dana@example.org", given_at=participant.created_at
    )
    erase(participant, actor=RESIDENT)
    assert not Contact.objects.exists()
    assert queries.said(travel) == before and facts(travel.dialogue).ballots == 1
    assert "By bus" in client.get(f"/c/{code}/", headers=EN).text


def test_nobody_else_sees_it(client, code):
    assert client.get("/c/7KM2P-X4RT9/").status_code == 404
    response = client.get(f"/c/{code}/", headers=EN)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
