"""What the calculations say on the terminal and in a report's frame: code → sentence. See calc/errors.py."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.calc.errors import BadInput
from gehor.methods.budget.pabulib_texts import BALLOT_FAULTS, NOT_PABULIB

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUES = [SOURCE / "methods" / "budget" / "locale"]  # sentences that a page says too

BAD_INPUT = {
    # any file
    "no_such_file": _("There is no such file. Check the name, and the folder you stand in."),
    "file_is_not_readable": _("You may not read this file. Ask whoever owns it for the right to."),
    "file_is_a_folder": _("This is a folder, and a file is wanted."),
    "no_ordinary_file": _("This is no ordinary file. Save what it gives as a file first."),
    "machine_refuses": _("The file cannot be read or written. The machine says: {why}."),
    "too_large_for_memory": _("The memory is not enough for this. Run it on a machine that has more."),
    "disk_is_full": _("There is no room on the disk. Nothing was changed; make room, or write somewhere else."),
    "broken_off": _("Broken off. Nothing was written."),
    "cannot_write_there": _("Nothing can be written there. Choose a folder that exists and that you may write to."),
    "output_is_input": _("This is a file that is read. Give the output another name."),
    "two_outputs_in_one_file": _("Two outputs would be written to the same file. Give each a name of its own."),
    # a table or JSON, see calc/tables.py
    "table_empty": _("The file is empty."),
    "table_only_head": _("There is only a row of names. The rows under it are missing."),
    "table_not_text": _("This is no text file. Save the table as CSV (UTF-8) in the program that it comes from."),
    "table_other_separator": _("The columns are parted by another sign than comma, semicolon or tab. Save it as CSV."),
    "table_quote_left_open": _(
        "A quotation mark is opened here and never closed, or a cell is longer than 131,072 characters."
    ),
    "table_row_too_long": _(
        "This row has {cells} cells, but only {columns} columns have a name. Is a comma not quoted?"
    ),
    "table_too_many_rows": _("There are more than {most} rows, and this table is held whole. Is this the right file?"),
    "table_too_many_columns": _("There are {columns} columns; at most {most} are read. Is this the right file?"),
    "table_column_without_name": _("Column {place} has no name in the first row. Give it one, or take it away."),
    "table_column_twice": _("Two columns have this name. Rename one of them, or take it away."),
    "table_no_column": _("No column is called {wanted}. The file has: {columns}."),
    "table_not_a_number": _("“{word}” is not a number."),
    "table_number_too_small": _("“{word}” is less than {least}."),
    "table_not_whole": _("“{word}” is not a whole number."),
    "table_no_id": _("This row has no id."),
    "table_id_twice": _("“{word}” stands in row {first} already. Each id may stand once."),
    "not_json": _("This is not JSON as the standard has it."),
    # sample
    "not_jsonstat": _("This is not JSON-stat2. Choose that format where the figures are fetched."),
    "population_no_figures": _(
        "The last column must hold the figures, and at least one column before it what they are about."
    ),
    "population_several_years": _("There are figures for several years ({columns}). Fetch those of one."),
    "population_value_twice": _("“{word}” stands twice."),
    "population_no_name": _("This cell is empty, so nobody knows what the figure is about."),
    "population_has_holes": _(
        "Figures that are missing: {count}. The first is that of {words}. Fetch the whole table, with or without "
        "totals throughout."
    ),
    "population_several_figures": _("There are several measures ({columns}). Fetch the one that counts people."),
    "population_withheld": _("“{word}” means that the office gives no figure. Fetch coarser groups or larger areas."),
    "population_several_totals": _(
        "Several values stand for all people or for a larger area ({words}). Fetch one of them at most."
    ),
    "population_total_differs": _(
        "The parts sum to {parts}, and the total says {total}. Fetch all parts, or leave the total out."
    ),
    "population_too_many_values": _("There are {count} values; at most {most} can be compared. Fetch coarser groups."),
    "population_negative": _("The figure of {words} is negative or without end."),
    "population_is_nobody": _("All figures of “{column}” are 0."),
    "population_no_variables": _("There is nothing to compare by: each variable has one value only."),
    "population_two_divisions": _(
        "The areas are of several divisions ({words}). Areas change with the division; take figures of one."
    ),
    "groups_unknown_variable": _("The figures have no variable “{word}”. They have: {known}."),
    "groups_unknown_value": _("The figures have no value “{word}” of “{variable}”."),
    "groups_value_twice": _("“{word}” is put into a group twice."),
    "groups_no_group": _("This value has no group. Write - to leave it out."),
    "people_no_variable": _(
        "No column is called as a variable of the population figures. They have: {known}. This file has: {columns}."
    ),
    "people_unknown_value": _(
        "“{word}” is not a value of the population figures. They have: {known}. If people were asked in other groups, "
        "write a file of groups (--groups)."
    ),
    "people_other_division": _(
        "“{word}” is of another division of areas than the population figures, which have {division}. Areas change "
        "with the division; take both of one."
    ),
    "people_no_answers": _("Nobody has answered this question."),
    "people_too_many_answers": _(
        "There are more than {most} different answers. Only choices can be weighed, not free text."
    ),
    "sample_limits": _("--least {least} and --most {most}: the least is below 1, the most above."),
    "sample_no_such_variable": _("“{word}” is not known of the people. Known are: {known}."),
    "sample_not_a_pair": _("“{word}”: write two variables with a colon between, as in age:area."),
    # lottery
    "lottery_no_quotas": _("There are no quotas."),
    "lottery_quota_twice": _("{feature} = {value} has two quotas."),
    "lottery_quota_negative": _("The quota of {feature} = {value} is negative."),
    "lottery_quota_large": _("The quota of {feature} = {value} is above {most}, more than any panel has."),
    "lottery_quota_crossed": _("The quota of {feature} = {value} has a minimum of {low}, above its maximum of {high}."),
    "lottery_flex_crossed": _(
        "{feature} = {value} may give way to {flex}, which is stricter than its bound of {bound}."
    ),
    "lottery_unknown_value": _("“{word}” has no quota. Values with a quota: {known}."),
    "lottery_empty_value": _("The cell is empty. Values with a quota: {known}."),
    "lottery_unknown_person": _("Nobody among those who can be drawn has the id “{word}”."),
    "lottery_unknown_algorithm": _("“{word}” is not an algorithm."),
    "lottery_seats": _("{seats} seats cannot be filled from {people} people, of whom {selected} are selected already."),
    "lottery_seats_of_nobody": _("{seats} seats cannot be filled from {people} people."),
    "lottery_seats_needed": _("The quotas allow panels of several sizes, or of none. Say how many seats (--seats)."),
    "lottery_selected_live_together": _("Two of those who are selected already have the same address."),
    "lottery_selected_over": _(
        "{selected} people with {feature} = {value} are selected already, above the maximum of {high}."
    ),
    "lottery_too_few_people": _(
        "No panel of {seats} can be made at all: there are {people} people at different addresses."
    ),
    "lottery_infeasible": _(
        "No panel meets all quotas. These clash: {clash}. The smallest loosening that helps: {loosening}."
    ),
    "lottery_infeasible_whole": _(
        "No panel meets all quotas, though each few of them could be met. "
        "The smallest loosening that helps: {loosening}."
    ),
    "lottery_panels_not_found": _("Panels may exist, but none was found. Loosen a quota by one."),
    "lottery_solver_gave_up": _("The solver gave up ({status})."),
    "lottery_no_figure": _("The public figure is empty."),
    "lottery_too_many_people": _("There are more than {most} people. Leave out those who cannot be drawn."),
    "lottery_too_many_quotas": _("There are more than {most} quotas. Is this the file of quotas?"),
    "lottery_not_drawn": _(
        "Nobody is drawn before the public figure is known, so there are no files of the panel and no reserves yet. "
        "Give the figure with --figure, or leave out --panel, --remaining, --reserves and --reserve-list."
    ),
    "lottery_no_reserves": _("A list of reserves needs their number: add --reserves 10, or leave out --reserve-list."),
    "lottery_selected_and_gone": _("“{word}” is selected already and cannot be gone too."),
    # opinion
    "opinion_no_file_of_votes": _("There is no file of votes in this folder. It should hold one of {wanted}."),
    "opinion_no_votes": _("There is not a single vote in it."),
    "opinion_not_a_vote": _(
        "“{word}” is no vote. A vote is 1 (agree), -1 (disagree) or 0 (pass). What was not seen is no row, or an empty "
        "cell of a matrix."
    ),
    "opinion_statement_twice": _("The statement “{word}” stands here for the second time. Each may stand once."),
    "opinion_moderated": _(
        "“{word}” is not known. A statement is 1 (accepted), 0 (nobody has looked) or -1 (rejected)."
    ),
    "opinion_sign_turned": _(
        "The votes look turned about: as they stand they are {off} off the counts of comments.csv, and {turned} off "
        "when 1 disagrees. Is this from the database? Then say --sign database."
    ),
    # budget
    **NOT_PABULIB,
    **BALLOT_FAULTS,
    "budget_no_ballots": _("No ballot in the file can be counted."),
    "budget_no_areas": _("The rule by-area needs to know what each area has: write a file of areas (--areas)."),
    "budget_unknown_area": _(
        "The project {project} is in “{word}”, which has no sum in the file of areas. It has: {known}."
    ),
    "budget_no_such_group": _("The votes have no column “{word}”. They have: {known}."),
    # replay
    "not_a_record": _("This is no run record. It is the file that --record wrote, or that ends in .record.json."),
    "record_of_another_kind": _("The record was made by version {version}, whose records this version does not know."),
    "record_of_another_calculation": _("The record is of “{calculation}”, which this version does not know."),
    "record_is_broken": _("The record is not whole. Take the file as it was written, unchanged."),
    "record_does_not_fit": _(
        "The record holds files or settings that this version ({now}) does not know. Run it with version {version}."
    ),
    "file_has_changed": _(
        "The file is not the one that was read then: its SHA-256 begins with {now}, then with {then}. Find the file of "
        "that time, and say with --files where it lies."
    ),
}

PROGRESS = {
    "reading": _("reading"),
    "reckoning": _("reckoning"),
    "lottery_chances": _("finding the fairest chances"),
    "lottery_panels": _("making panels"),
    "lottery_exact": _("searching for panels that keep what averages promise"),
    "lottery_people": _("seating people"),
    "lottery_what_if": _("changing one quota at a time"),
    "writing": _("writing"),
}

# opinion

OPINION_PEOPLE = _("{people} people cast {votes} votes.")
OPINION_GROUPS = _("{groups} groups of opinion; people: {sizes}.")
OPINION_OTHERS = _("All others")
OPINION_EVERYBODY = _("Everybody")
OPINION_MAP = _("Map of people: who stands near each other has voted alike")
OPINION_COUNTS_DIFFER = _(
    "comments.csv counts other votes than there are on {count} statements; the votes themselves were counted."
)
OPINION_UNLISTED = _(
    "{count} statements that were voted on do not stand in comments.csv; they are called by their number."
)
OPINION_TRUST = {
    "firm": _("The groups are clear and come again when others are drawn."),
    "fair": _("The groups can be talked about, with what is said below."),
    "weak": _("Do not rely on the groups: look at what each statement says by itself."),
}
OPINION_REASONS = {
    "one_group": _("There are no groups: too few people voted on enough statements, or all voted alike."),
    "few_people": _("Fewer than 50 people are in the groups; one more could change them."),
    "no_gap": _("There is no gap between the groups: they are parts of one crowd."),
    "groups_unsteady": _("When people are drawn anew, at least one of the groups falls apart."),
    "blurred": _("The groups run into each other; whoever stands between two could be in either."),
    "groups_shift": _("When people are drawn anew, many change group."),
    "number_unsteady": _("When people are drawn anew, there are mostly another number of groups."),
    "many_outside": _("More than a third voted on so few statements that they are in no group."),
    "little_seen": _("Most people have seen less than a tenth of the statements, so much is guessed from few votes."),
    "small_groups": _("Some groups are so small that they are not shown."),
}

# sample

SAMPLE_PEOPLE = _("{people} people took part.")
SAMPLE_STANDINGS = {
    "nobody": _("{variable}: nobody took part from {groups}."),
    "far_fewer": _("{variable}: far fewer took part than live here from {groups}."),
    "fewer": _("{variable}: fewer took part than live here from {groups}."),
}
SAMPLE_STANDING_TAGS = {
    "nobody": _("nobody"),
    "far_fewer": _("far fewer"),
    "fewer": _("fewer"),
    "alike": _("as many"),
    "more": _("more"),
}
SAMPLE_HIDDEN = _("{variable}: nothing is told of {groups}, since too few took part from at least one of them.")
SAMPLE_UNKNOWN = _("{variable}: not known of {share} of those who took part.")
SAMPLE_EFFECTIVE = _("Weighted, {people} people tell about as much as {effective} drawn at random would.")
SAMPLE_WEIGHT_ABOVE = _("more than {low}")
SAMPLE_NO_WEIGHTS = {
    "nobody": _(
        "There are no weights: nobody took part from {value} ({variable}), and no weight stands for them. Put the "
        "value together with another one (--groups), or do not weigh by {variable} (--weigh-by)."
    ),
    "no_balance": _(
        "There are no weights: the values that occur together leave no way to meet all shares at once, least of all "
        "those of {variable}. Weigh by fewer variables (--weigh-by) or by coarser groups (--groups)."
    ),
}

# lottery

SHARE = _("{number}%")
LOTTERY_QUOTA = _("{feature} = {value}: {low} to {high}")
LOTTERY_LOOSER = _("{feature} = {value}: {new_low} to {new_high} instead of {low} to {high}")
LOTTERY_LOOSER_BEYOND = _(
    "{feature} = {value}: {new_low} to {new_high} instead of {low} to {high}, further than it may give way"
)
LOTTERY_CHANCES = _(
    "{people} people, {seats} seats: the lowest chance is {lowest}, the highest {highest}. {panels} panels."
)
LOTTERY_NONE = _("{count} people are on no panel: the quotas leave no room for them.")
LOTTERY_PROVED = {
    "leximin": _("Proved to {gap}: no lottery gives those with the lowest chances higher ones."),
    "maximin": _("Proved to {gap}: no lottery gives the person with the lowest chance a higher one."),
    "nash": _("Proved to {gap}: no lottery has a greater product of chances."),
}
_LOTTERY_NEAR = _(
    "Not proved to be the best: a fairer lottery may give somebody {gap} percentage points more, at most."
    " Let it search longer with --time-limit."
)
LOTTERY_NEAR = {
    "leximin": _LOTTERY_NEAR,
    "maximin": _LOTTERY_NEAR,
    "nash": _(
        "Not proved to be the best: at most {gap} percent of the best geometric mean is lacking."
        " Let it search longer with --time-limit."
    ),
}
LOTTERY_CHANGED = {
    "min": _("If the minimum of {feature} = {value} were {would}, the lowest chance would be {chance}."),
    "max": _("If the maximum of {feature} = {value} were {would}, the lowest chance would be {chance}."),
    "household": _("If several people per address could be drawn, the lowest chance would be {chance}."),
}
LOTTERY_CHANGES = {
    "min": _("{feature} = {value}: minimum {would} instead of {was}"),
    "max": _("{feature} = {value}: maximum {would} instead of {was}"),
    "household": _("Several people per address"),
}
LOTTERY_NO_PANEL = _("no panel")
LOTTERY_HASH = _("SHA-256 of the certificate, to be published before the draw: {hash}")
LOTTERY_DRAWN = _("Drawn: {ids}")
LOTTERY_RESERVES = _("Reserves, in this order: {ids}")
LOTTERY_NEXT = _("Nobody is drawn yet: run it again with --figure when the public figure is known.")

# budget

BUDGET_FUNDED = _("{funded} of {projects} projects are funded, for {cost} of {cap}.")
BUDGET_LEFT_OUT = _("Ballots that could not be counted: {count}. The first, row {row}: {why}")
BUDGET_UNSAID = _("not said")
BUDGET_GROUPS = {
    "district": _("District"),
    "neighborhood": _("Neighbourhood"),
    "area": _("Area"),
    "sex": _("Sex"),
    "age": _("Age"),
    "voting_method": _("How they voted"),
}
BUDGET_RULES = {
    "greedy": _("Most votes first"),
    "equal-shares": _("Equal shares"),
    "phragmen": _("Phragmén"),
    "by-area": _("Most votes first in each area"),
}
BUDGET_HOW = {
    "greedy": _(
        "The project with the most votes is taken first, then the next, as long as the money lasts; what does not fit "
        "is passed over. A group that is larger than the others can decide about all of the money."
    ),
    "equal-shares": _(
        "All who voted are given an equal share of the money. A project is taken when those who chose it can pay for "
        "it together, those first that cost each of them the least."
    ),
    "phragmen": _(
        "All who voted are given money at the same pace. As soon as those who chose a project have what it costs it is "
        "taken, and they begin from nothing again; what does not fit is passed over."
    ),
    "by-area": _(
        "Each area has a sum of its own. There the project with the most votes is taken first, then the next, as long "
        "as the money of the area lasts. What an area leaves over is not moved to another."
    ),
}
BUDGET_BALLOTS = {
    "points": _("The ballots give points or an order, and those are what is counted."),
    "approval": _("The ballots give points or an order; here all that a ballot names counts alike."),
}
BUDGET_COMPLETIONS = {
    "none": _("What is left over is left."),
    "add1": _("The shares are raised by one unit of the currency at a time, as long as the money lasts."),
    "add1u": _(
        "The shares are raised by one unit of the currency at a time, as long as the money lasts, and what is left "
        "then goes to the projects with the most votes."
    ),
    "greedy": _("What is left over goes to the projects with the most votes."),
}
BUDGET_REASONS = {
    "chosen": _("Chosen as number {turn}, when {left} was left."),
    "chosen_paid": _("Chosen as number {turn}: {voters} voters paid for it, {most} each at most."),
    "chosen_after": _("Chosen as number {turn}, with what was left over: {left}."),
    "no_room": _("When its turn came {left} was left; {lacked} was lacking."),
    "no_room_by_supporters": _("Its supporters had {had} left together; {lacked} was lacking."),
    "no_votes": _("Nobody chose it."),
}

OTHER_VERSION = _("The record was made by version {then}, and this is {now}.")
SAME = pgettext_lazy("a file made again", "the same, to the byte")
DIFFERS = pgettext_lazy("a file made again", "NOT the same")

_AT_ROW_AND_COLUMN = _("{file}, row {row}, column {column}:")
_AT_ROW = _("{file}, row {row}:")
_AT_COLUMN = _("{file}, column {column}:")


def place(wrong: BadInput) -> str:
    """Where it is: file, row and column, as far as they are known, with a space after."""
    if not wrong.file:
        return ""
    if wrong.row is None and not wrong.column:
        return f"{wrong.file}: "
    text = (
        _AT_ROW_AND_COLUMN if wrong.row is not None and wrong.column else _AT_ROW if wrong.column == "" else _AT_COLUMN
    )
    return str(text).format(file=wrong.file, row=wrong.row, column=wrong.column) + " "


def lottery_change(quota: Any, bound: str, would: int, chance: str) -> str:
    """What comes of a change, as a sentence. quota: with feature and value, or None."""
    return str(LOTTERY_CHANGED[bound]).format(**_of_quota(quota), would=would, chance=chance)


def lottery_change_named(quota: Any, bound: str, was: int, would: int) -> str:
    """A change, as the head of a row."""
    return str(LOTTERY_CHANGES[bound]).format(**_of_quota(quota), was=was, would=would)


def _of_quota(quota: Any) -> dict[str, str]:
    return {"feature": quota.feature, "value": quota.value} if quota else {}
