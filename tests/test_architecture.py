"""The contracts that hold the architecture, on the tree as it is. test_architecture_planted shows what they catch."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

import gehor
from gehor.testing import catalogues, tools
from gehor.testing.architecture import beats, pages, plain, relations
from gehor.testing.plugin import need

SOURCE = Path(gehor.__file__).parent
ROOT = SOURCE.parent.parent


def listed(faults, *, at_most=60):
    more = [f"… and {len(faults) - at_most} more"] if len(faults) > at_most else []
    return "\n".join(["", *faults[:at_most], *more])


def test_a_stage_imports_only_from_upstream():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_relation_looks_only_upstream():
    faults = relations.faults(apps.get_models(), relations.river(ROOT / "pyproject.toml"))
    assert not faults, listed(faults)


def test_every_action_begins_and_records_in_one_transaction():
    faults = beats.faults(SOURCE)
    assert not faults, listed(faults)


def test_models_hold_no_workflow_and_nothing_happens_by_signal():
    faults = plain.faults(SOURCE)
    assert not faults, listed(faults)


def test_pages_need_no_inline_style_or_script_and_ask_no_stranger():
    faults = pages.faults(SOURCE)
    assert not faults, listed(faults)


def test_everything_said_is_said_in_swedish():
    need(tools.xgettext(), "gettext is not installed (Debian: apt install gettext)")
    faults = catalogues.faults(SOURCE)
    assert not faults, listed(faults)


def test_a_sentence_is_said_in_one_way_in_swedish():
    faults = catalogues.disagreements(SOURCE)
    assert not faults, listed(faults)


def test_catalogues_stand_as_they_are_extracted():
    faults = catalogues.untidy(SOURCE)
    assert not faults, "Run `python3 dev.py messages`: " + listed(faults)


def test_every_catalogue_lies_where_it_is_looked_for():
    looked_in = {Path(config.path) for config in apps.get_app_configs()}
    looked_in |= {Path(folder).parent for folder in settings.LOCALE_PATHS}
    lost = [str(folder) for folder in catalogues.stages(SOURCE) if folder not in looked_in]
    assert not lost, listed(lost)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_a_lock_names_no_place_and_pins_everything_by_hash(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pins)


def test_the_development_lock_holds_every_pin_of_the_run_lock():
    run, development = (
        {line for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run <= development


def test_every_package_is_answered_for():
    """docs/decisions/dependencies.md says of each why it is here, its licence, and what we would do without it."""
    asked = {
        re.split(r"[\[<>=~!; ]", line.strip())[0]
        for name in ("requirements.in", "requirements-dev.in", "requirements-uv.in")
        for line in (ROOT / name).read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    rows = [line.split("|") for line in (ROOT / "docs/decisions/dependencies.md").read_text().splitlines()]
    answered = {row[1].strip() for row in rows if len(row) == 6 and all(cell.strip() for cell in row[1:5])}
    assert asked == answered - {"package", "---"}
