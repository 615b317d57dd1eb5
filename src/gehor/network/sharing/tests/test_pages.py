"""Who decides on sharing sees what it says, who listens how it went, and everybody what is shared with everybody."""

import pytest

from gehor.ground import clock
from gehor.network.sharing import keys, tasks
from gehor.network.sharing.models import Fetch, Heard, HeardFigure, Shared, Sharing, Source

from .bortby import dialogue

SHARING, SOURCES, COMPARE = (f"/staff/o/alvsala/{page}/" for page in ("sharing", "sources", "compare"))


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def hosting(signed_in):
    browser = signed_in("nour")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def heard(organisation):
    """heard("Bortby", {2025: 0.5}, public=["held"]): another organisation tells which share is tied to a decision."""

    def told(name, tied, *, public=("held",), kind="municipality", inhabitants=30_000, shown=True):
        now = clock.now()
        url = f"https://{name.lower()}.example/"
        source = Source.objects.create(
            organisation=organisation,
            what="organisation",
            name=name,
            address=url,
            since=now,
            due_at=now,
            is_shown=shown,
        )
        row = Heard.objects.create(
            source=source, name=name, kind=kind, url=url, inhabitants=inhabitants, public=list(public), confirmed_at=now
        )
        HeardFigure.objects.bulk_create(
            HeardFigure(heard=row, year=year, code="tied", value=value, of=4) for year, value in tied.items()
        )
        return row

    return told


