"""What `make test` leaves out of its run on the second database: only what no database can change."""

import pytest

from gehor.testing import plugin


def test_what_needs_no_database_is_run_once(request: pytest.FixtureRequest) -> None:
    assert plugin._same_everywhere(request.node)


@pytest.mark.django_db
def test_what_is_marked_as_storing_is_run_on_both(request: pytest.FixtureRequest) -> None:
    assert not plugin._same_everywhere(request.node)


def test_what_asks_for_a_database_is_run_on_both(request: pytest.FixtureRequest, db: None) -> None:
    assert not plugin._same_everywhere(request.node)


@pytest.mark.django_db
def test_how_pages_look_is_seen_once(request: pytest.FixtureRequest, axe: object) -> None:
    assert plugin._same_everywhere(request.node)


@pytest.mark.django_db
@pytest.mark.both
def test_unless_it_is_told_to_run_on_both(request: pytest.FixtureRequest, axe: object) -> None:
    assert not plugin._same_everywhere(request.node)
