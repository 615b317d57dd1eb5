"""In the background: what reports say is forgotten when its time is over."""

from gehor.ground import clock
from gehor.ground.worker import hourly

from . import queries


@hourly
def forget_texts() -> int:
    """That there was a report, why, and what was done stays: the text may name people, and goes."""
    gone, _of_each = queries.outlived(clock.now()).delete()
    return gone
