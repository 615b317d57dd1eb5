"""What somebody needed is forgotten when nobody needs to know it any more."""

from django.db.models import QuerySet
from django_tasks import task

from gehor.ground import clock, worker
from gehor.ground.disposing import dispose_due
from gehor.ground.journal.relay import on
from gehor.process.steps import ERASE_PERSON

from . import rules
from .models import Registration


@worker.hourly
def forget_needs_of_meetings_that_have_been() -> int:
    last = (clock.today() - rules.FORGET_NEEDS).isoformat()
    over = Registration.objects.filter(activity__setup__date__lt=last).exclude(needs="")
    return dispose_due("needs", over, at="activity__dialogue__organisation", forget=_forget)


@on(ERASE_PERSON)
@task()
def forget_needs_of_the_erased(participant_ids: list[int]) -> int:
    return _forget(Registration.objects.filter(participant__in=participant_ids))


def _forget(rows: QuerySet[Registration]) -> int:
    return rows.exclude(needs="").update(needs="")
