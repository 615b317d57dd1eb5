"""A real browser against a real server. Tests ask for `page`, `phone` or `plain_page`, or make some by `open_page`.

    def test_a_resident_finds_the_open_dialogue(page, axe, opened):
        page.goto("/")
        page.get_by_role("link", name=…).click()
        axe(page)

Every page is watched: a request to somebody else's server, a script that fails, a refusal by the content security
policy or a file that is not there fails the test, however well the page looked.
"""

import functools
import os
from urllib.parse import urlsplit

import pytest

from . import tools

ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # as root, Chromium does not start with it
    "--disable-gpu",
    # A page is looked at once and runs little script: compiling it better, and threads beside, cost more than they give
    "--js-flags=--no-opt,--no-maglev,--no-sparkplug,--single-threaded",
    "--in-process-gpu",
    "--num-raster-threads=1",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
OURS = ("localhost", "127.0.0.1")
WIDE = {"width": 1280, "height": 800}
PATIENCE = 20_000  # ms; a test machine has few cores and many tests


@pytest.fixture(scope="session")
def chromium():
    """Playwright's Chromium, started once per test process. Debian's, since Playwright's own is a download."""
    from .plugin import need

    path = need(tools.chromium(), "Chromium is not installed (Debian: apt install chromium)")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    _let_clicks_wait_for_the_page_they_lead_to()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def _let_clicks_wait_for_the_page_they_lead_to() -> None:
    """Playwright's click ends when the next page begins to arrive; on a busy machine it is still empty then."""
    from playwright.sync_api import Locator

    def waiting(act):
        @functools.wraps(act)
        def act_and_wait(self, *args, **kwargs):
            act(self, *args, **kwargs)
            self.page.wait_for_load_state()

        return act_and_wait

    for name in ("click", "press"):
        act = getattr(Locator, name)
        if not hasattr(act, "__wrapped__"):
            setattr(Locator, name, waiting(act))


class Watch:
    """Notes what a page did that no page of ours may do."""

    def __init__(self, page) -> None:
        self.faults: list[str] = []
        page.on("requestfailed", self._failed)  # nobody else is found here: see ARGUMENTS
        page.on("response", self._response)
        page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        page.on("console", self._console)

    def _failed(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in OURS:
            self.faults.append(f"asked somebody else: {request.url}")

    def _response(self, response) -> None:
        # A page may well answer 403, 409 or 422; what it is made of may not be missing
        if response.status >= 400 and response.request.resource_type in ("stylesheet", "script", "image", "font"):
            self.faults.append(f"{response.status} for {response.url}")
        if response.status >= 500:
            self.faults.append(f"{response.status} for {response.url}")

    def _console(self, message) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")


@pytest.fixture
def open_page(django_db_setup, chromium, live_server, transactional_db):
    """Make pages: open_page(width=360, script=False, language="en", colours="dark"). Each is a visitor of its own."""
    contexts, watches = [], []

    def open_one(*, width=1280, height=800, script=True, language="sv-SE", colours="light", **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale=language,
            color_scheme=colours,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        return page

    yield open_one
    for context in contexts:
        context.close()
    faults = [fault for watch in watches for fault in watch.faults]
    if faults:
        pytest.fail("\n".join(["What pages did that no page of ours may do:", *faults]), pytrace=False)


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(width=360, height=740, has_touch=True, is_mobile=True)


@pytest.fixture
def plain_page(open_page):
    """A browser without JavaScript."""
    return open_page(script=False)


@pytest.fixture
def no_sideways_scrolling():
    """no_sideways_scrolling(page) fails where something is wider than the window.

    A page that is looked at on a phone is then also laid out for a wide screen, without being asked for anew.
    """

    def check(page):
        size = page.viewport_size
        fits(page)
        if size["width"] < WIDE["width"]:
            page.set_viewport_size(WIDE)
            fits(page)
            page.set_viewport_size(size)

    def fits(page):
        width = page.viewport_size["width"]
        found = page.evaluate(
            """() => [document.scrollingElement.scrollWidth, [...document.querySelectorAll("body *")]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120))]"""
        )
        if found[0] > width:
            pytest.fail("\n".join([f"{page.url} is {found[0]} px wide in {width} px:", *found[1]]), pytrace=False)

    return check
