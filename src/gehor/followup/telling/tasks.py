"""What follows when somebody reports on a measure."""

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.followup.models import Report
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.process.steps import REPORT_MEASURE, TELL_OF_MEASURE

from . import actions, letters, queries
from .models import Notice

POSTMAN = machine("postman")


@on(REPORT_MEASURE)
@task()
def tell_of_reports(measure_ids: list[int]) -> int:
    """One task for everybody concerned who has an address. Twice is harmless: each hears of a report once."""
    told = 0
    for measure_id in measure_ids:
        report = Report.objects.select_related("measure__decision").filter(measure=measure_id).first()
        if report is None or not queries.is_news(report):
            continue
        participants = queries.concerned(report.measure).order_by("participant").values_list("participant", flat=True)
        told += enqueue_each(tell_one, [(participant_id, report.pk) for participant_id in participants])
    return told


@task()
def tell_one(participant_id: int, report_id: int) -> None:
    """Plan the message, claim it, send it. May run twice: only one of two can claim it."""
    report = Report.objects.select_related("measure__decision", "measure__dialogue__organisation").get(pk=report_id)
    contact = queries.concerned(report.measure).select_related("participant").filter(participant=participant_id).first()
    if contact is None:
        return
    notice = Notice.objects.filter(participant=participant_id, about=report).first()
    if notice is None:
        notice = actions.plan_notice(contact.participant, actor=POSTMAN, about=report)
    if notice.started_at or notice.done_at or notice.refused:
        return
    notice.about, notice.participant = report, contact.participant
    message = letters.notice_envelope(notice, contact)  # a fault in our own text shows before anything is claimed
    send_once(notice, TELL_OF_MEASURE, report.measure.dialogue, actor=POSTMAN, send=by_mail(message))
