"""What follows when the host has read a delivery: a mail, once."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.process.learning import GIVE_FEEDBACK, TELL_MEMBER

from . import letters
from .actions.telling import plan_notice
from .models import Feedback, Notice

POSTMAN = machine("postman")
WHOLE = "feedback__delivery"


@on(GIVE_FEEDBACK)
@task()
def tell_of_feedback(feedback_ids: Sequence[int]) -> int:
    rows = Feedback.objects.filter(pk__in=feedback_ids).select_related("delivery__application__programme__host")
    notices = [plan_notice(each, actor=POSTMAN) for each in rows]
    return enqueue_each(tell, [(each.pk,) for each in notices if each is not None])


@task()
def tell(notice_id: int) -> None:
    """One mail, once."""
    rows = Notice.objects.select_related(
        f"{WHOLE}__application__programme__host", f"{WHOLE}__application__partner", f"{WHOLE}__assignment__step"
    )
    notice = rows.filter(pk=notice_id).first()
    if notice is not None:
        host = notice.feedback.delivery.application.programme.host
        send_once(notice, TELL_MEMBER, host, actor=POSTMAN, send=by_mail(letters.envelope(notice)))
