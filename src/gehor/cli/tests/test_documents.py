"""What docs/calculations shows is what happens."""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

from gehor.cli import main

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