def test_what_is_shared_is_looked_at_before_it_is_decided(hosting, released, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = hosting.get(SHARING).content.decode()
    assert "Tied to a decision" in page and "100%" in page and "Your link" not in page
    sent = hosting.post(SHARING, {"held": "everybody", "people": "link", "inhabitants": "30000"})
    assert sent.status_code == 303
    assert dict(Shared.objects.values_list("part", "audience")) == {"held": "everybody", "people": "link"}
    page = hosting.get(SHARING).content.decode()
    assert f"http://testserver{keys.address_of(Sharing.objects.get())}" in page and "/compare/" in page
    wrong = hosting.post(SHARING, {"held": "the king", "inhabitants": "0"})
    assert wrong.status_code == 422 and Shared.objects.count() == 2


def test_who_leaves_is_asked_once_and_gone(hosting, english, released, share):
    share(held="everybody")
    assert "How they are held" in hosting.get(f"{SHARING}stop/").content.decode()
    assert Shared.objects.exists(), "a page that is only looked at changes nothing"
    assert hosting.post(f"{SHARING}stop/").status_code == 303
    assert not Shared.objects.exists()
    assert hosting.post(f"{SHARING}stop/").status_code == 409
    assert "Nobody shares their figures yet" in english.get("/compare/").content.decode()


def test_a_new_link_is_made_by_a_button(hosting, released, share):
    old = keys.address_of(share(held="link"))
    assert hosting.post(f"{SHARING}link/").status_code == 303
    assert hosting.get(old).status_code == 404


def test_listening_fetching_and_stopping(hosting, bortby, django_assert_max_num_queries):
    lying = {**dialogue(2), "url": "https://elsewhere.example/<script>"}
    address = bortby(dialogues=[dialogue(1), lying, {**dialogue(3), "people": 2}])
    sent = hosting.post(SOURCES, {"what": "organisation", "name": "Bortby", "address": address})
    source = Source.objects.get()
    assert sent["Location"] == f"{SOURCES}{source.pk}/"
    assert "has not been fetched yet" in hosting.get(sent["Location"]).content.decode()
    assert hosting.post(sent["Location"]).status_code == 303
    assert "It waits for its turn." in hosting.get(sent["Location"]).content.decode()
    assert hosting.post(sent["Location"]).status_code == 409
    tasks.fetch_one.call(Fetch.objects.get().pk)
    with django_assert_max_num_queries(15):
        page = hosting.get(sent["Location"]).content.decode()
    assert "1 new one, 2 figures, 2 refused." in page and "Parken" in page
    assert "It tells of fewer than 5 people." in page and "<script>" not in page.partition("<main")[2]
    with django_assert_max_num_queries(15):
        assert "1 new one" in hosting.get(SOURCES).content.decode()
    Fetch.objects.update(counts={"known": 78}, refused_in_all=0)
    assert "78 that come with Gehör, here too." in hosting.get(SOURCES).content.decode()
    assert hosting.post(f"{sent['Location']}stop/").status_code == 303
    assert not Heard.objects.exists() and "Nobody yet" in hosting.get(SOURCES).content.decode()
    assert hosting.get(sent["Location"]).status_code == 404


def test_what_goes_wrong_is_told_in_plain_words(hosting, listen, fetched, stranger):
    source = listen(stranger.url("/shared/secret.json"))
    fetched(source)
    page = hosting.get(f"{SOURCES}{source.pk}/").content.decode()
    assert "Nothing came in: There is nothing at that address any more (answer 404)." in page
    assert "secret" not in page, "the link opens what is not for everybody"


@pytest.mark.parametrize(
    "typed", [{}, {"what": "library", "name": "x", "address": "https://x.example/"}, {"name": "x", "address": "x"}]
)
def test_what_cannot_be_listened_to_is_shown_again(hosting, organisation, other_organisation, typed):
    assert hosting.post(SOURCES, typed).status_code == 422
    assert not Source.objects.exists()


def test_one_s_own_figures_stand_among_those_of_others(hosting, released, heard, django_assert_max_num_queries):
    heard("Bortby", {2025: 0.25, 2026: 0.5}, public=())
    heard("Cedby", {2026: 0.75}, inhabitants=300_000)
    with django_assert_max_num_queries(15):
        page = hosting.get(f"{COMPARE}?show=tied")
    text = page.content.decode()
    compared = page.context["compared"]
    assert [(row.peer.name, row.value) for row in compared.rows] == [
        ("Älvsala kommun", "100%"),
        ("Cedby", "75%"),
        ("Bortby", "50%"),
    ]
    assert [line.name for line in compared.lines] == ["Älvsala kommun", "Bortby", "Cedby", "In the middle"]
    assert [list(line.cells) for line in compared.lines[1:]] == [["25%", "50%"], ["–", "75%"], ["–", "75%"]]
    assert text.count("<polyline") == 4 and "<table" in text
    alone = hosting.get(f"{COMPARE}?show=tied&size=5").context["compared"]
    assert [row.peer.name for row in alone.rows] == ["Älvsala kommun", "Cedby"], "oneself is always there"
    assert not any(line.is_middle for line in alone.lines), "a middle of two would tell of each"
    key = next(row.peer.key for row in compared.rows if row.peer.name == "Bortby")
    chosen = hosting.get(f"{COMPARE}?show=tied&others={key}").context["compared"]
    assert [row.peer.name for row in chosen.rows] == ["Älvsala kommun", "Bortby"]
    assert hosting.get(f"{COMPARE}?show=tied&year=2025").context["compared"].year == 2025


@pytest.mark.parametrize("asked", ["", "?show=x&kind=x&size=x&others=x&year=x", "?year=99999999999999999999&size=-1"])
def test_what_nobody_offers_is_passed_over(hosting, english, released, heard, share, asked):
    share(held="everybody")
    heard("Bortby", {2026: 0.5})
    for browser, page in ((hosting, COMPARE), (english, "/compare/")):
        assert browser.get(f"{page}{asked}").status_code == 200


def test_everybody_sees_what_is_shared_with_everybody_and_nothing_else(
    english, released, share, heard, django_assert_max_num_queries
):
    share(held="everybody", answered="link")
    heard("Bortby", {2026: 0.5})
    heard("Cedby", {2026: 0.75}, public=["answered"])
    heard("Dalby", {2026: 0.75}, public=[])
    heard("Edby", {2026: 0.75}, shown=False)
    with django_assert_max_num_queries(8):
        page = english.get("/compare/?show=tied")
    assert {(row.peer.name, row.value) for row in page.context["compared"].rows} == {
        ("Älvsala kommun", "100%"),
        ("Bortby", "50%"),
        ("Cedby", "–"),
    }
    late = english.get("/compare/?show=in_time").context["compared"]
    assert {row.value for row in late.rows} == {"–"}


def test_what_others_tell_everybody_is_on_our_page_when_somebody_here_has_said_so(hosting, english, heard, released):
    source = heard("Bortby", {2026: 0.5}, shown=False).source
    page = f"{SOURCES}{source.pk}/"
    assert "Show it on the public page" in hosting.get(page).content.decode()
    for turn, (said, there) in enumerate((("no", False), ("yes", True), ("no", False))):
        assert hosting.post(page, {"show": said}).status_code == 303
        assert ("Bortby" in english.get(f"/compare/?show=tied&turn={turn}").content.decode()) is there


def test_one_s_own_figures_are_seen_by_staff_alone(english, released, heard):
    heard("Bortby", {2026: 0.5})
    assert "Älvsala" not in english.get("/compare/").content.decode().partition("<main")[2]
    assert english.get(COMPARE).status_code in (302, 403)


def test_another_organisation_s_staff_stays_outside(signed_in, released, share, listen, bortby):
    source = listen(bortby())
    share(held="link")
    farid = signed_in("farid")
    for page in (SHARING, f"{SHARING}stop/", SOURCES, f"{SOURCES}{source.pk}/", COMPARE):
        assert farid.get(page).status_code in (403, 404)
        assert farid.post(page).status_code in (403, 404, 405)
    assert farid.post(f"{SHARING}link/").status_code == 403
    assert farid.get(f"/staff/o/bortby/sources/{source.pk}/").status_code in (403, 404)


def test_an_administrator_decides_on_sharing_and_listens_to_nobody(signed_in, released):
    ada = signed_in("ada")
    assert ada.get(SHARING).status_code == 200 and ada.get(SOURCES).status_code == 403
    alma = signed_in("alma")
    assert alma.get(COMPARE).status_code == 200 and alma.get(SHARING).status_code == 403


def test_nobody_chooses_what_they_are_called_here(english, heard):
    row = heard("Bortby", {2026: 0.5})
    Heard.objects.filter(pk=row.pk).update(name="Älvsala kommun")
    assert [row.peer.name for row in english.get("/compare/?show=tied").context["compared"].rows] == ["Bortby"]


def test_a_name_with_script_is_text(english, hosting, released, heard):
    heard("<script>alert(1)</script>", {2026: 0.5})
    for browser, page in ((english, "/compare/"), (hosting, COMPARE)):
        assert "<script>alert" not in browser.get(page).content.decode()


def test_what_is_told_of_a_year_without_figures_is_a_sentence(english, released, share):
    share(cost="everybody")
    assert "Nobody who is chosen tells this figure yet." in english.get("/compare/?show=sek").content.decode()
