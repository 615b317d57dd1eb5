"""What docs/calculations shows is what happens."""

import doctest
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "docs" / "calculations"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_examples_give_what_they_say(path):
    done = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert done.attempted and not done.failed
