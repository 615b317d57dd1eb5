"""Code → sentence, for answers, their ways to people, and what is refused."""

from django.utils.translation import gettext_lazy as _

from .rules import State

# way → (word, what it means)
WAYS = {
    "email": (_("E-mail"), _("A message with the answer and the address of their own page")),
    "sheet": (_("Answer sheet"), _("A printed sheet, handed over or posted")),
    "page": (_("Their own page"), _("Nothing leads to them; they find the answer with their receipt code")),
}

# state → (word, tone of its tag)
STATES = {
    State.WAITING: (_("Waiting"), ""),
    State.IN_HAND: (_("Being sent"), "now"),
    State.UNCERTAIN: (_("Uncertain whether it left"), "bad"),
    State.REFUSED: (_("Refused"), "bad"),
    State.ARRIVED: (_("Delivered"), "good"),
    State.LEFT_TO_PAGE: (_("Left to their own page"), "part"),
}

# why a message can never leave; the mail server's own number stands beside it
REFUSED = {
    "recipient": _("The mail server does not know the address."),
    "message": _("The mail server does not take the message."),
    "address": _("The address cannot be written on a message."),
    "gave_up": _("The mail server has put it off for days."),
}


def why_refused(refused: str) -> str:
    """What Sending.refused says, in words; nothing of nothing."""
    what, _space, code = refused.partition(" ")
    return f"{REFUSED[what]} ({code})" if code else str(REFUSED.get(what, ""))


REFUSALS = {
    "answered_already": _("A colleague has already answered anew. Nothing of yours is sent."),
    "changed_again": _("The decision has been changed once more meanwhile. Read the one that holds, and answer that."),
    "answer_changed": _(
        "A colleague has changed this answer while you were writing. Both texts stand below; nothing of yours is saved."
    ),
    "nothing_chosen": _("Choose at least one."),
    "too_many_at_once": _("Choose at most {most} at a time."),
    "not_of_this_release": _("One of those you chose belongs to another dialogue. Choose again."),
    "not_a_sheet": _("Only sheets are handed over. Choose again."),
    "not_an_email": _("This is not sent by e-mail."),
    "already_delivered": _("This has already been delivered. Nothing has been changed."),
    "already_started": _("Somebody has started on it already."),
    "already_planned": _("A receipt is on its way already."),
    "not_started": _("It has not been sent yet; it goes out by itself. Come back in some minutes."),
    "in_hand": _("It is being sent right now. Come back in five minutes."),
    "was_refused": _(
        "The mail server refused it, so it cannot have left. Send it again, or leave it to their own page."
    ),
    "not_left_to_page": _("This goes out by itself. Only what cannot reach anybody is left to their own page."),
    "no_sheets_left": _("There is no sheet to print."),
}

NEEDS = {
    "answer_owed": _("A changed decision waits for its answer"),
    "all_answered": _("Every decision has an answer"),
    "not_released": _("The answers are not released yet"),
    "released": _("The answers are released"),
    "all_delivered": _("Everyone who took part has been answered"),
}
