"""A lead makes an example of an answered dialogue; another municipality finds it by question and group, and asks."""

import re

import pytest
from django.conf import settings

from gehor.feedback.actions import release_answers
from gehor.ground import clock, worker
from gehor.ground.act import machine
from gehor.network.library import shelf
from gehor.network.library.actions.bringing import bring_articles
from gehor.network.library.catalogue import catalogue
from gehor.network.library.models import Article, Keeper

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "Skolgården och maten: vad barnen svarade"


@pytest.fixture
def kept(organisation, answered, alma):
    shelf.forget()
    Keeper.objects.create(pk=1, organisation=organisation, since=clock.now())
    bring_articles(catalogue(), actor=machine("operator"))
    release_answers(answered, actor=alma, greeting={})
    yield
    shelf.forget()


def test_an_example_is_made_published_found_and_asked_about(kept, at_work, person, mailoutbox):
    alma, nour = at_work("alma", width=360, height=800), at_work("nour", width=360, height=800)
    article = submit(alma)
    nour.at(f"/staff/o/alvsala/library/review/{article.pk}/").press(f"/review/{article.pk}/publish/")
    elsewhere = person(width=360, script=False)
    find(elsewhere)
    keep_and_share(elsewhere, person(width=360))
    ask(elsewhere)
    worker.work_off()
    assert [letter.reply_to for letter in mailoutbox if letter.reply_to] == [["farid@bortby.example"]]


def submit(alma):
    alma.at("/staff/d/skolan/example/").send()
    article = Article.objects.get(dialogue__slug="skolan")
    alma.at(f"/staff/o/alvsala/library/{article.pk}/write/").page.locator(
        'main details:has([name="facet_special_groups"]) > summary'
    ).first.click()
    alma.fill(title_sv=ABOUT).choose(facet_special_groups="children").send()
    alma.press(f"/library/{article.pk}/submit/")
    return article


def find(reader):
    """By question, and then by group: the count says beforehand how many there are."""
    reader.at("/library/").page.fill('input[name="q"]', "barnen i skolan")
    reader.page.press('input[name="q"]', "Enter")
    reader.page.wait_for_url(re.compile(r"q=barnen"))
    group = reader.look().page.locator('#narrow a[href*="special_groups=children"]')
    if not group.is_visible():
        reader.page.locator("#narrow details", has=group).locator("summary").click()
    group.click()
    reader.page.wait_for_url(re.compile("special_groups=children"))
    with reader.page.expect_navigation():
        reader.look().page.get_by_role("link", name=ABOUT).click()
    assert reader.look().page.get_by_role("heading", level=1).inner_text() == ABOUT


def keep_and_share(reader, friend):
    article = reader.page.url
    with reader.page.expect_navigation():
        reader.page.locator('a[href*="/library/lists/?add="]').click()
    reader.look().fill(name="Att läsa").send()
    address = reader.page.locator("main input[readonly]").input_value()
    friend.at(address.removeprefix(settings.ADDRESS)).page.get_by_role("link", name=ABOUT).wait_for()
    reader.at(article)


def ask(reader):
    with reader.page.expect_navigation():
        reader.page.locator('a[href$="/ask/"]').click()
    reader.look().fill(text="Hur fick ni barnen att svara?", reply_to="farid@bortby.example").send()
    assert reader.page.url.endswith("/asked/")
