"""How somebody is told that their correction has been replied to: e-mail, text message, letter. Kept nowhere."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gehor.feedback.delivering import Outcome, by_mail
from gehor.feedback.letters import envelope, message_id, receipt_address, rendered, stop_address
from gehor.feedback.stages import papers, sms
from gehor.feedback.stages.delivering import send_sms
from gehor.feedback.stages.rules import Way
from gehor.feedback.words import in_reading
from gehor.ground.documents.fonts import paragraphs
from gehor.ground.documents.words import long_date
from gehor.ground.people.models import Contact
from gehor.ground.people.receipt import shown
from gehor.planning.models import Dialogue

from .models import Notice


def sending(notice: Notice, contact: Contact) -> Callable[[int], Outcome]:
    """What sends one message, given how many times it has been tried."""
    if notice.way == Way.EMAIL:
        return by_mail(notice_envelope(notice, contact))
    text, own_id = text_message(notice, contact), message_id("reply-sms", notice.pk)[1:].partition("@")[0]
    sender = notice.reply.correction.dialogue.organisation.name
    return lambda attempt: send_sms(
        contact.address, text, own_id=own_id.replace(".", "-"), sender=sender, attempt=attempt
    )


def notice_envelope(notice: Notice, contact: Contact) -> EmailMessage:
    correction = notice.reply.correction
    dialogue, source = correction.dialogue, correction.dialogue.source_language
    language = language_of(contact, dialogue)
    with translation.override(language):
        context = {
            "reference": correction.contribution.reference,
            "title": " ".join(in_reading(dialogue.title, source).split()),
            "reply": in_reading(notice.reply.text, source),
            "rewrote": notice.reply.rewrote,
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "page": receipt_address(notice.participant),
            "stop": stop_address(contact),
        }
        letter = rendered("replies/replied.txt", context, language=language)
    return envelope(letter, dialogue, contact, message_id("reply", notice.pk))


def text_message(notice: Notice, contact: Contact) -> str:
    """That there is a reply, and where it stands: the reply itself may be long, and is about what they said."""
    dialogue = notice.reply.correction.dialogue
    with translation.override(language_of(contact, dialogue)):
        said = _("We have replied to what you wrote about our answer.")
    return sms.plain(f"{dialogue.organisation.name}: {said}\n{receipt_address(notice.participant)}")


# On paper


def by_language(notices: Sequence[Notice]) -> dict[str, list[tuple[Notice, Contact | None]]]:
    """Language → letters with the addresses they go to, in the order in which they came."""
    people = [notice.participant_id for notice in notices]
    known = Contact.objects.filter(participant__in=people, kind=Contact.Kind.LETTER)
    contacts = {contact.participant_id: contact for contact in known}
    found: dict[str, list[tuple[Notice, Contact | None]]] = {}
    for notice in notices:
        contact = contacts.get(notice.participant_id)
        dialogue = notice.reply.correction.dialogue
        found.setdefault(language_of(contact, dialogue), []).append((notice, contact))
    return found


def letters_pdf(dialogue: Dialogue, notices: Sequence[tuple[Notice, Contact | None]], *, language: str) -> bytes:
    """One letter per reply, all in one file, for envelopes with a window."""
    source = dialogue.source_language
    with translation.override(language):
        sheets = [_sheet(notice, contact, source) for notice, contact in notices]
        dated = max(timezone.localdate(notice.reply.replied_at) for notice, _contact in notices)
        title = in_reading(dialogue.title, source)
        return papers.letters_pressed(
            sheets,
            dialogue=dialogue,
            language=language,
            title=_("Reply to your correction: %(title)s") % {"title": title},
            kicker=_("Reply to your correction"),
            dated=long_date(dated, language),
        )


def _sheet(notice: Notice, contact: Contact | None, source: str) -> dict[str, object]:
    reply, reference = notice.reply, notice.reply.correction.contribution.reference
    opens = _("You told us that the answer to your contribution %(reference)s was wrong. This is our reply:")
    parts = [opens % {"reference": reference}, in_reading(reply.text, source)]
    if reply.rewrote:
        parts.append(_("The answer was written anew because of it."))
    page = receipt_address(notice.participant)
    return {
        **papers.sheet(contact, shown(notice.participant.receipt), page),
        "text": paragraphs("\n\n".join(parts)),
    }


def language_of(contact: Contact | None, dialogue: Dialogue) -> str:
    known = contact is not None and contact.language in dict(settings.LANGUAGES)
    return contact.language if contact is not None and known else dialogue.source_language
