"""What a Pabulib file is refused with, said alike by the pages and by `gehor budget`. See calc/budget/pabulib.py.

On what row it is, is said before the sentence.
"""

from django.utils.translation import gettext_lazy as _

NOT_PABULIB = {
    "pb_empty": _("The file is empty."),
    "pb_not_utf8": _("The file is not text in UTF-8, as Pabulib files are. Save it again in that encoding."),
    "pb_wrong_separator": _("The cells are not separated by semicolons, as in Pabulib files."),
    "pb_no_section": _("This is no Pabulib file: the part {word} is not there."),
    "pb_no_budget": _("The file does not say how large the budget is."),
    "pb_unreadable_number": _(
        "“{word}” under {column} is not a number that can be used. It is 0 or more, with at most six decimals."
    ),
    "pb_unreadable_cost": _("“{word}” is not a cost that can be used. It is more than 0, with at most six decimals."),
    "pb_unknown_vote_type": _(
        "The file’s kind of ballots, “{word}”, is not known. It is approval, choose-1, ordinal, cumulative or scoring."
    ),
    "pb_no_column": _("The column {column} is not there."),
    "pb_too_many_cells": _("There are {cells} cells, and {columns} columns. Is a semicolon not in quotes?"),
    "pb_too_many_rows": _("At most {most} rows of a part are read, and there are more. Is this the right file?"),
    "pb_quote_left_open": _(
        "A quotation mark is opened here or further down and not closed, or a cell is longer than 131,072 characters."
    ),
    "pb_no_project_id": _("The project has no project_id."),
    "pb_project_twice": _("The project {word} is there already."),
    "pb_no_projects": _("There are no projects in the file."),
}
AT_A_ROW = (
    "pb_unreadable_cost",
    "pb_unreadable_number",
    "pb_unknown_vote_type",
    "pb_wrong_separator",
    "pb_no_column",
    "pb_too_many_cells",
    "pb_too_many_rows",
    "pb_quote_left_open",
    "pb_no_project_id",
    "pb_project_twice",
)

# Ballots that cannot be counted
BALLOT_FAULTS = {
    "pb_voter_twice": _("The voter {word} is there already."),
    "pb_unknown_project": _("{word} is not one of the file’s projects."),
    "pb_chosen_twice": _("A project stands twice on the ballot."),
    "pb_chosen_too_many": _("Only one may be chosen, and there are {count}."),
    "pb_unreadable_points": _("“{word}” is not a number of points that can be used."),
    "pb_points_do_not_fit": _("There are {points} points for {keys} projects."),
}
