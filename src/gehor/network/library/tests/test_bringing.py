"""What comes in is known again, followed, and cannot do harm."""

from dataclasses import replace

import pytest

from gehor.ground.act import machine
from gehor.ground.errors import Refusal, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.sentences import refusal_text
from gehor.network.library import queries
from gehor.network.library.actions import bringing, reviewing, writing
from gehor.network.library.brought import Brought
from gehor.network.library.catalogue import catalogue
from gehor.network.library.examples import examples
from gehor.network.library.kinds import DEFINITIONS, LOCAL, Kind
from gehor.network.library.methods import methods
from gehor.network.library.models import Article, Done, Draft, Version
from gehor.network.library.rules import State
from gehor.planning.advice.entries import entries

CLOCK = machine("library")
URL = "https://region.example/library/article/vuxenpsykiatri/"


def one(url=URL, **given):
    content = {"title": {"sv": "Vuxenpsykiatri"}, "short_description": {"sv": "Sex möten."}, **given.pop("content", {})}
    return Brought(
        **{"url": url, "kind": Kind.EXAMPLE, "language": "sv", "content": content, "author": "Region Exempel", **given}
    )


def bring(*items, **given):
    return bringing.bring_articles(items, actor=given.pop("actor", CLOCK), **given)


def standing(url=URL):
    return queries.standing(Article.objects.get(origin=url))


def test_it_comes_in_once_however_often_it_is_sent(kept):
    assert bring(one(), one()).new == [URL]
    report = bring(one())
    assert (report.new, report.unchanged, Version.objects.count()) == ([], [URL], 1)
    article = Article.objects.get()
    assert (article.author, article.organisation, standing().state) == ("Region Exempel", kept, State.PUBLISHED)
    assert Entry.objects.filter(step="library.bring", organisation_id=kept.pk).count() == 1


def test_changes_and_withdrawals_are_followed(kept):
    bring(one())
    assert bring(one(content={"results": {"sv": "Tre beslut."}})).changed == [URL]
    assert standing().public.content["results"] == {"sv": "Tre beslut."}
    assert bring(one(withdrawn="Vi hade mätt fel.")).withdrawn == [URL]
    assert (standing().state, standing().withdrawn.reason) == (State.WITHDRAWN, "Vi hade mätt fel.")
    assert bring(one(withdrawn="Vi hade mätt fel.")).unchanged == [URL]
    assert bring(one()).changed == [URL]
    assert standing().state is State.PUBLISHED


def test_what_is_taken_down_here_stays_down(kept, nour):
    bring(one())
    reviewing.take_down(Article.objects.get(), actor=nour, reason="Nämner en privatperson.")
    assert bring(one(content={"results": {"sv": "Nytt."}})).left == [(URL, "taken_down_here")]
    assert standing().public is None


def test_nobody_here_changes_what_another_library_has_written(kept, alma, nour):
    bring(one())
    with pytest.raises(WrongMoment):
        writing.begin_version(Article.objects.get(), actor=alma)


