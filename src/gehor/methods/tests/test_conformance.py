"""Every method keeps its promises. A new folder in methods/ is tested here without a word."""

from collections.abc import Callable

import pytest

from gehor.ground import catalogue
from gehor.process.method import Method, Takes

from .promises import Promises, PromisesOfBallots, PromisesOfContributions, PromisesOfFormats


def over(applies: Callable[[Method], bool] = lambda method: True) -> list[str]:
    return [key for key in catalogue.found() if applies(catalogue.methods()[key])]


class TestEvery(Promises):
    @pytest.fixture(params=over())
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)


class TestThoseWithFormats(PromisesOfFormats):
    @pytest.fixture(params=over(lambda method: bool(method.exchanges)))
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)


class TestThoseWithContributions(PromisesOfContributions):
    @pytest.fixture(params=over(lambda method: Takes.CONTRIBUTIONS in method.takes))
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)


class TestThoseWithBallots(PromisesOfBallots):
    @pytest.fixture(params=over(lambda method: Takes.BALLOTS in method.takes))
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)
