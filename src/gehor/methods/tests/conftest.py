"""A folder that comes from elsewhere, beside those that are there."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gehor.methods
from gehor.ground import catalogue

FOLDER = Path(__file__).with_name("toy")


@pytest.fixture(scope="module")
def toy_beside_the_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The folder put on the path of the methods, for the tests of one file alone."""
    place = tmp_path_factory.mktemp("methods")
    shutil.copytree(FOLDER, place / "toy")
    gehor.methods.__path__.append(str(place))
    catalogue.forget()
    yield
    gehor.methods.__path__.remove(str(place))
    for name in [name for name in sys.modules if name.startswith("gehor.methods.toy")]:
        del sys.modules[name]
    catalogue.forget()
