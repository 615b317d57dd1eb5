"""The same people and dialogues as in the stages' own tests: see src/gehor/conftest.py. Machinery: gehor/testing."""

from gehor.conftest import *  # noqa: F403 fixtures are found by their names
