"""Code → sentence, for what a participants' check says and refuses."""

from django.utils.translation import gettext_lazy as _

from .rules import Standing, Verdict

# What a participant chooses, one finding at a time; nothing chosen is "I leave it out".
VERDICTS = {
    Verdict.CONFIRM.value: _("Yes, this is what was said"),
    Verdict.CORRECT.value: _("No, something must be corrected"),
    "": _("I leave this one out"),
}
SAID = {
    Verdict.CONFIRM.value: _("You confirmed it"),
    Verdict.CORRECT.value: _("You asked for a correction"),
}

# What a finding may claim → (in a few words, in a sentence for everybody)
STANDINGS = {
    Standing.NOT_HELD.value: (
        _("Not checked by participants"),
        _("No participants’ check was held: those who took part have not said whether the finding is right."),
    ),
    Standing.NEW.value: (
        _("Written after the check"),
        _("This finding was written after the participants’ check. Those who took part have not checked it."),
    ),
    Standing.REWRITTEN.value: (
        _("Rewritten after the check"),
        _("This finding was reworded after the participants’ check. Those who took part have not checked these words."),
    ),
    Standing.CHECKED.value: (
        _("Checked by participants"),
        _("Those who took part could confirm or correct this wording."),
    ),
}

REFUSALS = {
    "last_day_not_fitting": _("Choose a last day from {earliest} to {latest}, so that people have time to answer."),
    "not_later": _("{last_day} is already promised. Choose a later day."),
    "check_promised_until": _(
        "The participants have been promised until {last_day}. The check can be closed the day after."
    ),
    "check_is_over": _("The check was open until {last_day}. What you say can no longer be received here."),
    "check_is_closed": _("The check is closed. Nothing has been changed."),
    "nothing_said_of_any_finding": _("Confirm or correct at least one finding."),
    "unknown_verdict": _("Choose one of the answers."),
    "unknown_code": _("We know no such receipt code. Look at it once more, or leave the field empty."),
    "code_of_another_dialogue": _("This receipt code belongs to another dialogue, or nothing was said by it."),
    "one_code_one_person": _("A receipt code speaks for one person. Leave the code empty when several raised a hand."),
    "people_not_countable": _("Write a number from 1 to {most}."),
    "objection_is_answered": _("What you said of finding {number} has been answered, so it can no longer be changed."),
    "nothing_to_answer": _("There is no objection here any more. The participant may have withdrawn it."),
    "answered_meanwhile": _("A colleague answered while you were writing. Nothing of yours has been saved yet."),
    "finding_was_checked": _(
        "Participants have been asked to check finding {number}, so it cannot be dropped. Reword it instead."
    ),
}
