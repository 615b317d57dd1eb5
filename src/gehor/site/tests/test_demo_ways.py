"""In the demo every way of taking part can be tried while it is open, and looked at when it is over."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.ground import catalogue, clock
from gehor.portal.queries import standing
from gehor.site.demo import build, ways
from gehor.site.demo.diary import Diary
from gehor.site.demo.people import found_organisations
from gehor.testing.pictures import of_ways

pytestmark = pytest.mark.django_db


def held(today):
    """The two dialogues alone, by all the gates."""
    diary, people = Diary(today), found_organisations()
    told = build.plan_ways(people, diary)
    with translation.override("sv"), transaction.atomic():
        diary.happen()
    return told


@pytest.fixture
def stories():
    return held(clock.today())


@pytest.mark.one
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_every_way_can_be_used_by_everybody(open_page, axe, no_sideways_scrolling):
    """On a phone: where each is taken part in, its paper form, and what came of it."""
    held(timezone.localdate())  # the server's clock is the real one
    phone = open_page(width=360, height=740)
    seen = set()
    for picture in of_ways():
        if phone.goto(picture.address).status == 404 and not picture.is_sure:
            continue
        axe(phone)
        no_sideways_scrolling(phone)
        seen.add(picture.address)
    assert {ways.page_of(each) for each in ways.activities(ways.OPEN)} <= seen


def test_every_way_with_content_can_be_tried_and_looked_at_when_it_is_over(
    stories, client: Client, settings, django_assert_max_num_queries
):
    assert {"proposals", "meeting"} <= set(ways.found()) <= set(catalogue.found())
    for story in stories:
        assert story.dialogue.slug == story.row["slug"]
        assert standing(story.dialogue, []).stage == story.row["expected_stage"]
    for state in (ways.OPEN, ways.FINISHED):
        for activity in ways.activities(state):
            method, address = catalogue.methods()[activity.method], f"/d/{activity.dialogue.slug}/take-part/"
            with django_assert_max_num_queries(8):
                page = client.get(f"{address}{activity.number}/")
            assert page.status_code == 200, activity.method
            if method.is_on_paper:
                assert client.get(f"{address}{activity.number}/paper/").status_code == 200
            if method.outcome:
                result = client.get(f"{address}{activity.number}/result/")
                assert result.status_code == 200
                assert state == ways.OPEN or result.context["result"].outcome, f"{activity.method} has no result"
    settings.DEMO = True
    front = client.get("/").content.decode()
    for activity in ways.activities(ways.OPEN):
        assert f'href="{ways.page_of(activity)}"' in front, "each way is tried in two clicks"
    for activity in ways.activities(ways.FINISHED):
        assert f'href="{ways.result_of(activity)}"' in front
        assert client.get(ways.result_of(activity)).status_code == 200
    pages = [ways.page_of(each) for state in (ways.OPEN, ways.FINISHED) for each in ways.activities(state)]
    assert {picture.address.removesuffix("paper/").removesuffix("result/") for picture in of_ways()} == set(pages)
    open_now, finished = (story.dialogue for story in stories)
    assert not Decision.objects.filter(dialogue=open_now).exists()
    decided = Decision.objects.filter(dialogue=finished)
    assert decided.count() == Answer.objects.filter(decision__in=decided).count() == len(stories[1].row["findings"])
