"""Code → sentence, for programmes and the applications to them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rules import Outcome, State, Verdict

NEEDS: dict[str, Promise] = {
    "call_published": _("The call is published"),
    "application_in_time": _("The last day to apply has not passed"),
    "application_writable": _("The application is not submitted yet, or is being corrected"),
    "application_not_reopened": _("The application is not being corrected already"),
    "application_over": _("The application is declined or withdrawn, or its time has passed"),
    "application_submitted": _("The application is submitted"),
    "application_not_ruled_on": _("The application is not settled yet"),
    "application_not_gone": _("The application is neither declined nor withdrawn"),
    "application_admitted": _("The organisation has a place"),
    "application_decision": _("Which body has decided to take part, when, with § and case number"),
    "application_document": _("The decision itself, as a file"),
    "application_elected": _("Somebody elected in the steering group"),
    "application_leading": _("A leading official in the steering group"),
    "application_leader": _("A project leader"),
    "application_group": _("Somebody in the project group"),
    "application_topic": _("What you will work on at home"),
    "application_components": _("Which parts of the governance map you will develop"),
    "application_budget": _("Money or working hours of your own"),
    "application_commitments": _("What you commit yourselves to"),
    "application_invoice": _("Registration number, reference and address for invoices"),
    "application_read": _("As many have assessed the application as the call says"),
    "programme_room": _("There is room for one more in the programme"),
}
# need → the page of the application on which it is met
MET_ON: dict[str, str] = {
    "application_decision": "decision",
    "application_document": "decision",
    "application_elected": "people",
    "application_leading": "people",
    "application_leader": "people",
    "application_group": "people",
    "application_topic": "work",
    "application_components": "work",
    "application_budget": "work",
    "application_commitments": "work",
    "application_invoice": "invoice",
}
STATES: dict[State, tuple[Promise, str]] = {  # and the tone in which it is shown
    State.DRAFT: (pgettext_lazy("application", "Being written"), "plain"),
    State.SUBMITTED: (pgettext_lazy("application", "Submitted"), "part"),
    State.ADMITTED: (pgettext_lazy("application", "Admitted"), "good"),
    State.WAITING: (pgettext_lazy("application", "Waiting for a place"), "part"),
    State.DECLINED: (pgettext_lazy("application", "Declined"), "bad"),
    State.WITHDRAWN: (pgettext_lazy("application", "Withdrawn"), "plain"),
}
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.ADMITTED: _("Admit"),
    Outcome.WAITING: _("Put on the waiting list"),
    Outcome.DECLINED: _("Decline"),
}
VERDICTS: dict[Verdict, Promise] = {
    Verdict.ADMIT: _("Should be admitted"),
    Verdict.UNSURE: _("I am unsure"),
    Verdict.DECLINE: _("Should be declined"),
}
PARTS: dict[str, Promise] = {
    "steering": _("Steering group"),
    "leader": _("Project leader"),
    "group": _("Project group"),
    "process_owner": _("Process owner"),
    "communications": _("Communications owner"),
    "records": _("Registry and decision documents"),
    "analyst": _("Analysis and evaluation"),
    "manager": _("Manager of the service concerned"),
    "elected": _("Elected representatives"),
    "citizens": _("Residents or service users"),
}
STANDINGS: dict[str, Promise] = {
    "elected": _("Elected representative"),
    "leading": _("Leading official"),
    "official": _("Official"),
    "other": _("Somebody else"),
}
VAT: dict[str, Promise] = {
    "S": _("VAT is charged"),
    "E": _("Exempt from VAT"),
    "O": _("Outside the VAT system"),
}
REFUSALS: dict[str, Promise] = {
    "not_an_address_of_a_programme": _(
        "An address has small letters a–z, digits and hyphens, such as masterclass-2027."
    ),
    "programme_address_taken": _("Another programme has this address. Choose another."),
    "exempt_year_outside_programme": _("The programme goes on from {first} to {last}. Choose years among these."),
    "no_such_fee": _("Write a whole sum from 0 to {most} SEK."),
    "members_do_not_fit": _("The fewest members are at least 1, and the most are at least as many, up to {most}."),
    "readers_do_not_fit": _("From 0 to 10 readers assess an application."),
    "vat_does_not_fit": _("Where VAT is charged the rate is above 0 per cent; where it is not, the rate is 0."),
    "programme_ends_before_it_begins": _("The last day lies before the first day."),
    "programme_too_long": _("A programme goes on for at most {most} calendar years."),
    "first_meeting_outside_programme": _("The first meeting lies within the programme’s period."),
    "apply_after_first_meeting": _("The last day to apply lies after the first meeting."),
    "applied_already": _(
        "There is an application from {name} already, begun on {day}. Whoever began it has the link to it in a mail. "
        "Ask a colleague, or the host, so that you write in the same one."
    ),
    "no_such_link": _(
        "No application has this link. Copy the whole address from the mail; only the latest mail holds."
    ),
    "claimed_by_others": _("Another organisation has said that this application is its own."),
    "board_decided_in_the_future": _("That day has not come yet. Write the day on which it was decided."),
    "too_many_documents": _("At most {most} files fit. Take one away first."),
    "no_part_of_the_map": _("Choose among the parts of the map that are listed."),
    "budget_too_large": _("This is more than anybody has. Check the number of noughts."),
    "no_postcode": _("A postcode has five digits, such as 123 45."),
    "no_electronic_address": _(
        "Write it as 0007: and your registration number, or as 0088: and the thirteen digits of your GLN."
    ),
    "no_such_part_at_home": _("Choose a part and a standing from the lists."),
    "too_many_people_at_home": _("At most {most} people fit."),
    "person_stands_already": _("{name} stands there already."),
    "time_given_does_not_help": _("Choose a day from today, after the call’s last day and within the programme."),
    "no_reader": _("You are not asked to assess this application."),
    "too_many_readers": _("At most {most} readers from outside fit."),
    "reader_asked_already": _("Somebody with this address is asked already."),
    "reader_let_go": _("This reader was let go. Ask them anew."),
    "no_such_assessment": _("Choose what you think."),
    "no_such_ruling": _("Choose what becomes of the application."),
}
