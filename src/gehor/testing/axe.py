"""axe(page) fails with readable findings where the page breaks WCAG 2.0–2.2 A or AA.

A desk's width moves what a page is made of and does not change it, so there axe looks at the pattern pages, which show
every component, and at the stories. What it had nothing against before, in the same place and shape, it is not asked
about again in the same run, whichever process saw it (axe.js): a fifth of all the time that browsers took. With
`--axe-everywhere` it looks at all of every page at every width.
"""

import re
from pathlib import Path

import pytest

from .forked import shared

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(RULES)},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},  # no rule of these reads the style sheets
}
DESK = 1000  # px
LOOK = Path(__file__).with_suffix(".js").read_text()


def pytest_addoption(parser):
    parser.getgroup("gehor").addoption(
        "--axe-everywhere",
        action="store_true",
        help="look at all of every page, at every width, however often it came before: before a release",
    )


def _scripts_run(page) -> bool:
    return not page.evaluate("() => matchMedia('(scripting: none)').matches")


class Mirror:
    """Shows what a page without JavaScript shows, where axe can run: it is a script, and waits for timers.

    One for all such pages: a browser takes longer to make a new one than axe takes to look at it.
    """

    def __init__(self, browser) -> None:
        self.html = ""
        context = browser.new_context()
        context.route("**/*", self._serve)
        self.page = context.new_page()

    def show(self, page):
        self.html = re.sub(r"</?noscript[^>]*>", "", page.content())
        self.page.set_viewport_size(page.viewport_size)
        self.page.goto(page.url.partition("#")[0])  # to another place of the same page it would only scroll
        return self.page

    def _serve(self, route) -> None:
        if route.request.resource_type == "script":
            route.abort()
        elif route.request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.continue_()


class Looker:
    """good: the file in which all processes note what axe had nothing against."""

    def __init__(self, good: Path, *, again: bool) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.axe = Axe().axe_script
        self.again = again
        self.good = good
        self._mirror: Mirror | None = None

    def findings(self, page) -> list[dict]:
        self.good.touch()
        good = "" if self.again else self.good.read_text()
        asked = {"good": good, "everything": self.again, "options": OPTIONS}
        shown = page if _scripts_run(page) else self.mirror(page).show(page)
        tools = shown.context.new_cdp_session(shown)  # axe is large; page.evaluate takes twice the time over it
        tools.send("Runtime.evaluate", {"expression": self.axe})
        tools.detach()
        findings, good = shown.evaluate(LOOK, asked)
        with self.good.open("ab", buffering=0) as file:
            file.write(good.encode())  # at once, whoever else writes
        return findings

    def mirror(self, page) -> Mirror:
        self._mirror = self._mirror or Mirror(page.context.browser)
        return self._mirror


@pytest.fixture(scope="session")
def looker(pytestconfig, tmp_path_factory):
    good = shared(tmp_path_factory, pytestconfig) / "axe-had-nothing-against"
    return Looker(good, again=pytestconfig.getoption("--axe-everywhere"))


@pytest.fixture
def axe(request, pytestconfig):
    if pytestconfig.getoption("--then") == pytestconfig.getoption("--database"):  # it has looked at the pages before
        return lambda page: None
    looker = request.getfixturevalue("looker")
    at_every_width = looker.again or request.path.parent == request.config.rootpath / "tests"

    def check(page):
        if page.viewport_size["width"] >= DESK and not at_every_width and "/design/" not in page.url:
            return
        if findings := looker.findings(page):
            pytest.fail(_readable(page.url, findings), pytrace=False)

    return check


def _readable(address: str, findings: list[dict]) -> str:
    lines = [f"{len(findings)} accessibility findings on {address}"]
    for finding in findings:
        lines.append(f"\n{finding['id']} ({finding['impact']}): {finding['help']}")
        for node in finding["nodes"]:
            lines.append(f"  {' '.join(map(str, node['target']))}")
            lines.append(f"    {node['html'][:200]}")
            lines += [f"    {line.strip()}" for line in (node.get("failureSummary") or "").splitlines()]
    return "\n".join(lines)
