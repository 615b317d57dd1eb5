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


@pytest.mark.parametrize(
    ("width", "colours", "colour"),
    [(360, "light", "ffcc00"), (1280, "dark", "1d5c63"), (1280, "light", "1d5c63")],
)
def test_the_patterns_can_be_read_by_everybody(open_page, axe, no_sideways_scrolling, width, colours, colour):
    page = open_page(width=width, colours=colours)
    for name in ("patterns", "dialogue", "staff", "sheet"):
        page.goto(f"{ADDRESS}?page={name}&colour=%23{colour}")
        axe(page)
        no_sideways_scrolling(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_patterns_run_from_right_to_left_without_scrolling_sideways(open_page, no_sideways_scrolling, width):
    page = open_page(width=width)
    page.goto(f"{ADDRESS}?language=ar")
    no_sideways_scrolling(page)


@pytest.mark.parametrize("code", ["400", "403", "404", "409", "413", "422", "429", "500", "csrf", "signed_out"])
def test_faults_can_be_read_by_everybody(phone, axe, no_sideways_scrolling, code):
    phone.goto(f"{ADDRESS}?page={code}")
    axe(phone)
    no_sideways_scrolling(phone)


@pytest.mark.parametrize("address", ["/account/login/", "/account/login/code/", "/account/password/reset/"])
def test_signing_in_can_be_read_by_everybody(phone, axe, no_sideways_scrolling, address):
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
