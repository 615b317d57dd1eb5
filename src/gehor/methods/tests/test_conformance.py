"""Every method keeps its promises. A new folder in methods/ is tested here without a word."""

from collections.abc import Callable

import pytest

from gehor.ground import catalogue
from gehor.participation.ballots import support
from gehor.process.method import Method, Takes

from .promises import Promises, PromisesOfBallots, PromisesOfContributions, PromisesOfFormats, PromisesOfSupport


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


def has_a_form_of_ballots(method: Method) -> bool:
    """Not where people only support what others have said: that is a button, tried in ballots/tests/test_support.py."""
    return Takes.BALLOTS in method.takes and method.ballot is not support.ballot


class TestThoseWithBallots(PromisesOfBallots):
    @pytest.fixture(params=over(has_a_form_of_ballots))
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)


class TestThoseWithSupport(PromisesOfSupport):
    @pytest.fixture(params=over(lambda method: method.supports is not None))
    def key(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)
