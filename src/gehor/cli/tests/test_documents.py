"""What docs/calculations shows is what happens."""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

from gehor.cli import main

FOLDER = Path(__file__).parents[4] / "docs" / "calculations"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_examples_give_what_they_say(path, monkeypatch):
    monkeypatch.chdir(FOLDER)
    done = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert done.attempted and not done.failed


def commands(path):
    """What stands in blocks of shell: commands, without the $ that some write before them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [line.removeprefix("$ ") for line in "".join(blocks).replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize(
    "path", sorted(path for path in FOLDER.glob("*.md") if commands(path)), ids=lambda path: path.stem
)
def test_commands_can_be_copied(path, tmp_path, monkeypatch, capsys):
    """As somebody does it who has just come: from the folder of the documents, one line after another."""
    shutil.copytree(FOLDER, tmp_path / "calculations")
    monkeypatch.chdir(tmp_path / "calculations")
    for line in commands(path):
        words = shlex.split(line)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            assert words[0] == "gehor" and main(words[1:]) == 0, capsys.readouterr().err
