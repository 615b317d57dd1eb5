"""Code → sentence, for a series of meetings."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gehor.ground.figures import Figure

from .rules import Next, Way

if TYPE_CHECKING:
    from .queries import Person

WAYS = {Way.PHONE.value: _("On a phone"), Way.PAPER.value: _("On paper")}

# What is next → (what is to be done, the button)
NEXT = {
    Next.INVITE: (_("Invite those who are to come to all the meetings."), _("Invite")),
    Next.HOLD_FIRST: (
        _("Hold the first meeting. Tick who is there, and take notes at the tables."),
        _("Tick who is there"),
    ),
    Next.CATEGORISE: (
        _("Put what was said into categories: read the notes, and write at least two findings."),
        _("Read the notes"),
    ),
    Next.OPEN: (_("Make a ballot of the categories for the next meeting."), _("Make the ballot")),
    Next.HAND_OUT: (_("Print the ballots and hand them out at the meeting."), _("Print ballots")),
    Next.COUNT: (
        _("Type in what came on paper. When all ballots are in, close the prioritisation."),
        _("Type in ballots"),
    ),
    Next.PLAN: (_("Draft an action plan: who does what, and when, category by category."), _("Draft the action plan")),
    Next.FEED_BACK: (
        _("Hold the feedback meeting with the sheet of findings, priorities and plan. Enter what is to be corrected."),
        _("Print the sheet"),
    ),
    Next.SIGN_OFF: (
        _("All meetings are held. Answer the objections, and sign the findings off for the decision."),
        _("Sign off the findings"),
    ),
    Next.DONE: (_("The findings are signed off and go to those who decide."), _("To the public page")),
}

# What each meeting makes of the one before
MAKES = (
    _("Everybody speaks freely. It makes proposals, which become categories."),
    _("The participants prioritise among the categories. It makes an order, which becomes an action plan."),
    _("The participants hear what came of it and correct what was misunderstood. It makes the basis for the decision."),
)

REFUSALS = {
    "no_ballot_made": _("There is no ballot yet. It is made of the categories, after the first meeting."),
    "no_series": _("A series takes at least two meetings. Add them to the plan first."),
    "invited_at_once": _("Write a number from 1 to {most}."),
    "one_address_one_person": _("An address belongs to one person. Write 1, or leave the address empty."),
    "has_come": _("Person {number} has been at a meeting, so the invitation stays."),
    "not_of_the_series": _("This person is not in the series."),
    "spoke_here": _("Something said at this meeting is noted for this person, so they stay at their table."),
    "table_is_full": _("Table {table} already has {most} people."),
    "not_the_first_meeting": _("Choose a meeting after the first: there is nothing to prioritise before it."),
    "prioritised_already": _(
        "The ballot is already made, and people may have it in their hands. It is not made again."
    ),
    "nothing_to_choose_between": _("Write at least two findings first. They become the categories on the ballot."),
    "dots_fewer": _("Choose from 1 to {most} dots: fewer than there are categories."),
    "so_many_ballots": _("Write a number from 1 to {most}."),
    "no_dots": _("Tick at least one category."),
    "too_many_dots": _("You ticked {given}. Take some away, so that at most {most} are left."),
    "no_such_category": _("One of the ticks is for a category that is not on the ballot."),
    "dots_on_one": _("Put at most one dot on each category."),
    "unknown_ballot": _("We know no such ballot code. Look at it once more."),
    "ballot_used": _("This ballot is already handed in. Each ballot counts once."),
    "prioritisation_closed": _("The prioritisation is closed. No more ballots can be handed in."),
    "prioritisation_open": _("Close the prioritisation first: the plan follows the order that comes out."),
    "no_ballots_yet": _("No ballot has come in yet, so there is nothing to count."),
    "plan_money": _("Write the amount in whole kronor, at most two thousand million."),
    "planned_meanwhile": _("A colleague changed this while you were writing. Nothing of yours has been saved yet."),
    "finding_was_prioritised": _("Finding {number} stands on the ballot, so it cannot be dropped. Reword it instead."),
}


def percent(share: float) -> str:
    return gettext("%(number)s%%") % {"number": Figure(round(100 * share))}


def person_name(person: "Person", titles: Mapping[int, str]) -> str:
    """What somebody is called on a list: a number, a name where it is kept, else where they sat first."""
    if person.number is not None:
        name = gettext("Person %(number)d") % {"number": person.number}
    else:
        activity, (table, seat) = next(iter(person.came.items()))
        name = gettext("%(meeting)s, table %(table)d, seat %(seat)d") % {
            "meeting": titles.get(activity, ""),
            "table": table,
            "seat": seat,
        }
    return f"{name}, {person.name}" if person.name else name
