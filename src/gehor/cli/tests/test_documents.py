"""What docs/calculations shows is what happens."""

import doctest
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from gehor.cli import main
from gehor.cli.tests.four import COMMANDS, laid

DOCS = Path(__file__).parents[4] / "docs"
PAGES = [DOCS / "calculations.md", *sorted((DOCS / "calculations").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_examples_give_what_they_say(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    done = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert done.attempted and not done.failed


def commands(path):
    """What stands in blocks of shell: commands, without the $ that some write before them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [line.removeprefix("$ ") for line in "".join(blocks).replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("path", [path for path in PAGES if commands(path)], ids=lambda path: path.stem)
def test_commands_can_be_copied(path, tmp_path, monkeypatch, capsys):
    """As somebody does it who has just come: from the folder of the page, one line after another."""
    shutil.copytree(DOCS / "calculations", tmp_path / "docs" / "calculations")
    monkeypatch.chdir(tmp_path / path.parent.relative_to(DOCS.parent))
    for line in commands(path):
        words = shlex.split(line)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            assert words[0] == "gehor" and main(words[1:]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_layout_of_the_result_is_the_one_that_is_told(command, tmp_path, monkeypatch):
    """Key by key: whoever reads the JSON builds on it."""
    laid(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main([*COMMANDS[command], "--json", "out.json", "--quiet"]) == 0
    told = (DOCS / "calculations" / f"{command}.md").read_text(encoding="utf-8")
    keys = set(json.loads(Path("out.json").read_text()))
    _, is_table, table = told.partition("| key of the JSON |")
    rows = table.split("\n\n")[0].splitlines()[2:]
    if is_table:
        assert {key for row in rows for key in re.findall("`([^`]+)`", row.split("|")[1])} == keys
    else:
        assert {key for key in keys if f"`{key}`" not in told} == set()
