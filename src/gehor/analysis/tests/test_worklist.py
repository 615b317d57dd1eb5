"""/staff/d/<slug>/read/"""

import datetime as dt

import pytest

from gehor.analysis.actions import read, set_aside
from gehor.analysis.queries.reading import first_unread, next_unread, readers, tallies, together
from gehor.ground import clock


@pytest.fixture
def bo_sees(opened, signed_in):
    client = signed_in("bo")

    def see(**asked):
        return client.get("/staff/d/skolan/read/", asked)

    return see


def shown(response):
    return [card.contribution.reference for card in response.context["cards"]]


def test_the_oldest_unread_comes_first(said, bo_sees):
    later = said("Ett")
    earlier = said("Två", received_at=clock.now() - dt.timedelta(days=1))
    assert shown(bo_sees()) == [earlier.reference, later.reference]


def test_each_view_of_the_list_shows_its_own(opened, said, found, bo, bo_sees):
    unread, carrying, aside = said("Ett"), said("Två"), said("Tre")
    read(carrying, actor=bo, findings=[found("Två.")], version=0)
    set_aside(aside, actor=bo, aside="empty", version=0)
    assert shown(bo_sees(state="unread")) == [unread.reference]
    assert shown(bo_sees(state="read")) == [carrying.reference]
    assert shown(bo_sees(state="aside")) == [aside.reference]
    assert len(shown(bo_sees(state="all"))) == 3
    assert [tab["count"] for tab in bo_sees().context["tabs"]] == [1, 1, 1, 3]


def test_the_list_is_narrowed_by_channel_finding_and_words(opened, said, found, bo, bo_sees):
    web, paper = said("Ån är skräpig"), said("Bänkarna är trasiga", channel="paper", title="Ålkistan")
    read(paper, actor=bo, findings=[found("Trasigt.")], version=0)
    assert shown(bo_sees(state="all", channel="paper")) == [paper.reference]
    assert shown(bo_sees(state="all", finding="1")) == [paper.reference]
    assert shown(bo_sees(state="all", q="ån")) == [web.reference]
    assert shown(bo_sees(state="all", q="ÅLKISTAN trasiga")) == [paper.reference]
    assert shown(bo_sees(state="all", q="ån trasiga")) == []
    assert shown(bo_sees(state="all", q=paper.reference.lower())) == [paper.reference]


def test_what_is_asked_wrongly_is_overlooked(said, bo_sees):
    reference = said("Ett").reference
    assert shown(bo_sees(state="x", channel="telepathy", finding="99", page="-1")) == [reference]
    assert shown(bo_sees(q="\x00")) == [reference]
    assert shown(bo_sees(q="'; DROP TABLE x; -- %_")) == []


def test_progress_is_told_by_channel(opened, said, found, bo):
    read(said("Ett"), actor=bo, findings=[found("Ett.")], version=0)
    set_aside(said("Två", channel="paper"), actor=bo, aside="empty", version=0)
    said("Tre", channel="paper")
    rows = tallies(opened)
    assert [(row.channel, row.unread, row.read, row.aside) for row in rows] == [("web", 0, 1, 0), ("paper", 1, 0, 1)]
    assert (together(rows).done, together(rows).all) == (2, 3)


def test_the_list_tells_who_reads_and_how_much(opened, said, found, alma, bo, bo_sees):
    finding = found("Ett.")
    with clock.at(clock.now() - dt.timedelta(days=1)):
        read(said("Ett"), actor=alma, findings=[finding], version=0)
    read(said("Två"), actor=bo, findings=[finding], version=0)
    read(said("Tre"), actor=bo, findings=[finding], version=0)
    told = [(reader.name, reader.contributions, reader.is_reading) for reader in readers(opened)]
    assert told == [("Bo", 2, True), ("Alma", 1, False)]
    assert "Bo: 2" in bo_sees().content.decode()


def test_two_analysts_begin_at_different_places(opened, said):
    references = [said(text).reference for text in ("Ett", "Två", "Tre", "Fyra")]
    assert first_unread(opened, unread=4, colleagues_reading=0) == references[0]
    assert first_unread(opened, unread=4, colleagues_reading=1) == references[2]


def test_after_the_last_the_first_unread_comes_again(opened, said):
    first, last = said("Ett"), said("Två")
    assert next_unread(opened, after=first) == last.reference
    assert next_unread(opened, after=last) == first.reference


def test_when_all_is_read_the_list_points_to_signing_off(said, found, has_read, bo_sees):
    has_read(said("Ett"), found("Ett."))
    html = bo_sees().content.decode()
    assert "/staff/d/skolan/sign-off/" in html
    assert "Everything that has come in is read" in html


def test_fifty_stand_on_a_page(said, bo_sees):
    for number in range(51):
        said(f"Bidrag {number}")
    assert len(shown(bo_sees())) == 50
    assert len(shown(bo_sees(page=2))) == 1


@pytest.mark.parametrize(
    ("name", "status"), [("bo", 200), ("alma", 200), ("rut", 200), ("cilla", 403), ("tove", 403), ("farid", 403)]
)
@pytest.mark.parametrize("page", ["read/", "findings/", "sign-off/"])
def test_only_those_who_read_or_mask_see_what_was_received(closed, signed_in, name, status, page):
    assert signed_in(name).get(f"/staff/d/skolan/{page}").status_code == status


def test_no_dialogue_no_list(closed, signed_in):
    assert signed_in("bo").get("/staff/d/finns-inte/read/").status_code == 404


def test_without_a_session_the_way_goes_by_sign_in(closed, client):
    response = client.get("/staff/d/skolan/read/")
    assert response.status_code == 302 and response["Location"].startswith("/account/login/?next=")


def test_typed_html_is_shown_and_not_run(said, bo_sees):
    said("<script>alert(1)</script>", title="<img src=x onerror=alert(1)>")
    html = bo_sees(q="<b>x").content.decode() + bo_sees().content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html and "<b>x" not in html
    assert "&lt;script&gt;alert(1)" in html
