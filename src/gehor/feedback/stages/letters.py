"""What a participant is sent at one stage: an e-mail, a text message, a letter. Made when it leaves, kept nowhere."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from gehor.feedback import letters as feedback
from gehor.feedback.words import in_reading
from gehor.ground.languages import LocalText
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact, Participant
from gehor.planning.models import Dialogue

from . import sms
from .models import Bulletin, Telling
from .rules import Stage
from .texts import SHORT, SUBJECTS

PARTS_MOST = 4  # a longer text message is a letter


@dataclass(frozen=True)
class Words:
    """A stage as it is told, released or not."""

    dialogue: Dialogue
    stage: Stage
    text: LocalText
    easy: LocalText
    short: LocalText


def words_of(bulletin: Bulletin) -> Words:
    return Words(bulletin.dialogue, Stage(bulletin.stage), bulletin.text, bulletin.easy, bulletin.short)


def email(words: Words, participant: Participant | None, contact: Contact | None) -> feedback.Letter:
    """The message. contact=None: for staff to look at beforehand, with nobody's code and in the reader's language."""
    language = _language(contact, words.dialogue)
    source = words.dialogue.source_language
    with translation.override(language):
        context = {
            "dialogue": words.dialogue,
            "organisation": words.dialogue.organisation,
            "source": source,
            "text": in_reading(words.text, source),
            "easy": easy_in_reading(words),
            "page": page_of(participant if contact else None),
            "stop": feedback.stop_address(contact) if contact else f"{settings.ADDRESS}/stop/…",
            "subject": subject(words),
        }
        written = render_to_string("stages/message.txt", context).strip() + "\n"
    first, _rest, body = written.partition("\n")
    return feedback.Letter(" ".join(first.split()), body.lstrip("\n"), language)


def text_message(words: Words, participant: Participant | None, contact: Contact | None) -> str:
    """The text message, with the address of the receipt page last. contact=None: as for `email`."""
    source = words.dialogue.source_language
    with translation.override(_language(contact, words.dialogue)):
        said = in_reading(words.short, source) or str(SHORT[words.stage]) % {"title": _title(words)}
        page = page_of(participant if contact else None)
    return sms.plain(f"{words.dialogue.organisation.name}: {said}\n{page}")


def easy_in_reading(words: Words) -> str:
    """The easy version, only in the language that is active: easy words in another language are easy for nobody."""
    return words.easy.get(translation.get_language() or words.dialogue.source_language, "")


def subject(words: Words) -> str:
    return str(SUBJECTS[words.stage]) % {"title": _title(words)}


def page_of(participant: Participant | None) -> str:
    """The address of the receipt page; without a participant one that opens nothing."""
    code = receipt.shown(participant.receipt) if participant else feedback.SECRET
    return settings.ADDRESS + reverse("trace:receipt", args=[code])


def envelope(telling: Telling, contact: Contact) -> EmailMessage:
    bulletin = telling.bulletin
    letter = email(words_of(bulletin), telling.participant, contact)
    return feedback.envelope(letter, bulletin.dialogue, contact, feedback.message_id("stage", telling.pk))


def sms_id(telling: Telling) -> str:
    """The same for every attempt, and says nothing of who it is for."""
    return feedback.message_id("sms", telling.pk)[1:].partition("@")[0].replace(".", "-")


def _title(words: Words) -> str:
    return " ".join(in_reading(words.dialogue.title, words.dialogue.source_language).split())


def _language(contact: Contact | None, dialogue: Dialogue) -> str:
    wanted = contact.language if contact else translation.get_language()
    return wanted if wanted in dict(settings.LANGUAGES) else dialogue.source_language
