"""Code → sentence: what is refused, why a page or a file could not be read, and why an answer is to be looked at."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "how_many_sheets": _("Print from 1 to {most} forms at a time."),
    "unknown_size": _("That size is not known."),
    "nothing_to_print": _("This activity has nothing to fill in by hand."),
    "not_a_percentage": _("Write a whole number from 0 to 100."),
    "not_typed_in_yet": _("The form has not been typed in a first time yet."),
    "typed_by_you": _("You typed this form in yourself. Somebody else has to type it the second time."),
    "typed_again_before": _("The form has been typed in a second time already."),
    "not_in_sample": _("This form is not among those that are typed in twice. Put it back in the pile."),
    "settled_before": _("Somebody has settled this already."),
    "third_look_by_another": _("You typed this form in. Somebody who has not has to look a third time."),
    "scanned_before": _("“{word}” has been scanned already: the very same file."),
    "scan_type_unknown": _("“{word}” is neither a PDF nor a picture (JPEG, PNG, TIFF). Save it as PDF and try again."),
    "scan_too_big": _("“{word}” is larger than {limit_mb} MB. Scan fewer pages into each file."),
    "why_invalid": _("Say why it cannot be counted."),
    "review_changed": _("Somebody else has reviewed this form already."),
}

# Why a form cannot be counted
WHY_INVALID = {
    "too_much": _("more is chosen than may be, or for more than the sum"),
    "unclear": _("it cannot be seen what is chosen"),
    "empty": _("nothing is chosen"),
    "not_entitled": _("whoever filled it in may not vote, or has not said that they may"),
}

# Why a page could not be read
TROUBLES = {
    "no_code": _("No code can be read on the page. Is it one of our forms? If it is, type it in by hand."),
    "leaf": _("This is the part to keep, or the one with the address. It is not read. Keep it apart from the answers."),
    "no_corners": _("The black corners cannot be found. Scan the whole page anew, or type it in by hand."),
    "unknown_code": _("No form of this activity has the code {word}."),
    "other_activity": _("The form {word} belongs to another activity. Scan it there."),
    "twice": _("The page has been scanned before: two pages have the code {word}. Was it copied, or scanned twice?"),
    "typed_before": _("The form {word} has been typed in already. Nothing more is counted."),
    "old_version": _("The form {word} was printed before the questions were changed. Type in by hand what still fits."),
    "no_such_page": _("The form {word} has no such page."),
    "unreadable": _("The file cannot be read. It may be damaged; scan it once more."),
    "locked": _("The file is locked by a password. Scan without one."),
    "too_many_pages": _("The file has more than 600 pages. Scan fewer into each file."),
    "picture_too_large": _("The picture is too large. Scan with 200 to 300 dots to the inch."),
    "failed": _("Something went wrong when the file was read. Take it away and scan once more."),
}

# Why somebody must look at an answer
LOOKS = {
    "unclear": _("A mark is unclear."),
    "taken_back": _("A whole box is filled: it may have been taken back."),
    "written": _("Here is handwriting. Type what it says."),
    "on_map": _("Look at the map: a cross on it cannot be read. Leave it empty if there is none."),
    "too_many": _("More than one box is marked."),
    "contradiction": _("The answers do not go together."),
}

SIZES = {
    "normal": _("Normal print, 12 points"),
    "large": _("Large print, 16 points, with large boxes"),
}
