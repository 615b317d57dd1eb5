"""Answer sheets for a release: from rows to the letters of gehor.feedback.sheet."""

from collections.abc import Sequence

from django.utils import timezone, translation

from gehor.ground.design.texts import OUTCOMES
from gehor.ground.documents import letterhead
from gehor.ground.people.models import Contact

from . import letters, telling
from .models import Delivery, Release
from .sheet import AT_MOST, Said, Sheet, Weighed, answer_sheets
from .sheet.words import labels
from .telling import Point, Told
from .words import aside_text, in_reading

__all__ = ["AT_MOST", "answers_pdf", "labels", "letterhead"]
LINES_AT_MOST = 5  # in the window of an envelope


def answers_pdf(release: Release, deliveries: Sequence[Delivery], *, language: str) -> bytes:
    """One letter per delivery, all in one file. language: of all of them, one of the installation's."""
    dialogue = release.dialogue
    people = [delivery.participant_id for delivery in deliveries]
    told = telling.told(dialogue, people)
    contacts = {
        contact.participant_id: contact
        for contact in Contact.objects.filter(participant__in=people, kind=Contact.Kind.LETTER)
    }
    with translation.override(language):
        sheets = [
            _sheet(release, each, told[each.participant_id], contacts.get(each.participant_id)) for each in deliveries
        ]
        return answer_sheets(sheets, language=language, organisation=letterhead(dialogue.organisation), labels=labels())


def _sheet(release: Release, delivery: Delivery, told: Told, contact: Contact | None) -> Sheet:
    dialogue, source = release.dialogue, release.dialogue.source_language
    address = [line for line in contact.address.splitlines() if line.strip()] if contact else []
    if contact and contact.name and contact.name not in address:
        address = [contact.name, *address]
    return Sheet(
        dialogue=in_reading(dialogue.title, source),
        receipt=delivery.participant.receipt,
        follow_at=letters.receipt_address(delivery.participant),
        said=[
            Said(
                each.text,
                each.title,
                each.reference,
                each.language,
                timezone.localdate(each.received_at),
                aside_text(each.aside, source) if each.aside else "",
            )
            for each in told.said
        ],
        findings=[_weighed(point, source) for point in told.points],
        dated=timezone.localdate(release.released_at),
        name=contact.name if contact else "",
        address=address[:LINES_AT_MOST],
        greeting=in_reading(release.greeting, source),
    )


def _weighed(point: Point, source: str) -> Weighed:
    decision = point.decision
    outcome = str(OUTCOMES[decision.outcome][0])
    return Weighed(
        finding=in_reading(point.statement, source),
        outcome=f"{outcome} – {decision.referred_to}" if decision.referred_to else outcome,
        reason=in_reading(decision.reason, source),
        body=decision.body.name,
        decided_on=decision.decided_on,
        section=decision.section,
        case_number=decision.case_number,
        answer=in_reading(point.answer, source),
        rests_on=point.rests_on,
    )
