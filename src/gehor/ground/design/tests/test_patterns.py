import pytest
from django.urls import reverse

from gehor.ground.design.patterns import PAGES

ADDRESS = "/design/"


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_pattern_page_can_be_shown(client, page, language):
    response = client.get(ADDRESS, {"page": page}, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.django_db
def test_no_other_template_can_be_asked_for(client):
    assert client.get(ADDRESS, {"page": "../base"}).status_code == 404


def test_the_address_is_named():
    assert reverse("design:patterns") == ADDRESS


def test_what_is_no_colour_shows_ours(client):
    ours = client.get("/design/identity.css")
    assert ours.headers["Content-Type"] == "text/css"
    assert client.get("/design/identity.css", {"colour": "red;}"}).content == ours.content
    assert client.get("/design/identity.css", {"colour": "#b0122b"}).content != ours.content


@pytest.mark.django_db
def test_a_page_from_right_to_left_says_so(client):
    assert '<html lang="ar" dir="rtl">' in client.get(ADDRESS, {"language": "ar"}).content.decode()


def test_the_patterns_can_be_read_by_everybody(open_page, axe, no_sideways_scrolling):
    """On a phone by day in a colour that is hard to read on, and on a wide screen by night."""
    phone, wide = open_page(width=360), open_page(colours="dark")
    for page, colour in ((phone, "ffcc00"), (wide, "1d5c63")):
        for name in ("patterns", "dialogue", "staff", "sheet"):
            page.goto(f"{ADDRESS}?page={name}&colour=%23{colour}")
            axe(page)
            no_sideways_scrolling(page)
        page.goto(f"{ADDRESS}?language=ar")
        no_sideways_scrolling(page)


def test_faults_and_signing_in_can_be_read_by_everybody(phone, axe, no_sideways_scrolling):
    faults = ("400", "403", "404", "409", "413", "422", "429", "500", "csrf", "signed_out")
    entrances = ("/account/login/", "/account/login/code/", "/account/password/reset/")
    for address in (*(f"{ADDRESS}?page={code}" for code in faults), *entrances):
        phone.goto(address)
        axe(phone)
        no_sideways_scrolling(phone)


def test_the_first_view_is_small(open_page):
    page = open_page()
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(f"{ADDRESS}?page=dialogue", wait_until="networkidle")
    assert len(sizes) <= 6
    assert sum(sizes) <= 75_000  # in tests stylesheet and script are not compressed; on a server they are
