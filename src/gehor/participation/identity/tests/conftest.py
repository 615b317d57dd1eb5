"""The planted ways of taking part that ballots are tested with."""

from gehor.participation.ballots.tests.conftest import methods, opened_by, planned_by

__all__ = ["methods", "opened_by", "planned_by"]
