"""Code → sentence: channels, reasons for another wording, what is refused, and what must hold first."""

from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import CHANNELS

__all__ = ["CHANNELS", "COLUMNS", "MASK_REASONS", "NEEDS", "REFUSALS"]

from .intake import texts as intake

MASK_REASONS = {
    "personal_data": _("Something that points out a person has been taken away."),
    "protected_identity": _("Something that could put a person in danger has been taken away."),
    "corrected_by_author": _("Corrected at the author’s own request."),
    "typed_wrong": _("We typed it wrongly at first."),
    "amended": _("Somebody suggested this wording, and it was accepted."),
}

# What each column of an export holds.
COLUMNS = {
    "reference": _("The contribution’s public reference"),
    "received": _("When it was received, with time zone"),
    "channel": _("How it reached us: web, paper, meeting, phone, outreach or import"),
    "activity": _("The number of the activity in the dialogue"),
    "method": _("The way of taking part"),
    "language": _("The language that it is written in, as a code"),
    "title": _("Title, perhaps empty"),
    "text": _("The text as it is shown now"),
    "wording": _("The number of this wording: 1 is the text as it was received"),
    "masked": _("Why the text differs from what was received, as a code; else empty"),
    "thread": _("The address where it shows what became of the contribution"),
}

REFUSALS = {
    "nothing_to_preview": _("This way of taking part has no page of its own to look at."),
    # wrong moment
    "closed_meanwhile": _(
        "It closed just now, while you were writing. Your text is below: nothing of it was received."
    ),
    "not_begun": _("It opens {begins_on}. Come back then."),
    "over": _("The last day was {ends_on}. It is no longer possible to send anything here."),
    "opened_before": _("This activity is open already."),
    "closed_for_good": _("This activity has been closed and does not open again. Plan a new activity instead."),
    "over_before_opened": _("The last day of this activity, {ends_on}, has passed. Plan a new activity instead."),
    "not_open": _("This activity is not open."),
    "imported_before": _("This file has been brought in already. Undo that import first if it should be done again."),
    "import_failed": _("Something went wrong on our side, more than once. Those who run Gehör find it in the log."),
    "too_late_for_files": _("Participation has closed meanwhile, or the findings have been signed off."),
    "upload_is_gone": _("The file was no longer kept here. It lay for more than a day before its turn came."),
    "file_read_otherwise": _("The activity has been changed meanwhile, so that the columns no longer fit."),
    "undone_before": _("This import has been undone already."),
    "already_used": _("Somebody has begun to read what this file brought in. So the import can no longer be undone."),
    # wrong input
    "unknown_language": _("“{word}” is not a language that we know."),
    "unknown_category": _("“{word}” is not one of the categories here."),
    "unknown_channel": _("“{word}” is not a way in which contributions reach this activity."),
    "unknown_mask_reason": _("Choose why the text is shown in another wording."),
    "nothing_changed": _("The wording is the same as before. Change something first."),
    "received_in_future": _("A contribution cannot have been received later than now."),
    "received_outside": _("The activity was held from {first} to {last}. Choose a day within that time."),
    "no_rows_to_import": _("No row of the file is ready to be brought in."),
    "no_addresses_from_earlier": _(
        "Nobody who took part then has asked for an answer here, so addresses are not brought in. "
        "Leave that column out."
    ),
    "submission_used_elsewhere": _("This form has been sent before, in another place. Open the page again."),
}

