"""The pages of every folder found, a new one too, can be used by everybody: tried with the folder's own examples."""

import uuid

import pytest
from django.urls import reverse

from gehor.ground import catalogue, clock
from gehor.participation.actions import contribute, enter, open_participation
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.items import asked_on
from gehor.participation.ballots.rules import Filled
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel

from .promises import examples_of, hand_channel, rows_of, said_in

pytestmark = pytest.mark.usefixtures("toy_beside_the_others")


@pytest.fixture
def of_every_folder(planned, activity, alma) -> list[Activity]:
    """One activity for each folder found, in one dialogue, as its examples settle it; none is open yet."""
    activities = []
    for number, key in enumerate(catalogue.found(), 1):
        activity.pk = None if number > 1 else activity.pk
        activity.number, activity.method, activity.setup = number, key, examples_of(key).SETUP
        activity.title = {"sv": str(catalogue.words(key).name)}
        activity.save()
        activities.append(Activity.objects.get(pk=activity.pk))
        getattr(examples_of(key), "prepare", lambda activity, *, actor: None)(activities[-1], actor=alma)
    return activities


def filled(activity: Activity, alma, dana) -> None:
    """What its examples hold, said and answered by more than a few."""
    method, examples = catalogue.methods()[activity.method], examples_of(activity.method)
    for data in getattr(examples, "FILLED", ()):
        given = {"submission": uuid.uuid4(), **said_in(method, activity.setup, data)}
        if Channel.WEB in method.channels:
            contribute(activity, actor=dana, **given)
        else:
            enter(activity, actor=alma, channel=hand_channel(method), **given)
    rows = [row for row in rows_of(asked_on(activity), getattr(examples, "FILE", "")) for _ in range(FEWEST)]
    if rows:
        cast = [Filled(number, values) for number, values in enumerate(rows)]
        import_ballots(activity, actor=alma, rows=cast, file_name="a", file_hash="a" * 64)


def own_pages(activity: Activity) -> list[str]:
    method = catalogue.methods()[activity.method]
    return list(filter(None, (method.own_page, method.working_page, method.staff_page)))


@pytest.mark.one
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_every_folder_can_be_used_by_everybody(
    of_every_folder, alma, dana, open_page, at_desk, axe, no_sideways_scrolling
):
    """On a phone: what staff settle, where people take part, the form on paper, typing in, and what came of it."""
    phones = {each: at_desk("alma", open_page(width=360, height=740, language=each)) for each in ("sv-SE", "en-GB")}

    def look(name: str, activity: Activity, languages=("sv-SE",)) -> None:
        for language in languages:
            phone = phones[language]
            answer = phone.goto(reverse(name, args=["skolan", activity.number]))
            assert answer.status == 200, f"{phone.url} answers {answer.status}"
            axe(phone)
            no_sideways_scrolling(phone)

    for activity in of_every_folder:
        for name in ("planning:activity", *own_pages(activity)):
            look(name, activity)
    for activity in of_every_folder:
        method = catalogue.methods()[activity.method]
        open_participation(activity, actor=alma)
        filled(activity, alma, dana)
        look("participation:activity", activity, phones)
        look("participation:enter", activity)
        if method.is_on_paper:
            look("participation:paper", activity)
        if method.working_page:
            look(method.working_page, activity)
    Opening.objects.update(closed_at=clock.now())
    for activity in of_every_folder:
        if catalogue.methods()[activity.method].outcome:
            look("participation:outcome", activity, phones)
