"""Adding a method means adding a folder: this one comes from elsewhere, and touches no other file."""

import pytest

from gehor.ground import catalogue

from .promises import Promises, PromisesOfBallots, PromisesOfFormats

pytestmark = pytest.mark.usefixtures("toy_beside_the_others")


class TestToy(Promises, PromisesOfBallots, PromisesOfFormats):
    @pytest.fixture
    def key(self) -> str:
        return "toy"


def test_it_is_found_beside_the_others() -> None:
    assert {"meeting", "proposals", "toy"} <= set(catalogue.found())
