"""Code → sentence: what is refused, what the columns of a result hold, and those of its ballots as data."""

from django.utils.translation import gettext_lazy as _

from .rules import Mistyped

# Why a sheet that was typed in is mended
MISTYPED = {
    Mistyped.MISREAD: _("I read it wrongly"),
    Mistyped.SLIPPED: _("I pressed the wrong key, or was in the wrong field"),
    Mistyped.LEFT_OUT: _("I left something out"),
}

REFUSALS = {
    "typed_the_same": _("That is what is typed in already. Close this page if it was right."),
    "mended_before": _("This does not count any more: another of the same person does. Mend that one instead."),
    # wrong moment
    "voted_before": _(
        "You have answered already, on {received_on}, and that answer counts. What you wrote now was not received."
    ),
    "outcome_hidden_open": _(
        "The answers are shown when it has closed, so that they move nobody who has not answered."
    ),
    "outcome_hidden_few": _(
        "Fewer than {fewest} people answered, so the answers are not shown: somebody could be known."
    ),
    "not_supported": _("{reference} has no support of yours here, so there is nothing to take back."),
    "not_shown_to_support": _("{reference} is not shown, so nobody can support it."),
    # wrong input
    "no_support_in_file": _(
        "No column says what is supported. Call it “supports”, with the references; the file has: {word}."
    ),
    "supports_nothing": _("The row does not say what is supported: write its reference."),
    "unknown_channel_of_support": _(
        "“{word}” is no way in. Write web, paper, phone, meeting, outreach or file, or leave it empty."
    ),
    "no_support": _("Support is given or taken back. Nothing else can be said by it."),
    "no_support_to_take_away": _(
        "Of those, {count} do not support {reference} now, so nothing was taken away. Look at what you have typed."
    ),
    "unknown_to_support": _("Nothing that is shown here has the reference “{word}”."),
    "rows_unreadable": _("“{word}” is no row. Write numbers such as 1-24, 27: from 1 up to 9999."),
    "too_many_rows_at_once": _("{count} rows are too many at once. Type in at most {most}, and then the next."),
    "list_unreadable": _("“{word}” is no mark of a list. Write letters and digits, at most 20."),
    "takes_no_ballots": _("Nothing is voted on in this activity."),
    "unknown_item": _("“{word}” is not something that is voted on here."),
    "nothing_answered": _("Nothing is filled in yet. Answer at least one question."),
    "no_question_column": _("No column of the file is called as the questions are. It has: {word}."),
    "answers_are_counted": _("Answers that are counted here are brought in on the page “Import a file”."),
    "unknown_sheet": _("“{word}” is not the code of a sheet. Look at it once more: it has ten signs."),
}

# What a figure is, where the method has no words of its own for it (COLUMNS in its texts.py)
FIGURES = {
    "count": _("Number"),
    "share": _("Share"),
    "sum": _("Sum"),
    "mean": _("Mean"),
    "median": _("Median"),
    "square": _("Width of a square, in metres"),
}

# What a place is made of, in a file
PLACE_PARTS = {"lon": _("Longitude"), "lat": _("Latitude"), "words": _("In words")}

# What each column of the ballots as data holds, beside one or several for each question
SUPPORT_FILE = _("Support, as a table (CSV): the reference of what is supported, and a number for each person")

DATA = {
    "row": _("A number without meaning: the rows are sorted by what stands in them"),
    "channel": _("How it reached us; empty where some way was used by fewer than five"),
    "item": _("What it is about"),
}

# What other columns a file of ballots may have
DATA_IN = {
    "person": _(
        "The file’s own mark for a person. Rows with the same mark are one person’s; without it each is another"
    ),
    "channel": _("How it came"),
    "received": _("Day received"),
    "language": _("Language"),
}
