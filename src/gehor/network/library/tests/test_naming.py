"""Those whom articles name are forgotten on a day, in whatever version they stand; the articles stay."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import WrongPerson
from gehor.network.library import queries, tasks
from gehor.network.library.actions import bringing, naming, writing
from gehor.network.library.brought import Brought
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Draft, Named, Version

MINE, ENGLISH = "/staff/o/alvsala/library/", {"accept-language": "en"}
TWO_YEARS = dt.timedelta(days=731)
THERE = "https://region.example/library/article/x/"
CONTACT = {"contact_name": "Alma Berg", "contact_email": "alma@alvsala.example"}


def later(task=tasks.forget_named):
    with clock.at(clock.now() + TWO_YEARS):
        task()


def test_a_contact_is_forgotten_on_its_day_and_the_article_stays(publish, client):
    article = publish(content=CONTACT)
    version = Version.objects.get()
    assert "contact_name" not in version.content and version.whole["contact_name"] == "Alma Berg"
    pages = [f"/library/article/{article.slug}/", "/library/who/", "/library/library.json"]
    assert all("Alma Berg" in client.get(page).content.decode() for page in pages)
    stamp = client.get(pages[-1])["ETag"]
    tasks.forget_named()
    assert Named.objects.get().content == CONTACT, "not before its day"
    later()
    assert not any("Alma Berg" in client.get(page).content.decode() for page in pages)
    assert client.get(pages[0]).status_code == 200 and client.get(pages[-1])["ETag"] != stamp
    assert queries.asked_at(article, Version.objects.get()) == article.organisation.contact_email
    assert Named.objects.get().content == {}


def test_an_article_about_a_person_goes_with_the_person(publish, client):
    person = {"first_name": "Mira", "last_name": "Moln", "institution": ""}
    article = publish(Kind.EXPERT, content=person)
    assert article.slug == "expert", "an address stays, a name does not"
    assert "Mira Moln" in client.get("/library/article/expert/").content.decode()
    later()
    gone = client.get("/library/article/expert/", headers=ENGLISH)
    assert (gone.status_code, "Mira" in gone.content.decode()) == (410, False)
    assert "Mira" not in client.get("/library/?q=mira").content.decode().partition("<main")[2].partition("status")[2]


def test_a_colleague_keeps_them_or_forgets_them_now(publish, signed_in, farid):
    article = publish(content=CONTACT)
    browser, page = signed_in("alma"), f"{MINE}{article.pk}/named/"
    for place in (MINE, f"{MINE}{article.pk}/"):
        assert f'href="{page}"' in browser.get(place).content.decode()
    assert "alma@alvsala.example" in browser.get(page, headers=ENGLISH).content.decode()
    until = Named.objects.get().keep_until
    with clock.at(clock.now() + TWO_YEARS / 2):
        assert browser.post(page, {"keep": 1})["Location"] == f"{MINE}{article.pk}/"
    assert Named.objects.get().keep_until - until == TWO_YEARS / 2 - dt.timedelta(hours=12)
    later()
    assert Named.objects.get().content
    with pytest.raises(WrongPerson):
        naming.forget_named(article, actor=farid)
    assert browser.post(page, {"forget": 1}).status_code == 303
    assert not Named.objects.get().content
    assert "names nobody" in browser.get(page, headers=ENGLISH).content.decode()


def test_only_the_public_and_the_newest_version_name_anybody(publish, alma, nour):
    article = publish(content=CONTACT)
    writing.begin_version(article, actor=alma)
    assert Draft.objects.get().content["contact_name"] == "Alma Berg"
    writing.submit_article(article, actor=alma)
    assert Named.objects.count() == 2
    writing.take_back(article, actor=alma)
    writing.submit_article(article, actor=alma)
    assert list(Named.objects.values_list("version__number", flat=True)) == [1, 3]


def test_a_draft_that_nobody_goes_on_with_forgets_them_too(draft):
    tasks.forget_named()
    assert "contact_name" in Draft.objects.get().content
    later()
    assert "contact_name" not in Draft.objects.get().content and Draft.objects.get().content["title"]


def test_of_another_library_they_are_known_as_long_as_it_tells_of_them(kept):
    def bring(**content):
        content = {"title": {"sv": "X"}, "short_description": {"sv": "x"}, **CONTACT, **content}
        item = Brought(url=THERE, kind=Kind.EXAMPLE, language="sv", content=content)
        return bringing.bring_articles([item], actor=machine("library"))

    bring()
    with clock.at(clock.now() + TWO_YEARS / 2):
        assert bring().unchanged == [THERE]
    later()
    assert Named.objects.get().content == CONTACT, "it was confirmed meanwhile"
    assert bring(contact_name="Bo Ek").changed == [THERE]
    assert [row.content["contact_name"] for row in Named.objects.all()] == ["Bo Ek"], (
        "and no earlier version names anybody"
    )
    naming.forget_named(Article.objects.get(), actor=machine("caretaker"))
    assert bring(contact_name="Bo Ek").unchanged == [THERE], "who is forgotten here stays forgotten"
    assert bring(contact_name="Bo Ek", city="Åkerby").changed == [THERE]
    assert not Named.objects.get().content
    item = Brought(url=THERE, kind=Kind.EXAMPLE, language="sv", content={}, withdrawn="Fel.")
    bringing.bring_articles([item], actor=machine("library"))
    assert not Named.objects.exists()
