"""Short ways to what these tests are about."""

from collections.abc import Callable

import pytest

from gehor.analysis.actions import read, write_finding
from gehor.analysis.models import Finding, Reading
from gehor.ground.act import Actor
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue


@pytest.fixture
def found(opened: Dialogue, bo: Actor) -> Callable[[str], Finding]:
    """`found("Maten är kall.")` is a finding that Bo has written."""
    return lambda statement: write_finding(opened, actor=bo, statement={"sv": statement})


@pytest.fixture
def has_read(bo: Actor) -> Callable[..., Reading]:
    """`has_read(contribution, finding)`: Bo is the first to read the contribution."""
    return lambda contribution, *findings: read(contribution, actor=bo, findings=findings, version=0)


@pytest.fixture
def three(closed: Dialogue) -> list[Contribution]:
    """The three contributions of `closed`: web, paper, web."""
    return list(Contribution.objects.filter(dialogue=closed).order_by("pk"))
