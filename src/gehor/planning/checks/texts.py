"""Code → text for what a dialogue is checked against."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rules import Say, Verdict

# verdict → (what it is called, what it means)
VERDICTS: dict[str, tuple[Promise, Promise]] = {
    Verdict.MET: (
        pgettext_lazy("principle", "Met"),
        _("The dialogue does what the principle says, and it can be seen."),
    ),
    Verdict.NOT_MET: (
        pgettext_lazy("principle", "Not met"),
        _("The dialogue does not do what the principle says, or does it too late."),
    ),
    Verdict.NOT_YET: (
        pgettext_lazy("principle", "Not yet"),
        _("What the principle asks for comes later in the dialogue."),
    ),
}

# verdict → what so many principles are; None: nobody has judged them
COUNTED: dict[str | None, Promise] = {
    Verdict.MET: pgettext_lazy("principles", "Met"),
    Verdict.NOT_MET: pgettext_lazy("principles", "Not met"),
    Verdict.NOT_YET: pgettext_lazy("principles", "Not yet"),
    None: pgettext_lazy("principles", "Not judged"),
}

SAYS: dict[str, Promise] = {
    Say.YES: _("Yes"),
    Say.PARTLY: _("Partly"),
    Say.NO: _("No"),
    Say.UNKNOWN: _("Do not know"),
}

REFUSALS: dict[str, Promise] = {
    "no_principles_held": _("No principles held when this dialogue began, so there is nothing to judge it by."),
    "no_such_principle": _("There is no such principle in the set that this dialogue keeps."),
    "no_such_verdict": _("Choose met, not met or not yet."),
    "principle_judged_meanwhile": _(
        "Somebody else has judged this principle since you opened it. What they wrote is shown above, and yours is in "
        "the form. Save once more to add yours to it."
    ),
    "criterion_unanswered": _("Answer this too. If you do not know, say so."),
    "criterion_reworded": _(
        "This question has been put in other words since you opened it. Read it once more and see whether your answer "
        "still fits."
    ),
}
