"""What is done where somebody presses “I agree” on the web. See support.py."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongMoment
from gehor.ground.people import receipt
from gehor.participation.identity.doors import known_again
from gehor.participation.models import Contribution
from gehor.participation.moderation import network
from gehor.process.words import Doing

from .actions import cast
from .models import Ballot
from .rules import CHOICE
from .support import SUPPORTS, WITHDRAWN


def give(request: HttpRequest, contribution: Contribution, *, withdraw: bool = False) -> Ballot:
    """What somebody presses on the web: in a POST. Raises MustShow where they must show who they are first."""
    network.spend(request, contribution.activity.dialogue.slug, "vote")
    if contribution.published_at is None:
        raise WrongMoment("not_shown_to_support", reference=contribution.reference)
    return cast(
        contribution.activity,
        actor=request.actor,
        submission=_submission(request),
        held=known_again(request, contribution.activity, Doing.VOTE),
        values={CHOICE: WITHDRAWN if withdraw else SUPPORTS},
        item=contribution.reference,
        language=get_language() or "sv",
    )


def pressed(request: HttpRequest, contribution: Contribution) -> None:
    """As give, or take back where `withdraw` was pressed; and say so, with the code that leads to the answer."""
    is_withdrawn = "withdraw" in request.POST
    ballot = give(request, contribution, withdraw=is_withdrawn)
    code = {"reference": contribution.reference, "code": receipt.shown(ballot.voter.participant.receipt)}
    if is_withdrawn:
        words = _("Your support for %(reference)s is taken back. Your receipt code is %(code)s.")
    else:
        words = _(
            "Your support for %(reference)s is counted. Your receipt code is %(code)s: with it you see the answer."
        )
    messages.success(request, words % code)


def _submission(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid.uuid4()  # a form without its key: received, and not known again
