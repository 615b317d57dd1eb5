"""What the method is called, and its sentences: rules, reasons and refusals."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gehor.calc.budget import Why

from .pabulib_texts import AT_A_ROW, BALLOT_FAULTS, NOT_PABULIB
from .rules import Rule

NAME = _("Participatory budget")
SUMMARY = _(
    "Residents choose among projects with a cost, and share a sum of money. How it is counted is settled before they "
    "vote."
)
OWN_PAGE = _("Projects")
COLUMNS = {"chose": _("Chose it")}
EXCHANGES = {"pabulib": _("Pabulib, a format for budgets that residents share (.pb)")}

# Rule → (what it is called, what it means for those who vote)
RULES = {
    Rule.VOTES: (
        _("The most votes first"),
        _(
            "The project with the most votes is taken first, then the next, as long as the money lasts. What does not "
            "fit "
            "is passed over. Simple. But a group that is larger than the others can decide about all of the money."
        ),
    ),
    Rule.SHARES: (
        _("Equal shares"),
        _(
            "All who vote are given an equal share of the money. A project is taken when those who chose it can pay "
            "for it "
            "together. So a group of a third of the voters decides about a third of the money. The shares are raised "
            "step "
            "by step as far as the money lasts, and what is left then goes to the projects with the most votes."
        ),
    ),
    Rule.PHRAGMEN: (
        _("In turn, at the same pace (Phragmén)"),
        _(
            "All who vote are given money at the same pace. As soon as those who chose a project have what it costs, "
            "it is "
            "taken, and they begin from nothing again. So whoever has just got something waits, and others have their "
            "turn. "
            "What does not fit is passed over."
        ),
    ),
}
TIES = _(
    "If two projects stand equal, the one with more votes goes first, then the cheaper one, then the one that stands "
    "first "
    "in the list."
)

REASONS = {
    Why.CHOSEN: _("Funded"),
    Why.CHOSEN_AFTER: _("Funded with what was left"),
    Why.NO_ROOM: _("Not funded"),
    Why.NO_VOTES: _("Nobody chose it"),
}

REFUSALS = {
    # wrong moment
    "budget_is_closed": _("It is closed, and its projects stand fast."),
    "budget_has_votes": _("Somebody has voted, and nothing that is chosen among changes after that."),
    "budget_has_no_projects": _("There is nothing to choose among yet. Write the projects first."),
    # wrong input
    "too_many_projects": _("There can be at most {most} projects."),
    "projects_file_no_cost": _(
        "No column of the file is called Cost. The first row says what the columns hold: Name, Cost, and if you like "
        "Place, "
        "Description and Area. It has: {word}."
    ),
    "more_rows_wrong": _("There are more wrong rows than can be listed here, {count} beside these."),
    "project_no_name": _("Row {row}: the project has no name."),
    "project_without_cost": _("Row {row}: “{word}” has no cost."),
    "project_cost_unreadable": _("Row {row}: “{word}” is not a cost in whole kronor."),
    "project_unknown_area": _("Row {row}: “{word}” is none of the areas: {areas}."),
    "project_twice": _("Row {row}: “{word}” is there already."),
    "project_too_dear": _("Row {row}: “{word}” costs more than the sum, {cap} kronor, and could never be funded."),
    **NOT_PABULIB,
    **{code: format_lazy("{row} {words}", row=_("Row {row}:"), words=NOT_PABULIB[code]) for code in AT_A_ROW},
    "pb_other_projects": _(
        "The file is about other projects: {word} is not one of those here. Ballots can be brought in where the "
        "projects "
        "have the same keys."
    ),
    **BALLOT_FAULTS,
    "pb_too_young": _("Aged {age}: those who vote here are {least} or older."),
    "pb_not_counted_unreadable": _(
        "How many handed in a ballot that is not counted cannot be read: “{word}”. They are left out."
    ),
    "pb_only_which": _(
        "The ballots have points or an order. Here it is counted which projects somebody chose, and nothing more."
    ),
    "pb_other_costs": _("The file has other costs or another sum. It is counted with those that are set up here."),
    "pb_other_currency": _("The file counts in {word}, not in kronor. The figures are taken as they stand."),
}
