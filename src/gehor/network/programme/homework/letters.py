"""The mail to a member that its delivery has been read."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground.languages import said
from gehor.network.letters import written
from gehor.network.programme import keys

from .models import Notice

LANGUAGES = dict(settings.LANGUAGES)


def envelope(notice: Notice) -> EmailMessage:
    feedback = notice.feedback
    application, assignment = feedback.delivery.application, feedback.delivery.assignment
    programme = application.programme
    language = application.language if application.language in LANGUAGES else programme.source_language
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
