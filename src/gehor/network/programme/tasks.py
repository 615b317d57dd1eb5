"""What follows when somebody applies, submits or is ruled on: a mail, once. And who is forgotten, in time."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.process.learning import (
    ADMIT,
    ASK_READER,
    ASK_TO_CORRECT,
    BEGIN_APPLICATION,
    SEND_LINK,
    SUBMIT_APPLICATION,
    TELL_APPLICANT,
    TURN_AWAY,
    WITHDRAW_APPLICATION,
)

from . import letters, queries
from .actions import forgetting, readers
from .actions.telling import plan_host_messages, plan_message, plan_reader_message
from .models import Application, HostMessage, Message, Reader, ReaderMessage, Ruling

POSTMAN = machine("postman")
CARETAKER = machine("caretaker")
About = Message.About
ToHost = HostMessage.About


@on(BEGIN_APPLICATION)
@on(SEND_LINK)
@task()
def send_links(application_ids: Sequence[int]) -> int:
    """The link, each time that somebody asks for it."""
    return sum(_tell(each, About.LINK, _sent(each, About.LINK) + 1) for each in _applications(application_ids))


@on(SUBMIT_APPLICATION)
@task()
def tell_of_submitting(application_ids: Sequence[int]) -> int:
    applications = _applications(application_ids)
    for each in applications:
        tell_hosts(each, ToHost.SUBMITTED, each.versions.count())
    return sum(_tell(each, About.SUBMITTED, each.versions.count()) for each in applications)


@on(ASK_TO_CORRECT)
@task()
def ask_for_correction(application_ids: Sequence[int]) -> int:
    return sum(_tell(each, About.CORRECT, _sent(each, About.CORRECT) + 1) for each in _applications(application_ids))


@on(WITHDRAW_APPLICATION)
@task()
def tell_of_leaving(application_ids: Sequence[int]) -> int:
    """The host hears of those whom it knew of: a draft is the organisation's own."""
    left = [each for each in _applications(application_ids) if each.submitted_at]
    return sum(tell_hosts(each, ToHost.WITHDRAWN, each.rulings.count()) for each in left)


@on(ASK_READER)
@task()
def ask_readers(reader_ids: Sequence[int]) -> int:
    rows = Reader.objects.filter(pk__in=reader_ids, let_go_at=None).select_related("programme__host")
    planned = [plan_reader_message(each, actor=POSTMAN) for each in rows]
    return enqueue_each(tell_reader, [(each.pk,) for each in planned if each is not None])


@hourly
def forget_persons() -> None:
    """Those whose day has passed, in applications and among the readers from outside."""
    for application in queries.applications_to_forget(clock.today()):
        forgetting.forget(application, actor=CARETAKER)
    for reader in queries.readers_to_forget(clock.today()):
        readers.let_reader_go(reader, actor=CARETAKER)


@on(ADMIT)
@on(TURN_AWAY)
@task()
def tell_of_ruling(ruling_ids: Sequence[int]) -> int:
    rulings = Ruling.objects.filter(pk__in=ruling_ids).select_related("application__programme__host")
    return sum(_tell(each.application, each.outcome, each.pk) for each in rulings)


@task()
def tell(message_id: int) -> None:
    """One mail, once."""
    rows = Message.objects.select_related("application__programme__host", "application__partner__merged_into")
    message = rows.filter(pk=message_id).first()
    if message is not None:
        host = message.application.programme.host
        sent = None if message.application.forgotten_at else letters.envelope(message)
        send_once(message, TELL_APPLICANT, host, actor=POSTMAN, send=by_mail(sent))


@task()
def tell_host(message_id: int) -> None:
    """One mail, once."""
    rows = HostMessage.objects.select_related(
        "account", "application__programme__host", "application__partner__merged_into"
    )
    message = rows.filter(pk=message_id).first()
    if message is not None:
        sent = letters.to_host(message) if message.account.is_active else None
        send_once(message, TELL_APPLICANT, message.application.programme.host, actor=POSTMAN, send=by_mail(sent))


@task()
def tell_reader(message_id: int) -> None:
    """One link, once."""
    message = ReaderMessage.objects.select_related("reader__programme__host").filter(pk=message_id).first()
    if message is not None:
        sent = None if message.reader.let_go_at else letters.to_reader(message)
        send_once(message, TELL_APPLICANT, message.reader.programme.host, actor=POSTMAN, send=by_mail(sent))


def tell_hosts(application: Application, about: str, number: int) -> int:
    """Each who hosts the programme, of one thing that a member or an applicant did. Returns how many."""
    planned = plan_host_messages(application, actor=POSTMAN, about=about, number=number)
    return enqueue_each(tell_host, [(each.pk,) for each in planned])


def _tell(application: Application, about: str, number: int) -> int:
    message = plan_message(application, actor=POSTMAN, about=about, number=number)
    return enqueue_each(tell, [(message.pk,)]) if message is not None else 0


def _sent(application: Application, about: str) -> int:
    """How many mails have left about this."""
    return Message.objects.filter(application=application, about=about, done_at__isnull=False).count()


def _applications(ids: Sequence[int]) -> list[Application]:
    return list(Application.objects.filter(pk__in=ids).select_related("programme__host"))
