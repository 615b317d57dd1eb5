"""What follows of work at home: the host hears of a delivery, the member of feedback and of what is due; once each."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.network.library.models import Version
from gehor.network.programme.tasks import ToHost, tell_hosts
from gehor.process.learning import (
    DELIVER,
    GIVE_FEEDBACK,
    PUBLISH_ARTICLE,
    TAKE_ARTICLE_DOWN,
    TELL_MEMBER,
    WITHDRAW_ARTICLE,
)

from . import letters, queries, rules
from .actions import leading
from .actions.telling import plan_notice, plan_reminder
from .models import Delivery, Feedback, Notice, Reminder

POSTMAN, STATISTICIAN, CARETAKER = machine("postman"), machine("statistician"), machine("caretaker")
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


@on(DELIVER)
@task()
def tell_of_delivery(delivery_ids: Sequence[int]) -> int:
    rows = Delivery.objects.filter(pk__in=delivery_ids).select_related("application__programme__host")
    return sum(tell_hosts(each.application, ToHost.DELIVERED, each.pk) for each in rows)


@on(PUBLISH_ARTICLE)
@on(TAKE_ARTICLE_DOWN)
@on(WITHDRAW_ARTICLE)
@task()
def leave_out_pictures(version_ids: Sequence[int]) -> int:
    """What is no longer shown in the library is not handed out in a report either."""
    changed = set(Version.objects.filter(pk__in=version_ids).values_list("article__slug", flat=True))
    found = queries.gone_pictures(changed)
    for report, gone in found:
        leading.leave_out_pictures(report, actor=CARETAKER, gone=gone)
    return len(found)


@hourly
def remind() -> None:
    """Once a week, each member that has something late or due within a week."""
    today = clock.today()
    for programme in queries.running(today):
        for member, _due in queries.to_do(programme, today):
            member.programme = programme
            planned = plan_reminder(member, actor=POSTMAN, week=rules.week(today))
            if planned is not None:
                tell_reminder.enqueue(planned.pk)


@hourly
def forget_lecturers() -> None:
    for education in queries.lecturers_to_forget(clock.today()):
        leading.forget_lecturer(education, actor=CARETAKER)


@hourly
def measure() -> None:
    for programme in queries.to_measure(clock.today()):
        leading.measure(programme, actor=STATISTICIAN)


@task()
def tell_reminder(reminder_id: int) -> None:
    """One mail, once; none where everything was done in the meantime."""
    sent = Reminder.objects.select_related("application__programme__host").filter(pk=reminder_id).first()
    if sent is None:
        return
    programme = sent.application.programme
    due = {member.pk: each for member, each in queries.to_do(programme, clock.today())}.get(sent.application_id)
    mail = letters.reminder(sent, due) if due and not sent.application.forgotten_at else None
    send_once(sent, TELL_MEMBER, programme.host, actor=POSTMAN, send=by_mail(mail))
