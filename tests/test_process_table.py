"""docs/process.md is an independent copy of the steps, and every code that people can meet has a sentence.

A test generated from a table cannot notice that a row vanished from it; a copy written by hand can.
"""

import re
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps

from gehor.process import needs, steps
from gehor.process.step import Step

PAGE = Path(__file__).resolve().parents[1] / "docs" / "process.md"
Row = tuple[str, tuple[str, ...]]


def rows(page: str) -> list[list[str]]:
    """The cells of every table row that begins with a code."""
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def steps_in(page: str) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Step key → (who, needs in order), as the page says."""
    table = [cells for cells in rows(page) if len(cells) == 3]
    return {
        key.strip("`"): (frozenset(who.split(", ")), tuple(re.findall(r"`(\w+)`", needed)))
        for key, who, needed in table
    }


def in_code(step: Step) -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(role.value for role in step.by), tuple(need.code for need in step.needs)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_has_the_same_steps_in_the_same_order(page: str) -> None:
    assert list(steps_in(page)) == list(steps.ALL)


@pytest.mark.parametrize("key", steps.ALL)
def test_the_page_says_who_may_and_what_must_hold(page: str, key: str) -> None:
    assert steps_in(page)[key] == in_code(steps.ALL[key])


def test_no_step_stands_twice_on_the_page(page: str) -> None:
    keys = [cells[0] for cells in rows(page)]
    assert not [key for key, count in Counter(keys).items() if count > 1]


def test_the_page_explains_every_need(page: str) -> None:
    explained = {cells[0].strip("`") for cells in rows(page) if len(cells) == 2}
    assert explained == set(needs.ALL)


def test_a_row_that_vanishes_or_changes_is_noticed(page: str) -> None:
    without = page.replace("| `decision.decide` | board |", "| `decision.decide` | board, lead |")
    assert steps_in(without)["decision.decide"] != in_code(steps.DECIDE)
    gone = "\n".join(line for line in page.splitlines() if "`analysis.sign_off`" not in line)
    assert list(steps_in(gone)) != list(steps.ALL)


# Sentences for codes, over the whole site


def texts(name: str) -> dict[str, dict[str, object]]:
    """What every stage's texts.py calls `name`, per module."""
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("gehor.")]
    places = ["gehor.ground.texts", *(f"{place}.texts" for place in ours)]
    found = {place: getattr(import_module(place), name, {}) for place in places if find_spec(place)}
    return {place: codes for place, codes in found.items() if codes}


def test_every_need_has_a_sentence_and_no_sentence_is_without_its_need() -> None:
    said = {code for codes in texts("NEEDS").values() for code in codes}
    assert said == set(needs.ALL)


@pytest.mark.parametrize("name", ["NEEDS", "REFUSALS"])
def test_no_code_has_two_sentences(name: str) -> None:
    """One code, one sentence: where two stages use one, the page would say whichever comes last."""
    places: dict[str, list[str]] = {}
    for place, codes in texts(name).items():
        for code in codes:
            places.setdefault(code, []).append(place)
    assert not {code: where for code, where in places.items() if len(where) > 1}


SOURCE = Path(steps.__file__).resolve().parents[1]
RAISED = re.compile(r"\b(?:WrongPerson|WrongMoment|WrongInput|TooMany)\(\s*[\"'](\w+)[\"']")


def test_every_refusal_that_is_raised_has_a_sentence() -> None:
    known = {code for codes in texts("REFUSALS").values() for code in codes}
    raised = {
        code: str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "testing" not in path.parts
        for code in RAISED.findall(path.read_text(encoding="utf-8"))
    }
    assert not {code: where for code, where in raised.items() if code not in known}
