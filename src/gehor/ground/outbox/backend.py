"""A mail backend that keeps messages where the demo's visitor can read them."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from gehor.ground import clock

from .models import KeptMessage


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            KeptMessage.objects.create(
                to=", ".join(message.recipients()),
                subject=message.subject[:300],
                body=message.body,
                message_id=message.extra_headers.get("Message-ID", ""),
                sent_at=clock.now(),
            )
        return len(email_messages)
