"""What follows when somebody applies, submits or is ruled on: a mail, once."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.process.learning import (
    ADMIT,
    BEGIN_APPLICATION,
    SEND_LINK,
    SUBMIT_APPLICATION,
    TELL_APPLICANT,
    TURN_AWAY,
)

from . import letters
from .actions.telling import plan_message
from .models import Application, Message, Ruling

POSTMAN = machine("postman")
About = Message.About


@on(BEGIN_APPLICATION)
@on(SEND_LINK)
@task()
def send_links(application_ids: Sequence[int]) -> int:
    """The link, each time that somebody asks for it."""
    return sum(_tell(each, About.LINK, _sent(each) + 1) for each in _applications(application_ids))


@on(SUBMIT_APPLICATION)
@task()
def tell_of_submitting(application_ids: Sequence[int]) -> int:
    return sum(_tell(each, About.SUBMITTED, each.pk) for each in _applications(application_ids))


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
        send_once(message, TELL_APPLICANT, host, actor=POSTMAN, send=by_mail(letters.envelope(message)))


def _tell(application: Application, about: str, number: int) -> int:
    message = plan_message(application, actor=POSTMAN, about=about, number=number)
    return enqueue_each(tell, [(message.pk,)]) if message is not None else 0


def _sent(application: Application) -> int:
    """How many links have left."""
    return Message.objects.filter(application=application, about=About.LINK, done_at__isnull=False).count()


def _applications(ids: Sequence[int]) -> list[Application]:
    return list(Application.objects.filter(pk__in=ids).select_related("programme__host"))
