"""What the method is called, what its questions are called while they are set up, and its sentences."""

from django.utils.translation import gettext_lazy as _

from gehor.process.asking import Kind

NAME = _("Survey")
SUMMARY = _("You ask, residents tick and write, and every answer is counted. Good when you know what you need to know.")

OWN_PAGE = _("Questions")

# Codes of columns, and of what stands below a table
COLUMNS = {
    "first": _("Placed first"),
    "placed": _("Gave it a place"),
    "mean_place": _("Mean place"),
    "answered": _("Have answered"),
    "declined": _("Do not wish to answer"),
    "left_out": _("Left it out"),
    "not_asked": _("Were not asked"),
}

# Kind → (what it is called, what it is good for)
KINDS = {
    Kind.ONE: (_("One choice"), _("One of several answers, such as how you travel.")),
    Kind.SEVERAL: (_("Several choices"), _("As many as fit. Each is counted by itself.")),
    Kind.SCALE: (_("Scale"), _("From bad to good, or from no to yes, in 2 to 11 steps.")),
    Kind.MATRIX: (_("Matrix"), _("The same scale for several things, one on each row.")),
    Kind.RANK: (_("Ranking"), _("Which is most important, which next.")),
    Kind.POINTS: (_("Points"), _("Points to give out among several things.")),
    Kind.NUMBER: (_("A number"), _("How many, how far, how long.")),
    Kind.SHORT: (_("Short text"), _("One line in one’s own words.")),
    Kind.LONG: (_("Long text"), _("Own words, as long as need be. A person reads them.")),
    Kind.DATE: (_("Date"), _("A day.")),
    Kind.PLACE: (_("Place"), _("Where it is: on a map, or in words.")),
    Kind.FILE: (_("File"), _("A picture or PDF. It is shown only when one of you has looked at it.")),
    Kind.SECTION: (_("Heading"), _("Begins a new part. On the web each part is a page of its own.")),
}

# Columns of a table of questions (sheets.py) → what they hold. {source}: the first language of the dialogue
SHEET = {
    "kind": _("How it is answered, as one of these words. Must be there."),
    "label_{source}": _("The question. Must be there; in other languages beside it, such as label_en."),
    "help_{source}": _("An explanation below the question."),
    "options_{source}": _(
        "What is chosen among, or names for the steps of a scale or a matrix: one for each, or for the two ends. "
        "With “ | ” between."
    ),
    "rows_{source}": _("The rows of a matrix, with “ | ” between."),
    "required, background": _("1 or yes: it must be answered; it is about the person."),
    "least, most": _("How many may be chosen, the ends of a scale, the points in all, or the limits of a number."),
    "key, when, among": _(
        "Asked only of some: give the earlier question a key, and write here that key and the keys of its answers, "
        "which stand in option_keys."
    ),
}

REFUSALS = {
    # wrong moment
    "survey_has_answers": _(
        "Somebody has answered. What they were asked does not change under them: plan another survey instead."
    ),
    "no_questions_yet": _("Nothing is asked yet. Write the questions first, then open."),
    "survey_is_closed": _("This survey has closed. Plan another one instead."),
    "no_such_draft": _(
        "There are no saved answers with that code here. They go when they are sent and when it closes."
    ),
    # wrong input
    "too_many_questions": _("At most {most} questions fit in a survey. Nobody answers that many."),
    "too_many_options": _("Row {row}: at most {most} answers to choose among, and {rows} rows of a matrix."),
    "question_stands_twice": _("Two questions have the key “{word}”."),
    "question_is_gone": _("That question is not here any more."),
    "condition_not_before": _(
        "“{word}” is asked only of those who answered another question in some way. That question must come before it, "
        "with that answer."
    ),
    "others_rest_on_it": _("“{word}” is asked only of those who answered this one in some way. Change that one first."),
    "others_rest_on_option": _(
        "“{word}” is asked only of those who chose an answer that you have taken away. Change that one first."
    ),
    "question_columns_unread": _(
        "Nothing here reads these columns: {names}. Put their names right or take them away. The columns are "
        "called: {known}."
    ),
    "not_a_survey": _(
        "There are no questions in that file. Choose one that was saved here, or is written as is said below the field."
    ),
    "question_unknown_kind": _(
        "Row {row}: “{word}” in the column kind is no way to answer. It is one of these: {kinds}."
    ),
    "question_not_whole": _("Row {row}: “{word}” in the column {column} is not a whole number."),
    "question_without_options": _(
        "Row {row}: the column {column} is empty. Write what is to be answered there, with “ | ” between."
    ),
    "question_languages_differ": _("Row {row}: in the column {column} there are not as many in every language."),
    "question_without_points": _("Row {row}: write in the column most how many points there are to give."),
    "question_steps_and_names": _(
        "Row {row}: the scale has {steps} steps and {names} names. Write a name for each step or for the two ends, or "
        "leave least and most empty: then each name is a step."
    ),
    "question_unreadable": _("Row {row} is not a whole question. Look at its kind, its answers and its numbers."),
    "question_without_words": _("Row {row}: question and answers need words in the first language, {language}."),
    "draft_too_long": _("That is too much to save. Send what you have, or write less."),
}
