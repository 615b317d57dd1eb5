"""How the result of a vote is noted, in the language of the dialogue."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground.languages import said

from . import rules
from .models import Poll


def submission_of(poll: Poll) -> UUID:
    return uuid5(NAMESPACE_OID, f"gehor poll {poll.pk}")


def sentence(poll: Poll, tallied: Sequence[int]) -> str:
    """The question, and how many chose what. Of a few it is only told that they voted."""
    source = poll.activity.dialogue.source_language
    with translation.override(source):
        asked = _("Vote in the room: %(question)s") % {"question": said(poll.question, source, source)[0]}
        if not rules.may_be_told(tallied):
            return f"{asked}\n{_('So few voted that how they did so is not told.')}"
        votes = ngettext("%(n)d person voted.", "%(n)d people voted.", sum(tallied)) % {"n": sum(tallied)}
        lines = [f"{said(option, source, source)[0]}: {n}" for option, n in zip(poll.options, tallied, strict=True)]
        return "\n".join([asked, *lines, votes])
