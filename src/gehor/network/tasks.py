"""What follows in the background: links that were asked for leave; contact persons are forgotten on their day."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.process.learning import SEND_OWN_LINK, TELL_CONTACT

from . import actions, letters, queries
from .models import LinkMail

POSTMAN = machine("postman")
CARETAKER = machine("caretaker")


@on(SEND_OWN_LINK)
@task()
def send_links(mail_ids: Sequence[int]) -> int:
    waiting = LinkMail.objects.filter(UNSENT, pk__in=mail_ids)
    return enqueue_each(send_link, [(mail,) for mail in waiting.values_list("pk", flat=True)])


@task()
def send_link(mail_id: int) -> None:
    """One mail, once."""
    mail = LinkMail.objects.select_related("contact__partner__host").filter(pk=mail_id).first()
    if mail is not None:
        host = mail.contact.partner.host
        send_once(mail, TELL_CONTACT, host, actor=POSTMAN, send=by_mail(letters.link_again(mail)))


@hourly
def forget_contacts() -> None:
    for host in queries.hosts_with_due_contacts(clock.today()):
        actions.forget_due(host, actor=CARETAKER)