def test_what_lies_about_its_origin_is_refused_and_the_rest_comes_in(kept):
    other = "https://elak.example/library/article/x/"
    report = bring(one(), one(other), of="https://region.example/")
    assert report.new == [URL]
    assert [(url, code) for url, code, _params in report.refused] == [(other, "lies_about_its_origin")]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (one("javascript:alert(1)"), "no_web_address"),
        (one("http://127.0.0.1:8000/library/article/x/"), "comes_from_here"),
        (one(kind=None), "no_such_kind_of_article"),
        (one(language="xx"), "no_such_language"),
        (one(licence="mine"), "no_such_licence"),
        (one(content={"title": {}}), "text_missing"),
        (one(content={"title": 7}), "not_words"),
        (one(content={"results": {"sv": "x" * 10_001}}), "text_too_long"),
        (one(content={"external_links": ["file:///etc/passwd"]}), "no_web_address"),
        (one(told={"people": "många"}), "not_a_figure"),
        (one(measured={"figures": 7}), "measured_wrongly"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_itself(kept, item, code):
    report = bring(item, one("https://region.example/library/article/annat/"))
    ((_url, why, params),) = report.refused
    assert (why, len(report.new)) == (code, 1)
    assert refusal_text(Refusal(why, **params)) != refusal_text(Refusal("x")), "and it is said in a sentence"


def test_script_that_comes_in_is_text(kept, client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    bring(one(content={"title": {"sv": evil}, "results": {"sv": evil}}, author=evil))
    page = client.get(f"/library/article/{Article.objects.get().slug}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


def test_options_that_we_do_not_know_are_left_out(kept):
    bring(one(facets={"purpose": ["ideas", "utopia"], "colour": ["red"], "ressources": "low"}))
    assert Version.objects.get().facets == {"purpose": ["ideas"]}


def test_only_who_keeps_the_library_brings_in(kept, alma, nour, actors):
    for actor in (alma, actors["farid"], actors["ada"]):
        with pytest.raises(WrongPerson):
            bring(one(), actor=actor)
    assert bring(one(), actor=nour).new == [URL]


# The catalogue


def test_every_method_of_the_catalogue_is_an_article_in_both_languages(kept, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        report = bring(*methods())
    assert (len(report.new), report.refused) == (len(entries()), [])
    article = Article.objects.get(origin="urn:gehor:method:focus-group")
    content = queries.standing(article).public.content
    assert article.slug == "fokusgrupp"
    assert content["title"] == {"sv": "Fokusgrupp", "en": "Focus group"}
    assert "https://dialogguiden.se/article/show/417" in content["origin"]["sv"]
    assert "uppskattningar" in content["origin"]["sv"]
    assert Version.objects.get(article=article).facets["participant_number"] == ["up_to_10", "11_to_30"]
    assert bring(*methods()).unchanged and Done.objects.count() == len(entries())


@pytest.mark.parametrize("name", ["urn:gehor:other:fokusgrupp", "urn:gehor:method:", "urn:gehor:example:Ett & två"])
def test_what_only_calls_itself_the_catalogues_does_not_come_in(kept, name):
    assert [code for _url, code, _params in bring(one(name)).refused] == ["no_web_address"]
    assert not Article.objects.exists()


def test_the_examples_of_the_catalogue_are_told_in_both_languages_and_lead_to_their_methods(kept, client):
    found = list(examples())
    report = bring(*catalogue())
    assert (len(report.new), report.refused) == (len(entries()) + len(found), [])
    for brought in found:
        article = Article.objects.get(origin=brought.url)
        public = queries.standing(article).public
        for field in DEFINITIONS[Kind.EXAMPLE].fields:
            if field.holds in LOCAL and field.key in public.content:
                assert set(public.content[field.key]) == {"sv", "en"}, (brought.url, field.key)
        # nothing of the file is silently left out: no facet, no figure, no link
        assert {key: set(options) for key, options in public.facets.items()} == {
            key: set(options) for key, options in brought.facets.items()
        }, brought.url
        assert (public.told, public.content["external_links"]) == (brought.told, brought.content["external_links"])
        methods_of_it = Article.objects.filter(origin__in=public.related, kind=Kind.METHOD)
        assert methods_of_it.count() == len(brought.related) > 0, brought.url
        page = client.get(f"/library/article/{article.slug}/")
        assert len(page.context["related"].cards) == len(brought.related)
    assert {"Region Skåne", "Svalövs kommun"} <= {brought.content["city"] for brought in found}
    assert len(found) >= 10


def test_a_method_that_is_changed_here_is_not_overwritten(kept, alma, nour):
    bring(*methods())
    article = Article.objects.get(origin="urn:gehor:method:focus-group")
    writing.begin_version(article, actor=alma)
    draft = Draft.objects.get(article=article)
    content = {**draft.content, "participants": {"sv": "8–10 personer, säger vi."}}
    writing.change_article(
        article, actor=alma, content=content, facets=draft.facets, related=(), told={}, licence="CC0-1.0"
    )
    writing.submit_article(article, actor=alma)
    reviewing.publish(article, actor=nour)
    assert (article.origin, "changed_here") in bring(*methods()).left
    assert queries.standing(article).public.content["participants"] == {"sv": "8–10 personer, säger vi."}


def test_a_method_of_another_installation_is_the_one_that_we_have(kept, client):
    bring(*methods())
    theirs = "https://region.example/library/article/fokusgrupp/"
    report = bring(one(theirs, kind=Kind.METHOD, same_as="urn:gehor:method:focus-group"))
    assert report.left == [(theirs, "known_from_the_catalogue")]
    bring(one(related=["urn:gehor:method:focus-group", "https://x.example/", "ftp://x", 7]))
    assert standing().public.related == ["urn:gehor:method:focus-group", "https://x.example/"]
    page = client.get("/library/article/vuxenpsykiatri/")
    assert [card["entry"].slug for card in page.context["related"].cards] == ["fokusgrupp"]


def test_a_table_takes_nothing_away_that_it_has_no_room_for(kept):
    measured = {"as_of": "2026-01-02", "figures": {"people": 41}, "channels": {"web": 3}, "findings": [], "opinions": 0}
    file = {
        "url": "https://region.example/x.png",
        "sha256": "a" * 64,
        "name": "x.png",
        "description": {"sv": "En bild"},
    }
    whole = one(measured=measured, files=[file])
    bring(whole)
    in_part = replace(whole, measured={**measured, "channels": {}}, files=(), is_in_part=True)
    assert bring(in_part).unchanged == [whole.url]
    other = {**measured, "figures": {"people": 42}, "channels": {}}
    assert bring(replace(in_part, measured=other)).changed == [whole.url]
    now = queries.standing(Article.objects.get()).public
    assert (now.measured["channels"], [each["sha256"] for each in now.files]) == ({}, ["a" * 64])
