"""Code → sentence for what is found in a file on its way in, and words for the parts of a contribution."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Problem
from gehor.ground.reading import texts as tables
from gehor.ground.sentences import refusal_text

# The mapping is refused.
MAPPING = {
    "text_column_missing": _("Choose the column that holds what was said."),
    "column_missing": _("The file has no column “{column}”."),
    "column_used_twice": _("“{column}” is chosen twice. Each column can hold one thing."),
}

# A place in two columns, where it does not stand in one
IN_TWO = {
    "longitude": _("Longitude of a place, where the file has no column “places”; or its metres of SWEREF 99 TM"),
    "latitude": _("Latitude of the same place"),
}

# The file is of another method.
ELSEWHERE = {
    "file_belongs_there": _("“{name}” is a file of another kind: {what}. It is brought in to {there}."),
    "file_belongs_elsewhere": _(
        "“{name}” is a file of another kind: {what}. It is brought in to an activity of the kind “{method}”, and this "
        "dialogue has none."
    ),
    "file_lists_votes": _(
        "“{name}” lists votes as they are taken out here: it does not tell which of them are one person’s, so they "
        "cannot be counted again. Take the result out in another format, if its page has one, and bring that in."
    ),
}

# A row is not ready, or somebody should look at it.
ROWS = {
    "text_empty": _("There is a title but no text."),
    "text_too_long": _("The text has {length} characters; at most {limit} fit."),
    "title_too_long": _("The title has {length} characters; at most {limit} fit."),
    "reference_too_long": _("The reference has {length} characters; at most {limit} fit."),
    "unknown_channel": _("“{word}” is not a way in which contributions reach this activity."),
    "unknown_category": _("“{word}” is not one of the categories here."),
    "unknown_subject": _("“{word}” is not among what can be commented on here."),
    "unknown_language": _("“{word}” is not a language that we know."),
    "date_unreadable": _("“{word}” cannot be read as a day. Write it like 2026-04-03."),
    "date_ambiguous": _("“{word}” can mean two days. Write it like 2026-04-03."),
    "date_in_future": _("{date} has not come yet."),
    "email_wrong": _("“{word}” is not an e-mail address. It should look like name@example.se."),
    "characters_unreadable": _("Some letters have been lost. Save the file again as “CSV UTF-8”."),
    "error_value": _("The cell holds an error, {word}, instead of a value."),
    "starts_as_formula": _("The text begins with {sign}, as a formula does. It is kept as text."),
    "same_text": _("The same text stands in row {first}."),
    "same_reference": _("The same reference stands in row {first}."),
    "date_outside": _("{date} lies outside the days when the activity was held."),
    "categories_not_used": _("This activity has no categories, so the column is passed over."),
}

READING = tables.REFUSALS | MAPPING | ROWS | ELSEWHERE

ABOUT = _("What it is about")  # the name of the category's column, where contributions are about parts of something

# What a column may hold.
PARTS = {
    "text": _("What was said"),
    "title": _("Title"),
    "category": _("Category"),
    "channel": _("How it came"),
    "received": _("Day received"),
    "language": _("Language"),
    "reference": _("Your own number"),
    "email": _("E-mail address for the answer"),
}


def problem_text(problem: Problem) -> str:
    """What is wrong with a row, as a sentence."""
    return sentence(problem.code, problem.params)


def sentence(code: str, params: Any) -> str:
    if code not in READING:  # of a ballot: it is refused as on the web
        return refusal_text(WrongInput(code, **params))
    return str(READING[code]).format_map({name: _shown(value) for name, value in params.items()})


def _shown(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
