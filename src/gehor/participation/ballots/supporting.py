"""What is done where somebody presses “I agree” on the web, and where they take it back. See support.py."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground import catalogue, clock, tokens
from gehor.ground.errors import WrongMoment
from gehor.ground.pages import Mine
from gehor.ground.people import receipt
from gehor.participation.identity.doors import known_again, recognised
from gehor.participation.identity.rules import is_enough
from gehor.participation.models import Contribution
from gehor.participation.moderation import network
from gehor.participation.queries import Entrance
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from .actions import cast
from .casting import known_holder
from .models import Ballot
from .rules import CHOICE, Held
from .support import SUPPORTS, WITHDRAWN, given_by


def give(request: HttpRequest, contribution: Contribution) -> Ballot:
    """What somebody presses on the web: in a POST. Raises MustShow where they must show who they are first."""
    network.spend(request, contribution.activity.dialogue.slug, "vote")
    if contribution.published_at is None:
        raise WrongMoment("not_shown_to_support", reference=contribution.reference)
    held = known_again(request, contribution.activity, Doing.VOTE)
    return _cast(request, contribution.activity, contribution.reference, held, SUPPORTS)


def pressed(request: HttpRequest, contribution: Contribution) -> None:
    """As give; and say so, with the code that leads to the answer.

    Whoever wrote something on this device was given that code when they did. Where nothing but the device is known it
    may be somebody else who sits there now, and the code shows all that was written.
    """
    voter = give(request, contribution).voter
    words = _(
        "Your support for %(reference)s is counted. Your receipt code is %(code)s: with it you see the answer, and can "
        "take your support back."
    )
    is_known = Proof(voter.proof).at_least(Proof.CODE)
    if not is_known and Contribution.objects.filter(participant=voter.participant_id).exists():
        words = _(
            "Your support for %(reference)s is counted. It stands on the receipt that was given when something was "
            "written on this device."
        )
    code = receipt.shown(voter.participant.receipt)
    messages.success(request, words % {"reference": contribution.reference, "code": code})


def supporter(request: HttpRequest, entrance: Entrance, shown: Held) -> Held | None:
    """Who somebody that writes is where they support something here: both have one receipt. shown: by what they wrote.

    None where nothing is supported, or where they show more for it. Nor is a second text from one device the first
    one's, where nothing was shown: somebody else may sit there, and its receipt tells all that was said with it.
    """
    activity, proof = entrance.activity, entrance.demands.of(Doing.VOTE)
    if entrance.method.supports is None or not entrance.method.counts(activity.setup):
        return None
    if shown.proof.at_least(Proof.CODE):
        return shown if is_enough(shown.proof, proof) else None
    if proof.at_least(Proof.CODE):
        return None
    was_here = recognised(request, activity, proof) is not None
    held = known_again(request, activity, Doing.VOTE)
    holder = known_holder(activity, held) if was_here else None
    if holder and (holder.erased_at or Contribution.objects.filter(participant=holder).exists()):
        return None
    return held


def take_back(request: HttpRequest, activity: Activity, reference: str, held: Held | None = None) -> None:
    """Not any more: for whoever supports it now. Raises WrongMoment for anybody else, and nothing is stored of them.

    held: whose receipt was shown; without it they are known again, or asked.
    """
    network.spend(request, activity.dialogue.slug, "vote")
    held = held or known_again(request, activity, Doing.VOTE)
    if reference not in {each.item for each in given_by(activity, held.pseudonym)}:
        raise WrongMoment("not_supported", reference=reference)
    supports = catalogue.methods()[activity.method].supports
    if supports is not None:
        supports(activity, reference, clock.today())
    _cast(request, activity, reference, held, WITHDRAWN)
    messages.success(request, _("Your support for %(reference)s is taken back.") % {"reference": reference})


def mine(entrance: Entrance, *, reference: str = "") -> Mine:
    """What the reader supports, to be put on a page that is otherwise the same for everybody: see ground/pages.py.

    reference: of this alone, where the page is about one thing. Nothing is asked for whoever has not been here.
    """
    activity, language = entrance.activity, get_language() or "sv"
    proof = entrance.demands.of(Doing.VOTE)

    def make(request: HttpRequest) -> str:
        known = recognised(request, activity, proof) if entrance.is_open else None
        given = given_by(activity, known) if known else []
        given = [each for each in given if reference in ("", each.item)]
        if not given:
            return ""
        with translation.override(language):
            about = catalogue.methods()[activity.method].voted_on(activity, given)
            context = {"about": about, "activity": activity, "is_one": bool(reference), "token": tokens.token(request)}
            return render_to_string("ballots/_supported.html", context)

    return make


def _cast(request: HttpRequest, activity: Activity, reference: str, held: Held, choice: int) -> Ballot:
    return cast(
        activity,
        actor=request.actor,
        submission=_submission(request),
        held=held,
        values={CHOICE: choice},
        item=reference,
        language=get_language() or "sv",
    )


def _submission(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid.uuid4()  # a form without its key: received, and not known again
