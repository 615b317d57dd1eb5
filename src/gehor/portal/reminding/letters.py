"""A reminder as a plain message in the receiver's language, with an address that stops it."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from gehor.feedback.letters import message_id, rendered
from gehor.ground.organisations.models import Account
from gehor.portal.hosting import Hosted
from gehor.portal.waiting import Waiting

from .rules import Rhythm
from .texts import RHYTHMS

MOST_THINGS = 20  # more than these stand on the page
_stopping = Signer(salt="gehor.reminding.stop")


def reminder(account: Account, rhythm: Rhythm, things: list[Waiting | Hosted], *, number: int) -> EmailMessage:
    """number: of what is told, so that every attempt has the same Message-ID."""
    language = language_of(account)
    context = {
        "name": account.name,
        "address": settings.ADDRESS,
        "late": [each for each in things[:MOST_THINGS] if each.is_late],
        "coming": [each for each in things[:MOST_THINGS] if not each.is_late],
        "count": len(things),
        "more": max(0, len(things) - MOST_THINGS),
        "first": things[0],
        "desk": settings.ADDRESS + reverse("portal:desk"),
        "settings": settings.ADDRESS + reverse("reminding:reminders"),
        "stop": stop_address(account),
    }
    with translation.override(language):
        context["how_often"] = RHYTHMS[rhythm][0]
        letter = rendered("reminding/reminder.txt", context, language=language)
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        letter.subject,
        letter.body,
        formataddr(("Gehör", sender)),
        [account.email],
        headers={
            "Message-ID": message_id("reminder", number),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": language,
            "List-Unsubscribe": f"<{stop_address(account)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )


def language_of(account: Account) -> str:
    return account.language if account.language in dict(settings.LANGUAGES) else "sv"


def stop_address(account: Account) -> str:
    return settings.ADDRESS + reverse("reminding:stop", args=[_stopping.sign(str(account.pk))])


def account_of_token(token: str) -> Account | None:
    """Whose address the token in a stop link stands for; None when it is broken or made up."""
    try:
        number = int(_stopping.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Account.objects.filter(pk=number).first()
