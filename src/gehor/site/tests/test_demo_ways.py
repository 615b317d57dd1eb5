"""In the demo every way of taking part can be tried while it is open, and looked at when it is over."""

import html
import re

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve
from django.utils import translation

from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.ground import catalogue, clock, pages
from gehor.ground.maps.models import Layer
from gehor.portal.queries import standing
from gehor.site.demo import build, maps, ways
from gehor.site.demo.diary import Diary
from gehor.site.demo.people import found_organisations
from gehor.testing.costs import PUBLIC_MOST
from gehor.testing.pictures import of_ways

pytestmark = pytest.mark.django_db


def held(today):
    """The two dialogues alone, by all the gates, on maps with all their layers."""
    diary, people = Diary(today), found_organisations()
    maps.plan_events(people.organisations["alvsala"], people.actors, diary.day("today-760"), diary.at(8))
    told = build.plan_ways(people, diary)
    with translation.override("sv"), transaction.atomic():
        diary.happen()
    return told


def walked(client: Client, first: str, at_most) -> set[str]:
    """The page and one of each kind of page below it that it leads to. None asks the database more than eight times,
    though nothing is kept and nothing remembered; the ninth is the state of the data, asked once a second for all.
    """
    todo, seen, kinds = [first], set(), set()
    while todo:
        address = todo.pop()
        kind = resolve(address).view_name
        if kind in kinds:
            continue
        pages.forget()
        with override_settings(KEEP_PAGES=True), at_most(PUBLIC_MOST + 1, info=address):
            page = client.get(address)
        assert page.status_code == 200, address
        kinds.add(kind)
        seen.add(address)
        if "html" in page["Content-Type"]:
            todo += re.findall(rf'href="({first}[^"?#]+)', page.content.decode())
    return seen


def test_every_way_with_content_can_be_tried_and_looked_at_when_it_is_over(
    client: Client, settings, mailoutbox, django_assert_max_num_queries
):
    stories = held(clock.today())
    assert {"proposals", "meeting"} <= set(ways.found()) <= set(catalogue.found())
    assert Layer.objects.filter(is_everywhere=True).count() == len(maps.LAYERS)
    for story in stories:
        assert story.dialogue.slug == story.row["slug"]
        assert standing(story.dialogue).stage == story.row["expected_stage"]
    kinds = set()
    for state in (ways.OPEN, ways.FINISHED):
        for activity in ways.activities(state):
            method, address = catalogue.methods()[activity.method], f"/d/{activity.dialogue.slug}/take-part/"
            seen = walked(client, f"{address}{activity.number}/", django_assert_max_num_queries)
            if method.is_on_paper:
                seen |= walked(client, f"{address}{activity.number}/paper/", django_assert_max_num_queries)
            if method.outcome:
                seen |= walked(client, f"{address}{activity.number}/result/", django_assert_max_num_queries)
                result = client.get(f"{address}{activity.number}/result/")
                assert state == ways.OPEN or result.context["result"].outcome, f"{activity.method} has no result"
            kinds |= {resolve(each).view_name for each in seen}
    assert kinds >= {
        "map:marks",
        "proposals:listed",
        "petition:listed",
        "text_hearing:paragraph",
        "registering:register",
    }
    assert walked(client, f"/d/{stories[1].dialogue.slug}/decision/1/", django_assert_max_num_queries)
    settings.DEMO = True
    front = links(main(client.get("/").content.decode()))
    for activity in ways.activities(ways.OPEN):  # a click on the front page, and one more, lead to a form
        tried = [each for each in (ways.page_of(activity), ways.working_page_of(activity)) if each]
        assert set(tried) <= set(front), activity.method
        assert any(can_be_filled_in(client, address) for address in tried), f"{activity.method} cannot be tried"
    for activity in ways.activities(ways.FINISHED):
        assert ways.result_of(activity) in front
        assert client.get(ways.result_of(activity)).status_code == 200
    assert {each.method for each in ways.activities(ways.FINISHED)} == set(ways.found())
    past = [main(client.get(ways.page_of(each)).content.decode()) for each in ways.activities(ways.FINISHED)]
    assert not any("decides on every finding" in page for page in past), "nothing of it lies ahead"
    assert sum("has decided on every finding" in page for page in past) >= 3
    pages = [ways.page_of(each) for state in (ways.OPEN, ways.FINISHED) for each in ways.activities(state)]
    assert {picture.address.removesuffix("paper/").removesuffix("result/") for picture in of_ways()} == set(pages)
    open_now, finished = (story.dialogue for story in stories)
    assert not Decision.objects.filter(dialogue=open_now).exists()
    decided = Decision.objects.filter(dialogue=finished)
    assert decided.count() == Answer.objects.filter(decision__in=decided).count() == len(stories[1].row["findings"])
    a_visitor_finds_the_code(open_now.slug, front, mailoutbox)


def a_visitor_finds_the_code(slug: str, front: list[str], mailoutbox) -> None:
    """One activity is read by some only."""
    client, address = Client(), ways.page_of(ways.behind_a_door())
    assert address in front, "a click on the front page"
    chosen = main(client.get(f"/d/{slug}/take-part/").content.decode())
    assert address in links(chosen), "or among the dialogue's own"
    before = client.get(address, headers={"accept-language": "sv"})
    shown = main(before.content.decode())
    assert before.status_code == 403 and "Det här är för dig som har fått ett brev" in shown
    assert "/outbox/?to=brev@papper.example" in links(shown)
    for page in (address, f"{address}proposals/", f"/d/{slug}/contributions/"):
        assert "dialys" not in client.get(page).content.decode(), page
    [letters] = [each for each in mailoutbox if "byggtiden" in each.subject]
    code = letters.body.rsplit(": ", 1)[1].strip()
    assert client.post(f"{address}show/", {"proof_code": code}).status_code == 303
    assert "dialys" in client.get(f"{address}proposals/").content.decode()
    assert can_be_filled_in(client, address)


def can_be_filled_in(client: Client, address: str) -> bool:
    """A form to send, there or one click further on in the same way; or the people to be, where one must sign in."""
    found = main(client.get(address, follow=True).content.decode())
    further = (main(client.get(each).content.decode()) for each in links(found) if each.startswith(address))
    return any(re.search(r'<form[^>]* method="post"', each) for each in (found, *further))


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def links(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<a [^>]*href="(/[^"]*)"', page)]
