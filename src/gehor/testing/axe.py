"""axe(page) fails with readable findings where the page breaks WCAG 2.0–2.2 A or AA.

A desk's width moves what a page is made of and does not change it, so there axe looks at the pattern pages, which show
every component, and at the stories. What it had nothing against before, in the same place and shape, it is not asked
about again in the same test process (axe.js): a fifth of all the time that browsers took. With `--axe-everywhere` it
looks at all of every page at every width.
"""

import contextlib
import re
from pathlib import Path

import pytest

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


class Looker:
    def __init__(self, *, again: bool) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.axe = Axe().axe_script
        self.again = again
        self.good: list[str] = []

    def findings(self, page) -> list[dict]:
        asked = {"good": "" if self.again else "".join(self.good), "options": OPTIONS}
        with _where_scripts_run(page) as shown:
            tools = shown.context.new_cdp_session(shown)  # axe is large; page.evaluate takes twice the time over it
            tools.send("Runtime.evaluate", {"expression": self.axe})
            tools.detach()
            findings, good = shown.evaluate(LOOK, asked)
        self.good.append(good)
        return findings


@pytest.fixture(scope="session")
def looker(pytestconfig):
    return Looker(again=pytestconfig.getoption("--axe-everywhere"))


@pytest.fixture
def axe(request, pytestconfig):
    if pytestconfig.getoption("--second"):  # where pages are walked but have been looked at in the first run
        return lambda page: None
    looker = request.getfixturevalue("looker")
    at_every_width = looker.again or request.path.parent == request.config.rootpath / "tests"

    def check(page):
        if page.viewport_size["width"] >= DESK and not at_every_width and "/design/" not in page.url:
            return
        if findings := looker.findings(page):
            pytest.fail(_readable(page.url, findings), pytrace=False)

    return check


@contextlib.contextmanager
def _where_scripts_run(page):
    """axe is a script and waits for timers, which never come without JavaScript: show it what that page shows."""
    if not page.evaluate("() => matchMedia('(scripting: none)').matches"):
        yield page
        return
    html = re.sub(r"</?noscript[^>]*>", "", page.content())

    def serve(route):
        if route.request.resource_type == "script":
            route.abort()
        elif route.request.resource_type == "document":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    context = page.context.browser.new_context(viewport=page.viewport_size)
    context.route("**/*", serve)
    copy = context.new_page()
    copy.goto(page.url)
    yield copy
    context.close()


def _readable(address: str, findings: list[dict]) -> str:
    lines = [f"{len(findings)} accessibility findings on {address}"]
    for finding in findings:
        lines.append(f"\n{finding['id']} ({finding['impact']}): {finding['help']}")
        for node in finding["nodes"]:
            lines.append(f"  {' '.join(map(str, node['target']))}")
            lines.append(f"    {node['html'][:200]}")
            lines += [f"    {line.strip()}" for line in (node.get("failureSummary") or "").splitlines()]
    return "\n".join(lines)
