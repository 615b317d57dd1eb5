"""In the background: what reports say is forgotten when its time is over."""

from django.db.models import QuerySet

from gehor.ground import clock
from gehor.ground.disposing import dispose_due
from gehor.ground.worker import hourly

from . import queries
from .models import ReportText

OF = "report__contribution__dialogue__organisation"


@hourly
def forget_texts() -> int:
    """That there was a report, why, and what was done stays: the text may name people, and goes."""
    return dispose_due("report_texts", queries.outlived(clock.now()), at=OF, forget=_deleted)


def _deleted(texts: QuerySet[ReportText]) -> int:
    gone, _of_each = texts.delete()
    return gone
