"""Which mails there are to send: noted before they leave, each once."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record, record_each
from gehor.network import queries as network
from gehor.process.learning import TELL_APPLICANT

from ..models import Application, HostMessage, Message, Reader, ReaderMessage


@transaction.atomic
def plan_message(application: Application, *, actor: Actor, about: str, number: int) -> Message | None:
    """One mail, unless it has been planned before and has left."""
    act = begin(TELL_APPLICANT, application.programme.host, actor=actor, lock=False)
    message, _new = Message.objects.get_or_create(application=application, about=about, number=number)
    record(act, subject=message, about=about)
    return message if message.is_to_leave else None


@transaction.atomic
def plan_host_messages(application: Application, *, actor: Actor, about: str, number: int) -> list[HostMessage]:
    """One mail to each who hosts the programme."""
    act = begin(TELL_APPLICANT, application.programme.host, actor=actor, lock=False)
    planned = [
        HostMessage.objects.get_or_create(application=application, account=each, about=about, number=number)[0]
        for each in network.hosts(application.programme.host)
    ]
    record_each(act, [(each, {"about": about}) for each in planned])
    return [each for each in planned if each.is_to_leave]


@transaction.atomic
def plan_reader_message(reader: Reader, *, actor: Actor) -> ReaderMessage | None:
    """The link that holds now."""
    act = begin(TELL_APPLICANT, reader.programme.host, actor=actor, lock=False)
    message, _new = ReaderMessage.objects.get_or_create(reader=reader, number=reader.link)
    record(act, subject=message)
    return message if message.is_to_leave else None
