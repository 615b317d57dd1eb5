"""A real SMTP server on a port of its own, for tests of what is sent and of what happens when sending fails."""

import socket
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest


class MailServer:
    """`letters` are those received, in order. `refuse = "451 Try later"` answers every further letter so.

    `unknown`: addresses of which it says that nobody has them. `answers`: what it says of others, address → answer.
    """

    def __init__(self, port: int) -> None:
        self.host, self.port = "127.0.0.1", port
        self.letters: list[EmailMessage] = []
        self.refuse: str | None = None
        self.unknown: set[str] = set()
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:
        if address in self.unknown:
            return "550 5.1.1 No such user here"
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.refuse:
            return self.refuse
        self.letters.append(message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=policy.default))
        return "250 Thank you"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]


@pytest.fixture
def mail_server(settings):
    """Django's SMTP settings point here for the test; nothing leaves the machine."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP

    talking: set[SMTP] = set()
    silence = threading.Condition()

    class Listener(SMTP):
        def connection_made(self, transport):
            super().connection_made(transport)
            with silence:
                talking.add(self)

        def connection_lost(self, error):
            super().connection_lost(error)
            with silence:
                talking.discard(self)
                silence.notify_all()

    class Post(Controller):
        def factory(self):
            return Listener(self.handler, **self.SMTP_kwargs)

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = MailServer(port)
    controller = Post(server, hostname=server.host, port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    # Stopped in the middle of a goodbye, it would leave an open socket for a later test to be blamed for
    with silence:
        silence.wait_for(lambda: not talking, timeout=5)
    controller.stop()
