"""The messages, plain and in the participant's language. None repeats the text that it is about."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.feedback.letters import envelope, message_id, rendered, stop_address
from gehor.feedback.words import in_one_line, in_reading
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact
from gehor.participation.moderation.texts import REASONS
from gehor.participation.texts import MASK_REASONS

from .models import Notice
from .rules import Kind


def notice_envelope(notice: Notice, contact: Contact) -> EmailMessage:
    dialogue = notice.contribution.dialogue
    source = dialogue.source_language
    language = contact.language if contact.language in dict(settings.LANGUAGES) else source
    code = receipt.shown(notice.participant.receipt)
    with translation.override(language):
        context = {
            **_about(notice, source),
            "title": in_one_line(dialogue.title, source),
            "reference": notice.contribution.reference,
            "may_answer": bool(dialogue.contact_email or dialogue.organisation.contact_email),
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "source": source,
            "code": code,
            "page": settings.ADDRESS + _page(notice, code),
            "stop": stop_address(contact),
        }
        letter = rendered(f"authors/{notice.kind}.txt", context, language=language)
    return envelope(letter, dialogue, contact, message_id("author", notice.pk))


def _about(notice: Notice, source: str) -> dict[str, Any]:
    """What was done and why."""
    match notice.kind:
        case Kind.HIDDEN:
            return {"why": REASONS[notice.ruling.reason][1], "note": notice.ruling.note}
        case Kind.MASKED:
            return {"why": MASK_REASONS[notice.wording.reason], "note": notice.wording.note}
        case Kind.SETTLED:
            verdict = notice.verdict
            return {
                "is_mine": notice.contribution_id == verdict.amendment.of_id,
                "is_accepted": verdict.wording_id is not None,
                "is_by_author": verdict.by_id is None,
                "change": verdict.amendment.contribution.reference,
                "why": in_reading(verdict.reason, source) if verdict.is_reason_shown else "",
            }
        case _:
            return {}


def _page(notice: Notice, code: str) -> str:
    if notice.kind == Kind.SUGGESTED:
        return reverse("proposals:answer_as_author", args=[code, notice.amendment.contribution.reference])
    return reverse("trace:receipt", args=[code])
