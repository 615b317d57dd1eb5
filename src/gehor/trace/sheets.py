"""The receipt as a sheet to print."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gehor.feedback import sheets
from gehor.feedback.sheet import Receipt, Said, receipt_sheet
from gehor.ground.languages import said
from gehor.ground.people import receipt as receipts
from gehor.ground.people.models import Participant
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Contribution

from .queries import threads


def receipt_pdf(
    participant: Participant, contributions: Sequence[Contribution], ballots: Sequence[Ballot], *, language: str
) -> bytes:
    """One page: the code, the address, what was said, and what happens now. How somebody voted does not stand there."""
    dialogue = contributions[0].dialogue if contributions else ballots[0].activity.dialogue
    path = reverse("trace:receipt", args=[receipts.shown(participant.receipt)])
    source = dialogue.source_language
    promises = [_("A person reads what you said.")] if contributions else []
    promises += [_("Your answers are counted together with everybody else’s.")] if ballots else []
    if dialogue.deciding_body:
        promises.append(
            _("%(body)s decides on every finding, and gives its reasons.") % {"body": dialogue.deciding_body}
        )
    if dialogue.answer_due:
        promises.append(_("You are answered by %(day)s at the latest.") % {"day": date_format(dialogue.answer_due)})
    sheet = Receipt(
        dialogue=said(dialogue.title, source, language)[0],
        receipt=participant.receipt,
        follow_at=settings.ADDRESS + path,
        said=[
            Said(
                text=each.first.text,
                title=each.first.title,
                reference=each.contribution.reference,
                language=each.first.language,
                received=each.contribution.received_at.date(),
            )
            for each in threads(contributions)
        ]
        + [
            Said(
                text=_("Your answers have been received."),
                title=said(activity.title, source, language)[0],
                language=language,
                received=received_at.date(),
            )
            for activity, received_at in {each.activity: each.received_at for each in ballots}.items()
        ],
        promises=promises,
        notice=_("What you have sent has become a public document."),
    )
    return receipt_sheet(
        sheet, language=language, organisation=sheets.letterhead(dialogue.organisation), labels=sheets.labels()
    )