# What came along with a contribution. See attachments.py.
REFUSALS |= {
    "attachment_empty": _("The file “{name}” is empty. Choose another."),
    "attachment_too_big": _("The file “{name}” is too large. At most {limit_mb} MB can be sent along."),
    "attachment_is_heic": _("“{name}” is a picture in the iPhone’s own format. Send it as JPEG instead."),
    "attachment_is_document": _("“{name}” is a document. Save it as PDF and choose that file."),
    "attachment_type_unknown": _("“{name}” is neither a picture (JPEG, PNG, WebP or GIF) nor a PDF."),
    "picture_too_large": _("The picture “{name}” is too large. At most {limit_megapixels} million pixels can be sent."),
    "picture_broken": _("The picture “{name}” cannot be opened. Save it anew and try again."),
    "pdf_runs_code": _("The PDF “{name}” holds a program. Print it to a new PDF and choose that file."),
    "pdf_holds_files": _("The PDF “{name}” holds other files. Send them one by one."),
    "pdf_locked": _("The PDF “{name}” is locked with a password. Save it without one."),
    "pdf_broken": _("The PDF “{name}” cannot be read. Print it to a new PDF and choose that file."),
}

# What staff bring in. See intake/.
REFUSALS |= {
    **intake.MAPPING,
    **intake.ELSEWHERE,
    "not_typed_by_you": _("Somebody else typed this in. Ask that person to mend it, or a registrar to mask it."),
    "unknown_part_of_contribution": _("“{word}” is not a part of a contribution. The parts are: {parts}."),
}

# answers to questions, see process/asking.py
REFUSALS |= {
    "answer_missing": _("Answer this question."),
    "row_missing": _("Answer on every row."),
    "condition_not_met": _(
        "This is only asked of those who have answered an earlier question in a certain way. Change that answer, or "
        "take this one away."
    ),
    "cannot_decline": _("This question has to be answered."),
    "declined_and_answered": _(
        "Here it says both an answer and that you do not wish to answer. Take one of them away."
    ),
    "not_an_answer": _("What came is not an answer to this question."),
    "unknown_question": _("There is no question called “{word}” here."),
    "unknown_option": _("There is no choice called “{word}” here."),
    "chosen_twice": _("The same choice stands there more than once."),
    "too_few_chosen": _("Choose at least {least}. {given} are chosen now."),
    "too_many_chosen": _("Choose at most {most}. {given} are chosen now."),
    "over_cap": _(
        "What is chosen costs {cost} kronor together, and there are {cap} kronor. Take away choices for "
        "{over} kronor or more."
    ),
    "outside_scale": _("Choose a whole number from {least} to {most}."),
    "rank_shared": _("Two choices have the same place. Give each a place of its own."),
    "rank_gap": _("A place is left out. Give the places in order from 1: first 1, then 2, and so on."),
    "points_not_whole": _("Write whole numbers from 0."),
    "too_few_points": _("Give out at least {least}. {given} are given out now."),
    "too_many_points": _("There are {most} to give out. {given} are given out now."),
    "number_unreadable": _("Write a number, such as 12 or 2.5."),
    "number_too_small": _("Write a number that is at least {least}."),
    "number_too_large": _("Write a number that is at most {most}."),
    "not_a_date": _("Write a day as year, month and day, such as 2026-03-09."),
    "place_half": _("A place has two numbers: longitude and latitude. One of them is missing."),
    "place_unreadable": _("Longitude and latitude are numbers in degrees, such as 17.6389 and 59.8586."),
    "place_swapped": _("Longitude {lon} and latitude {lat}: the two look swapped. In Sweden longitude is 10 to 24."),
    "place_in_metres": _(
        "{lon} and {lat} look like metres, as in SWEREF 99 or RT 90. Give longitude and latitude in degrees (WGS 84)."
    ),
    "place_outside": _("Longitude {lon} and latitude {lat} lie outside Sweden."),
    "cell_not_ticked": _("It says “{word}”. Write 1 for what is chosen and 0 for what is not."),
}

NEEDS = {
    "heard": _("Participation has been opened, or the dialogue was held earlier"),
    "opened": _("Participation has been opened"),
    "open": _("Participation is open"),
    "takes_files": _("Participation is open, or the dialogue was held earlier and its findings are not signed off"),
    "closed": _("Participation has been closed"),
    "somebody": _("Somebody has been heard"),
}
