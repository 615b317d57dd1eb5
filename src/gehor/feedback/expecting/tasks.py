"""Who is written to, and when: whoever has registered or moved up, and once an hour those whose meeting is tomorrow."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock, worker
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.people.queries import reached_by_mail
from gehor.methods.meeting.models import Change
from gehor.methods.meeting.phases import Phase
from gehor.methods.meeting.queries import KEY, phase_of
from gehor.methods.meeting.registering.models import Registration
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.process.steps import (
    CALL_OFF,
    CLOSE_PARTICIPATION,
    MOVE_SESSION,
    REGISTER,
    TELL_OF_REGISTRATION,
    UNREGISTER,
)

from . import letters, rules
from .models import Message
from .rules import Kind

POSTMAN = machine("postman")


@on(REGISTER)
@task()
def confirm(registration_ids: list[int]) -> int:
    return _write(Registration.objects.filter(pk__in=registration_ids), Kind.REGISTERED)


@on(UNREGISTER)
@task()
def tell_who_moved_up(registration_ids: list[int]) -> int:
    """ids: those who stay away. Their meeting's others may have got a place."""
    meetings = Registration.objects.filter(pk__in=registration_ids).values("activity")
    later = Registration.objects.filter(activity__in=meetings, placed_at__gt=F("registered_at"))
    return _write(later, Kind.MOVED_UP)


@on(CLOSE_PARTICIPATION)
@task()
def tell_that_it_is_called_off(opening_ids: list[int]) -> int:
    """Those who wait for a place hear of it too."""
    closed = Activity.objects.filter(pk__in=_opened_as(opening_ids), method=KEY)
    called_off = [each.pk for each in closed if phase_of(each) is Phase.CALLED_OFF]
    return _write(Registration.objects.filter(activity__in=called_off), Kind.CALLED_OFF)


@on(CALL_OFF)
@task()
def tell_why_it_is_called_off(opening_ids: list[int]) -> int:
    """Twice, where closing it has told them already, is harmless."""
    return _write(Registration.objects.filter(activity__in=_opened_as(opening_ids)), Kind.CALLED_OFF)


@on(MOVE_SESSION)
@task()
def tell_that_it_is_moved(activity_ids: list[int]) -> int:
    return sum(
        _write(Registration.objects.filter(activity=each), Kind.MOVED, moves=_moves(each)) for each in activity_ids
    )


@worker.hourly
def remind() -> int:
    day = rules.day_to_remind_of(timezone.localtime(clock.now()))
    if day is None:
        return 0
    closed = Opening.objects.filter(closed_at__isnull=False).values("activity")
    tomorrow = Registration.objects.filter(activity__setup__date=day.isoformat(), placed_at__isnull=False)
    tomorrow = tomorrow.exclude(activity__in=closed)
    meetings = list(tomorrow.order_by().values_list("activity", flat=True).distinct())
    return sum(_write(tomorrow.filter(activity=each), Kind.REMINDER, moves=_moves(each)) for each in meetings)


@task()
def tell_one(message_id: int) -> None:
    """Claim the message and send it. May run twice: only one of two can claim it."""
    rows = Message.objects.select_related("registration__activity__dialogue__organisation", "registration__participant")
    message = rows.filter(UNSENT, pk=message_id, registration__left_at=None).first()
    contact = reached_by_mail().filter(participant=message.participant_id).first() if message else None
    if message is None or contact is None:  # taken back, stopped or erased meanwhile
        return
    is_called_off = phase_of(message.registration.activity) is Phase.CALLED_OFF
    if is_called_off != (message.kind == Kind.CALLED_OFF):  # nobody is told of a place in what is not held
        return
    envelope = letters.envelope(message, contact)  # a fault in our own text shows before anything is claimed
    dialogue = message.registration.activity.dialogue
    send_once(message, TELL_OF_REGISTRATION, dialogue, actor=POSTMAN, send=by_mail(envelope))


def _opened_as(opening_ids: list[int]) -> QuerySet[Opening, int]:
    return Opening.objects.filter(pk__in=opening_ids).values_list("activity", flat=True)


def _moves(activity: int) -> int:
    """How often a meeting has been moved: of each new day people are told, and reminded, anew."""
    return Change.objects.filter(activity=activity).exclude(before={}).count()


def _write(registrations: QuerySet[Registration], kind: Kind, *, moves: int = 0) -> int:
    """A message for each of them who stands, can be written to and has not been. Twice is harmless."""
    reached = Exists(reached_by_mail().filter(participant=OuterRef("participant")))
    rows = registrations.filter(reached, left_at=None, came_at=None)
    with transaction.atomic():
        Message.objects.bulk_create(_messages(rows, kind, moves), ignore_conflicts=True)
    waiting = Message.objects.filter(UNSENT, registration__in=rows, kind=kind, moves=moves)
    return enqueue_each(tell_one, list(waiting.order_by("pk").values_list("pk")))


def _messages(rows: Iterable[Registration], kind: Kind, moves: int) -> list[Message]:
    return [Message(registration=row, participant_id=row.participant_id, kind=kind.value, moves=moves) for row in rows]
