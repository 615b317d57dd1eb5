"""What becomes of a form about an answer: somebody may have been there first, and nothing that was typed is lost."""

from collections.abc import Callable, Collection
from typing import Any

from gehor.ground.errors import WrongMoment
from gehor.ground.forms import Form, saved
from gehor.ground.sentences import refusal_text

CORRECTED_ALREADY = ("correction_waits", "corrections_enough")
SETTLED_ALREADY = ("settled_already", "answer_changed")
TAKEN = 303


def taken(form: Form, act: Callable[[], Any], *, too_late: Collection[str]) -> int:
    """The status of the page: TAKEN, 200 when nothing was sent, 422 or 409 when the form comes back as it was typed.

    too_late: codes of what can be said in the form; any other wrong moment has a page of its own.
    """
    try:
        if saved(form, act):
            return TAKEN
    except WrongMoment as refusal:
        if refusal.code not in too_late:
            raise
        form.add_error(None, refusal_text(refusal))
        return 409
    return 422 if form.errors else 200
