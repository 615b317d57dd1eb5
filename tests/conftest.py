"""The same people and dialogues as in the stages' own tests: see src/gehor/conftest.py. Machinery: gehor/testing."""

import re
from urllib.parse import urlsplit

import pytest

from gehor.conftest import *  # noqa: F403 fixtures are found by their names


class Person:
    """Somebody at a browser, whose pages must not scroll sideways; each page is looked at by axe the first time."""

    def __init__(self, page, axe, fits):
        self.page, self.axe, self.fits = page, axe, fits
        self.touched = ""
        self.looked_at = set()

    def look(self):
        kind = re.sub(r"\d+|[A-Z0-9]{5}-[A-Z0-9]{5}", "…", urlsplit(self.page.url).path)
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            self.axe(self.page)
        self.fits(self.page)
        return self

    def at(self, address):
        self.page.goto(address)
        self.touched = ""
        return self.look()

    def fill(self, **texts):
        for name, text in texts.items():
            self.touched = name
            self.page.locator(f'main [name="{name}"]:visible').first.fill(text)
        return self

    def choose(self, **choices):
        """Radios and ticks by value, selects by value."""
        for name, value in choices.items():
            self.touched = name
            found = self.page.locator(f'main [name="{name}"]')
            if found.first.evaluate("e => e.tagName") == "SELECT":
                found.select_option(value)
            else:
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        return self

    def send(self):
        """Press the button of the form that was filled in last, else of the page's first; wait for the next page."""
        holds = f':has([name="{self.touched}"])' if self.touched else ""
        button = self.page.locator(f'main form[method="post"]{holds} button:not(.second)')
        self.touched = ""
        with self.page.expect_navigation():
            button.first.click()
        return self.look()

    def tab_to(self, what):
        """With Tab and nothing else; who needs more than forty has no way there."""
        for _ in range(40):
            self.page.keyboard.press("Tab")
            if self.page.locator(f"{what}:focus").count():
                return self
        pytest.fail(f"no Tab leads to {what} on {self.page.url}")

    def enter(self):
        """Enter on what has the focus, which leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.look()

    def type(self, text):
        self.page.keyboard.type(text)
        return self

    def closes(self, address):
        """An activity, with a reason where its last day or its hour has not come."""
        if self.at(address).page.locator("[name=reason_sv]").count():
            self.fill(reason_sv="Alla som ville har svarat.")
        return self.send()

    def press(self, action):
        """The button of the form that leads to `action`."""
        with self.page.expect_navigation():
            self.page.locator(f'main form[action$="{action}"]').get_by_role("button").first.click()
        return self.look()

    def reads(self, *words):
        text = self.page.locator("main").inner_text()
        for each in words:
            assert each in text, f"{each!r} is not on {self.page.url}:\n{text[:3000]}"
        return self


@pytest.fixture
def person(open_page, axe, no_sideways_scrolling):
    def arrive(**options):
        return Person(open_page(**options), axe, no_sideways_scrolling)

    return arrive


@pytest.fixture
def staff(person, accounts, board):
    """`staff("alma")` signs in with e-mail and password, on a computer."""

    def sign_in(name):
        someone = person()
        someone.at("/account/login/")
        someone.fill(login=accounts[name].email, password="en hemlig fras 1")
        someone.page.locator('main form:has([name="password"])').get_by_role("button").first.click()
        someone.page.wait_for_url("**/staff/")
        return someone.look()

    return sign_in


@pytest.fixture
def at_work(at_desk, open_page, axe, no_sideways_scrolling):
    """`at_work("alma", width=360)` is signed in already."""

    def sit_down(name, **options):
        return Person(at_desk(name, open_page(**options)), axe, no_sideways_scrolling)

    return sit_down
