"""A browser test that would let anything pass is worse than none: what its fixtures watch for, they must see."""

import smtplib

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from gehor.testing.axe import Looker
from gehor.testing.browser import Watch

GOOD = """<!doctype html><html lang=sv><title>Hej</title><meta name=viewport content="width=device-width">
<main><h1>Hej</h1><p>Säg vad du tycker.</p></main>"""
PAGES = {
    "good": GOOD,
    "noscript": GOOD + "<noscript><p>Utan skript</p></noscript>",
    "stranger": GOOD + "<img alt='' src='https://example.org/x.png'>",
    "lost": GOOD + "<link rel=stylesheet href='/static/nowhere.css'>",
    "inline": GOOD + "<script>document.title = 'changed'</script>",
    "wide": GOOD + "<pre>" + "bred " * 400 + "</pre>",
    "nameless": GOOD + "<button></button><p>Namn: <input>",
    "labelled": GOOD + "<button aria-label='Sänd'></button>",
    "emptied": GOOD + "<button aria-label=''></button>",
    "pale": GOOD + "<p><font color='#bbbbbb'>Blekt</font>",
    "dim": GOOD + "<table bgcolor='#333333'><tr><td>Mörkt</table>",
}
FAULTS = {
    "nameless": ["button-name", "label"],
    "emptied": ["button-name"],
    "pale": ["color-contrast"],
    "dim": ["color-contrast"],
}


def show(request, name):
    return HttpResponse(PAGES[name]) if name in PAGES else HttpResponse(GOOD, status=500)


urlpatterns = [path("show/<name>", show)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def seen(django_db_setup, chromium, live_server, transactional_db):
    """The faults that a watch notes on one page."""

    def look(name, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        page = context.new_page()
        watch = Watch(page)
        page.goto(f"/show/{name}", wait_until="networkidle")
        context.close()
        return watch.faults

    return look


@pytest.fixture
def fresh_looker(tmp_path):
    return Looker(tmp_path / "good", again=False)


def test_a_good_page_has_no_faults(seen):
    assert seen("good") == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("stranger", "asked somebody else: https://example.org/x.png"),
        ("lost", "404 for "),
        ("inline", "console: "),
        ("broken", "500 for "),
    ],
)
def test_a_page_that_does_what_it_may_not_is_seen(seen, name, fault):
    assert any(found.startswith(fault) for found in seen(name))


@pytest.mark.browser  # asked for by name
@pytest.mark.parametrize("which", ["page", "phone", "plain_page"])
def test_axe_has_nothing_against_a_good_page(request, axe, which):
    page = request.getfixturevalue(which)
    page.goto("/show/noscript")
    axe(page)


@pytest.mark.browser  # asked for by name
@pytest.mark.parametrize("which", ["page", "plain_page"])
def test_axe_says_what_is_wrong_and_where(request, axe, which):
    page = request.getfixturevalue(which)
    page.goto("/show/nameless")
    with pytest.raises(pytest.fail.Exception) as failure:
        axe(page)
    assert "button-name" in str(failure.value)
    assert "<input>" in str(failure.value)


def test_axe_is_not_asked_again_about_what_it_had_nothing_against(phone, fresh_looker):
    phone.goto("/show/good")
    assert fresh_looker.findings(phone) == []
    noted = fresh_looker.good.read_text()
    assert noted, "nothing was noted"
    in_another_process = Looker(fresh_looker.good, again=False)
    assert in_another_process.findings(phone) == []
    assert fresh_looker.good.read_text() == noted, "it was looked at again"


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_new_or_emptied_beside_what_is_known_is_seen_each_time(phone, fresh_looker, name):
    phone.goto("/show/labelled")
    assert fresh_looker.findings(phone) == []
    phone.goto(f"/show/{name}")
    assert [each["id"] for each in fresh_looker.findings(phone)] == FAULTS[name]
    assert [each["id"] for each in fresh_looker.findings(phone)] == FAULTS[name]


def test_a_plain_page_runs_no_script(plain_page):
    plain_page.goto("/show/noscript")
    assert "Utan skript" in plain_page.inner_text("body")


def test_what_is_wider_than_a_phone_is_seen(phone, no_sideways_scrolling):
    phone.goto("/show/good")
    no_sideways_scrolling(phone)
    phone.goto("/show/wide")
    with pytest.raises(pytest.fail.Exception, match="px wide in 360 px"):
        no_sideways_scrolling(phone)


def test_the_mail_server_keeps_letters_and_can_refuse(mail_server):
    send_mail("Hej", "Åäö", "gehor@example.org", ["dana@example.org"])
    assert mail_server.to("dana@example.org")[0].get_content() == "Åäö\n"
    mail_server.refuse = "451 Try later"
    with pytest.raises(smtplib.SMTPException):
        send_mail("Hej", "Åäö", "gehor@example.org", ["dana@example.org"])


def test_the_database_is_the_one_that_was_asked_for(db, pytestconfig):
    assert connection.vendor == pytestconfig.getoption("--database")
