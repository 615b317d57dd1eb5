"""What a process keeps in memory is bounded in bytes, as the interpreter counts them, whatever visitors ask for."""

import gc
import json
import random
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import re_path

from gehor.calc.text import likeness
from gehor.ground import pages
from gehor.ground.weight import weight
from gehor.participation import similar
from gehor.participation.ballots import queries as ballots
from gehor.participation.ballots.models import FormVersion
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Option, Question, to_json

ROOM = 256 * 1024
chance = random.Random(1)
WORDS = [f"{sign}{number}" for sign in "bdfgklmnpr" for number in range(200)]


@pages.kept
def page(request):
    return HttpResponse(chance.randbytes(3000).hex())


urlpatterns = [re_path("", page)]


@pytest.fixture(autouse=True)
def kept(settings) -> Iterator[None]:
    settings.KEEP_PAGES, settings.ROOT_URLCONF = True, __name__
    pages.forget()
    similar.forget()
    yield
    pages.forget()
    similar.forget()


@contextmanager
def traced() -> Iterator[Callable[[], int]]:
    """How many bytes have been taken since, and not given back."""
    gc.collect()
    gc.freeze()  # what is there already is not looked through again
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[0] if gc.collect() >= 0 else 0
    finally:
        tracemalloc.stop()


def ask_for_a_page(number: int) -> None:
    pages.keep(page)(RequestFactory().get(f"/{number}"))


def show_a_card(number: int) -> None:
    pages.card(("card", number), lambda: f"<p>{number} {'Bänken vid ån. ' * 80}</p>")


def remember(number: int) -> None:
    pages.remembered(("marks", number), lambda: [{"words": f"plats {number} {each}"} for each in range(60)])


def look_for_similar(number: int) -> None:
    known = similar._known_of(Activity(pk=number))
    for text in range(40):
        known.likenesses.put(text, " ".join(chance.choices(WORDS, k=20)))


TIMES = {ask_for_a_page: 100, show_a_card: 400, remember: 90, look_for_similar: 6}  # thrice as much as there is room


@pytest.mark.parametrize("fill", TIMES, ids=lambda fill: fill.__name__)
def test_it_is_filled_up_to_its_bound_and_not_beyond(fill, db, monkeypatch):
    for shelf in ("_pages", "_cards", "_remembered"):
        monkeypatch.setattr(pages, shelf, pages.Shelf(ROOM))
    monkeypatch.setattr(similar, "MOST_BYTES", ROOM)
    fill(0)
    likeness.stems(" ".join(WORDS))  # what words become is kept apart
    with traced() as taken:
        for number in range(TIMES[fill] // 2):
            fill(number)
        halfway = taken()
        for number in range(TIMES[fill] // 2, TIMES[fill]):
            fill(number)
        assert ROOM * 0.4 < taken() < ROOM * 1.2 and taken() < halfway * 1.2


def test_all_of_it_together_leaves_room_for_the_rest():
    shelves = (pages._pages, pages._cards, pages._remembered, ballots._kept)
    assert sum(each._most for each in shelves) + similar.MOST_BYTES < 30 * 1024 * 1024


PLACE = {
    "type": "Feature",
    "properties": {"name": "Torget"},
    "geometry": {"type": "Point", "coordinates": [17.1, 59.2]},
}
ASKED = tuple(
    Question(
        key=f"q{number}",
        kind=Kind.ONE,
        label={"sv": f"Vad tycker du om nummer {number}?"},
        options=tuple(Option(f"o{each}", {"sv": f"Svar {each} på {number}"}) for each in range(6)),
    )
    for number in range(40)
)


def places() -> object:
    return [json.loads(json.dumps({**PLACE, "id": number})) for number in range(300)]


def a_form() -> object:
    version = FormVersion(number=1, questions=json.loads(json.dumps(to_json(ASKED))))
    ballots.questions(version)
    return version


@pytest.mark.parametrize("make", [places, a_form])
def test_what_is_remembered_weighs_rather_too_much_than_too_little(make):
    make()
    with traced() as taken:
        kept = make()
        weighed = taken()
    assert weighed <= weight(kept) < 4 * weighed


def test_what_is_too_long_to_be_a_word_is_stemmed_and_not_remembered():
    before = likeness._remembered.cache_info().currsize
    assert likeness.stem("x" * 5000 + "ar") == "x" * 5000
    assert likeness._remembered.cache_info().currsize == before
    assert likeness._remembered.cache_info().maxsize * (100 + 2 * (49 + likeness._LONG)) < 6 * 1024 * 1024
