"""One reminder to one person: never twice for the same, also when the worker is killed in the middle.

    what is told is committed   →   the message is sent

Killed between the two, nobody is reminded of that: rather once too seldom than twice. What the mail server does not
take now is forgotten again, and tried later.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from gehor.feedback.delivering import post
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.journal.running import TryLater
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import actor_of
from gehor.portal.hosting import Hosted, hosted_for
from gehor.portal.queries import staff_standings
from gehor.portal.rules import by_day
from gehor.portal.waiting import Waiting, waiting_for

from . import letters, rules
from .models import Reminded, Wish
from .rules import Rhythm

ONCE = 1  # every attempt is the first: the task itself is tried again, and gives up after days


def rhythm_of(account: Account) -> Rhythm:
    wish = Wish.objects.filter(account=account).first()
    return Rhythm(wish.rhythm) if wish else rules.USUAL


def wish(account: Account, rhythm: Rhythm) -> None:
    Wish.objects.update_or_create(account=account, defaults={"rhythm": rhythm.value})


def remind(account: Account) -> bool:
    """Send what this person is to be told now, if there is anything. Returns whether a message left.

    Raises TryLater when the mail server does not take it now.
    """
    rhythm = rhythm_of(account)
    if rhythm is Rhythm.NEVER or not account.is_active:
        return False
    period = rules.period(rhythm, timezone.localtime(clock.now()))
    if rhythm is not Rhythm.AT_ONCE and (period is None or _told(account, [period])):
        return False
    actor = actor_of(account)
    with translation.override(letters.language_of(account)):  # what waits is told in words, and numbers with them
        things = rules.worth_telling(_what_waits(actor)) if actor.is_staff else []
    keys = [period] if period else [rules.moment(each) for each in things]
    if rhythm is Rhythm.AT_ONCE:
        told = _told(account, keys)
        things = [each for each in things if rules.moment(each) not in told]
        keys = [rules.moment(each) for each in things]
    return bool(keys) and _send(account, rhythm, keys, things)


def _what_waits(actor: Actor) -> list[Waiting | Hosted]:
    """In dialogues, and in what one hosts."""
    return by_day([*waiting_for(actor, staff_standings(actor)), *hosted_for(actor)])


def waiting_accounts() -> Iterable[int]:
    """Whom to look at in this hour: those whose period has not been told of, and those who want everything at once."""
    now = timezone.localtime(clock.now())
    wishes = dict(Wish.objects.values_list("account", "rhythm"))
    everybody = Account.objects.filter(is_active=True, memberships__isnull=False).distinct()
    done = {
        rhythm: set(Reminded.objects.filter(key=period).values_list("account", flat=True))
        for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY)
        if (period := rules.period(rhythm, now))
    }
    for pk in everybody.order_by("pk").values_list("pk", flat=True):
        rhythm = Rhythm(wishes.get(pk, rules.USUAL))
        if rhythm is Rhythm.AT_ONCE or (rhythm in done and pk not in done[rhythm]):
            yield pk


def _send(account: Account, rhythm: Rhythm, keys: list[str], things: list[Waiting | Hosted]) -> bool:
    try:
        with transaction.atomic():
            rows = Reminded.objects.bulk_create(Reminded(account=account, key=key, at=clock.now()) for key in keys)
    except IntegrityError:  # told by another run of this task
        return False
    if not things:
        return False
    envelope = letters.reminder(account, rhythm, things, number=rows[0].pk)
    outcome = post(envelope, attempt=ONCE)
    mine = Reminded.objects.filter(pk__in=[row.pk for row in rows])
    if outcome.refused:
        mine.update(refused=outcome.refused)
    elif not outcome.left:
        mine.delete()
        raise TryLater
    return outcome.left


def _told(account: Account, keys: list[str]) -> set[str]:
    return set(Reminded.objects.filter(account=account, key__in=keys).values_list("key", flat=True))
