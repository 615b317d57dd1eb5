"""Code → sentence for what the calendar refuses, row by row and as a whole."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What a row would do
DOES: dict[str, Promise] = {
    "new": pgettext_lazy("meeting in a file", "New"),
    "moved": pgettext_lazy("meeting in a file", "Moved"),
    "changed": pgettext_lazy("meeting in a file", "Changed"),
    "same": pgettext_lazy("meeting in a file", "As before"),
}

REFUSALS: dict[str, Promise] = {
    # One meeting
    "matter_stands_there": _("A matter with this case number is on the agenda already."),
    "body_meets_that_day": _("The body has a meeting that day already. Change that one instead."),
    "documents_after_meeting": _("The last day for documents comes after the meeting. Put one of them right."),
    "year_out_of_reach": _("Choose a day between 1990 and 2100."),
    "meeting_imported_already": _("The same meeting has been brought in already."),
    "meeting_is_gone": _("Somebody else has removed this meeting."),
    # A whole file
    "not_a_calendar": _("The file cannot be read as a calendar or as a table. Choose an .ics or a .csv file."),
    "calendar_cut_off": _("The calendar is not whole: its end is missing. Fetch the file anew."),
    "no_meeting_in_file": _("There is no meeting in the file."),
    "too_many_meetings": _("There are too many meetings in the file: at most {most} at a time. Divide it."),
    "no_column_of_days": _(
        "No column holds the day of the meeting. The first row must name the columns, and one of them “Date”."
    ),
    "rows_no_longer_fit": _("The calendar has changed meanwhile, and row {row} does not fit it. Choose the file anew."),
    "body_is_gone": _("A body in the file is not there any more. Choose the file anew."),
    "preview_too_old": _("What you looked at has lain too long or was changed on the way. Choose the file anew."),
    # One row or event
    "matter_half": _("“{word}” is half a matter. Write both its case number and its title."),
    "day_missing": _("The day is missing."),
    "day_unreadable": _("“{word}” cannot be read as a day. Write it as 2026-06-10."),
    "day_ambiguous": _("“{word}” may be two different days. Write it as 2026-06-10."),
    "time_unreadable": _("“{word}” cannot be read as a time. Write it as 18:00."),
    "event_without_day": _("The event “{word}” has no day that can be read."),
    "meeting_repeats": _(
        "“{word}” is an event that repeats itself. Save each occasion as an event of its own, and fetch the file anew."
    ),
    "row_without_body": _("It does not say whose meeting it is. Choose a body for the whole file, or add it."),
    "unknown_body": _("“{word}” names none of your political bodies. Choose a body for the whole file, or add it."),
    "meeting_twice_in_file": _("The same meeting stands in number {first} of the file already."),
    "day_taken_by_another": _("The meeting is moved to a day on which the body has another meeting already."),
}
