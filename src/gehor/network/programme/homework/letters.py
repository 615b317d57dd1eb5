"""Mails to a member: that its delivery has been read, and what is late or soon due."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground import clock
from gehor.ground.languages import said
from gehor.network.letters import language_of, written
from gehor.network.programme import keys

from . import rules
from .models import Notice, Reminder


def envelope(notice: Notice) -> EmailMessage:
    feedback = notice.feedback
    application, assignment = feedback.delivery.application, feedback.delivery.assignment
    programme = application.programme
    language = language_of(application.language, source=programme.source_language)
    page = reverse("homework:step", args=[keys.key_of(application), assignment.step.number])
    context = {
        "name": application.contact_name,
        "assignment": said(assignment.title, programme.source_language, language)[0],
        "text": feedback.text,
        "is_enough": feedback.is_enough,
        "page": settings.ADDRESS + page,
    }
    return written(
        "homework/mail_feedback.txt",
        context,
        to=application.contact_email,
        language=language,
        sender=programme.host,
        number=message_id("homework", notice.pk),
    )


def reminder(sent: Reminder, due: Sequence[rules.ToDo]) -> EmailMessage:
    """due: as it is when the mail leaves; the late and the coming apart."""
    application = sent.application
    programme, today = application.programme, clock.today()
    language = language_of(application.language, source=programme.source_language)
    rows = [(said(each.title, programme.source_language, language)[0], each.due_on) for each in due]
    context = {
        "name": application.contact_name,
        "programme": said(programme.name, programme.source_language, language)[0],
        "late": [each for each in rows if each[1] < today],
        "soon": [each for each in rows if each[1] >= today],
        "page": settings.ADDRESS + reverse("homework:steps", args=[keys.key_of(application)]),
    }
    return written(
        "homework/mail_reminder.txt",
        context,
        to=application.contact_email,
        language=language,
        sender=programme.host,
        number=message_id("homework-reminder", sent.pk),
    )
