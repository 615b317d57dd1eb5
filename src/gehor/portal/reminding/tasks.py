"""Once an hour everybody whose reminder is due; and at once those who want to hear at once."""

from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from gehor.ground import worker
from gehor.ground.journal.relay import on
from gehor.ground.organisations.models import Account
from gehor.planning.together.models import Asked, Assignment
from gehor.process.steps import ASK_APPROVAL, ASSIGN

from . import sending
from .models import Wish
from .rules import Rhythm


@worker.hourly
def look_round() -> int:
    """One task for each person who may have to be reminded. Twice is harmless: nobody is told the same twice."""
    return _enqueue_each(sending.waiting_accounts())


@on(ASSIGN)
@task()
def tell_assigned(assignment_ids: list[int]) -> int:
    return _at_once(set(Assignment.objects.filter(pk__in=assignment_ids).values_list("to", flat=True)))


@on(ASK_APPROVAL)
@task()
def tell_asked(request_ids: list[int]) -> int:
    return _at_once(set(Asked.objects.filter(request__in=request_ids).values_list("account", flat=True)))


@task()
def remind_one(account_id: int) -> bool:
    account = Account.objects.filter(pk=account_id).first()
    return account is not None and sending.remind(account)


def _at_once(accounts: set[int]) -> int:
    wishes = Wish.objects.filter(account__in=accounts, rhythm=Rhythm.AT_ONCE.value)
    return _enqueue_each(wishes.order_by("account").values_list("account", flat=True))


def _enqueue_each(account_ids: Iterable[int]) -> int:
    with transaction.atomic():
        return len([remind_one.enqueue(account_id) for account_id in account_ids])
