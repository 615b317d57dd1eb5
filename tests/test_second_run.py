"""What `make test` leaves out of its run on the second database: only what no database can change."""

import pytest

from gehor.testing import plugin


def left_out(request: pytest.FixtureRequest) -> bool:
    """Whether the second run would be without the test that asks."""
    function = request.node.originalname
    return request.node in plugin._same_everywhere([i for i in request.session.items if i.originalname == function])


def test_what_needs_no_database_is_run_once(request: pytest.FixtureRequest) -> None:
    assert left_out(request)


@pytest.mark.django_db
def test_what_is_marked_as_storing_is_run_on_both(request: pytest.FixtureRequest) -> None:
    assert not left_out(request)


def test_what_asks_for_a_database_is_run_on_both(request: pytest.FixtureRequest, db: None) -> None:
    assert not left_out(request)


@pytest.mark.django_db
def test_what_a_browser_shows_is_seen_once(request: pytest.FixtureRequest, chromium: object) -> None:
    assert left_out(request)


@pytest.mark.django_db
@pytest.mark.both
def test_unless_it_is_told_to_run_on_both(request: pytest.FixtureRequest, chromium: object) -> None:
    assert not left_out(request)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["lead", "analyst"])
def test_other_parameters_are_tried_on_one(request: pytest.FixtureRequest, role: str) -> None:
    assert left_out(request) == (role == "analyst")


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("role", ["lead", "analyst"])
def test_unless_all_are_told_to_run_on_both(request: pytest.FixtureRequest, role: str) -> None:
    assert not left_out(request)
