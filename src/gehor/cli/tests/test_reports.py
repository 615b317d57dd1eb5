"""Each report as somebody sees it: on a phone, on a desk, in the dark and on paper, in both languages."""

import itertools
from pathlib import Path

import pytest

from gehor.cli import main

EXAMPLES = Path(__file__).parents[4] / "docs" / "calculations" / "examples" / "sample"
VOTES = [(who, what, (1 if who < 40 else -1) * (1 if what < 3 else -1) if what < 6 else 1) for who, what in
         itertools.product(range(70), range(7))]  # fmt: skip
PEOPLE = [(f"p{at:02}", "kvinna" if at % 3 else "man", ("16–44", "45–64", "65+")[at % 7 % 3]) for at in range(60)]
QUOTAS = "feature,value,min,max\nkön,kvinna,4,6\nkön,man,4,6\nålder,16–44,2,5\nålder,45–64,2,5\nålder,65+,2,5\n"
PROJECTS = "".join(f"{at};{20 + at};Ett projekt som heter nummer {at}\n" for at in range(1, 9))
BALLOTS = "".join(
    f"v{at};{20 + at};{1 + at % 8},{1 + at * 5 % 8 if at % 8 != at * 5 % 8 else 1 + (at + 1) % 8}\n" for at in range(60)
)
COMMANDS = {
    "sample": [
        *(str(EXAMPLES / name) for name in ("people.csv", "population.json")),
        *("--groups", str(EXAMPLES / "groups.csv"), "--answer", "Bilfritt torg?", "--cross", "kön:region"),
    ],
    "opinion": ["votes.csv", "--resamples", "3"],
    "lottery": ["people.csv", "quotas.csv", "--seats", "10", "--figure", "3 1 4", "--reserves", "2"],
    "budget": ["election.pb", "--rule", "equal-shares"],
}


@pytest.fixture(params=COMMANDS)
def report(request, tmp_path, monkeypatch):
    """report(language): where the page lies."""
    monkeypatch.chdir(tmp_path)
    Path("votes.csv").write_text(
        "voter-id,comment-id,vote\n" + "".join(f"{who},{what},{vote}\n" for who, what, vote in VOTES)
    )
    Path("people.csv").write_text("id,kön,ålder\n" + "".join(f"{','.join(each)}\n" for each in PEOPLE))
    Path("quotas.csv").write_text(QUOTAS)
    Path("election.pb").write_text(
        f"META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n{PROJECTS}"
        f"VOTES\nvoter_id;age;vote\n{BALLOTS}"
    )

    def made(language):
        name = f"{language}.html"
        assert main([request.param, *COMMANDS[request.param], "--report", name, "--language", language, "--quiet"]) == 0
        return (tmp_path / name).as_uri()

    return made


@pytest.mark.parametrize(("language", "colours"), [("sv", "light"), ("en", "dark")])
def test_a_report_can_be_read_by_everybody(report, open_page, axe, no_sideways_scrolling, language, colours):
    address = report(language)
    for width in (360, 1280):
        page = open_page(width=width, colours=colours, script=False)
        page.goto(address)
        for folded in page.locator("summary").all():
            folded.click()
        no_sideways_scrolling(page)
        axe(page)
        assert page.locator("h1").count() == 1


def test_a_report_is_whole_on_paper(report, open_page):
    """What is folded on the screen stands on paper, and nothing is wider than it."""
    page = open_page(width=680)  # A4 less its margins
    page.goto(report("sv"))
    page.emulate_media(media="print")
    assert page.locator("details").count() and not page.locator("details[open]").count()
    assert all(table.bounding_box()["height"] > 10 for table in page.locator("details .table").all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for table in page.locator(".table").all():
        box = table.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 680
