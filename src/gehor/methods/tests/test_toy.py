"""Adding a method means adding a folder: this one comes from elsewhere, and touches no other file."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gehor.methods
from gehor.ground import catalogue

from .promises import Promises, PromisesOfBallots, PromisesOfFormats

FOLDER = Path(__file__).with_name("toy")


@pytest.fixture(scope="module", autouse=True)
def beside_the_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The folder put on the path of the methods, for these tests alone."""
    place = tmp_path_factory.mktemp("methods")
    shutil.copytree(FOLDER, place / "toy")
    gehor.methods.__path__.append(str(place))
    catalogue.forget()
    yield
    gehor.methods.__path__.remove(str(place))
    for name in [name for name in sys.modules if name.startswith("gehor.methods.toy")]:
        del sys.modules[name]
    catalogue.forget()


class TestToy(Promises, PromisesOfBallots, PromisesOfFormats):
    @pytest.fixture
    def key(self) -> str:
        return "toy"


def test_it_is_found_beside_the_others() -> None:
    assert {"meeting", "proposals", "toy"} <= set(catalogue.found())
