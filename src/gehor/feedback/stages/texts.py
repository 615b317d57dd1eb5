"""Code → sentence, for the stages of feedback, their ways to people, and what is refused."""

from django.utils.translation import gettext_lazy as _

from .rules import Stage, Way

# stage → (what it is called, what it is)
STAGES = {
    Stage.RECEIPT: (
        _("Receipt"),
        _("Everybody gets a receipt code at once, and can follow what becomes of what they said."),
    ),
    Stage.SUMMARY: (_("What we heard"), _("A summary of what was said, before anything is decided.")),
    Stage.DECISION: (_("The answers"), _("What was decided, why, and the answer to everybody who took part.")),
    Stage.FIRST_FOLLOW_UP: (_("First follow-up"), _("What has been done since the decision, and what has not.")),
    Stage.SECOND_FOLLOW_UP: (_("Second follow-up"), _("What has come of it, and what we learnt.")),
}

# What stands over a message or a poster of each stage
SUBJECTS = {
    Stage.SUMMARY: _("What we heard: %(title)s"),
    Stage.DECISION: _("Decided: %(title)s"),
    Stage.FIRST_FOLLOW_UP: _("What has happened since: %(title)s"),
    Stage.SECOND_FOLLOW_UP: _("What came of it: %(title)s"),
}

# What waits for whoever leads, when the day comes near
TO_WRITE = {
    Stage.SUMMARY: _("Tell people what you heard"),
    Stage.FIRST_FOLLOW_UP: _("Tell people what has happened since the decision"),
    Stage.SECOND_FOLLOW_UP: _("Tell people what came of it"),
}

# What a text message says when nobody has written one
SHORT = {
    Stage.SUMMARY: _("You took part in %(title)s. Here is what we heard:"),
    Stage.DECISION: _("You took part in %(title)s. It is decided, and here is your answer:"),
    Stage.FIRST_FOLLOW_UP: _("You took part in %(title)s. Here is what has happened since:"),
    Stage.SECOND_FOLLOW_UP: _("You took part in %(title)s. Here is what came of it:"),
}

# way → (word, what it means)
WAYS = {
    Way.EMAIL: (_("E-mail"), _("A message with the text and the address of their own page")),
    Way.SMS: (_("Text message"), _("A short message with the address of their own page")),
    Way.LETTER: (_("Letter"), _("Printed, with the address in the window of the envelope")),
    Way.LIST: (_("Meeting list"), _("No address: they are told where they were met")),
    Way.PAGE: (_("Their own page"), _("Nothing leads to them; they find it with their receipt code")),
}

REFUSALS = {
    "time_out_of_range": _("Write a number from 1 to {most}."),
    "second_before_first": _("The second follow-up must come after the first."),
    "promised_elsewhere": _("The day of the answer is promised in the plan, and a receipt comes at once."),
    "promised_in_the_past": _("The day has already passed. A promise is for a day to come."),
    "promise_is_late": _(
        "The promised day has passed. It cannot be promised anew: give this stage as soon as you can; "
        "until then the clock shows how late it is."
    ),
    "stage_released": _("This stage has been released. It cannot be changed, and is not released twice."),
    "stage_changed": _(
        "A colleague has changed this text while you were writing. Yours stands in the form, your colleague’s below it."
        " Put them together and save again."
    ),
    "stage_not_written": _("Nothing is written for this stage yet."),
    "not_a_written_stage": _("The receipt is not written by anybody: everybody gets it at once."),
    "released_elsewhere": _("The answers have a release of their own, with an answer to everybody."),
    "moment_has_passed": _("The moment has already passed. Choose a later one, or release now."),
    "moment_too_far": _("The moment is more than a year away. Look at the year once more."),
    "not_passed_on": _("Only letters and the meeting list are passed on by a person."),
    "no_letters": _("There is no letter to print in this language."),
    "nothing_troubled": _("There is nothing to look at: every message has left or waits for its turn."),
    "not_explained_away": _(
        "Only a summary that never came is explained. Answers and follow-ups are given, however late they are."
    ),
    "held_earlier_no_stages": _(
        "This dialogue was held before it came here, so nothing was promised to those who took part. "
        "What was decided stands under Decision, and what is done about it under Follow-up."
    ),
    "text_message_too_long": _("The text message takes {parts} parts; at most {most} are allowed. Shorten it."),
}

NEEDS = {
    "summary_owed": _("A promised summary has not been given"),
    "summary_given": _("What you heard has been told as promised, or it is explained in public why not"),
}
