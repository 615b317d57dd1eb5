"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

from .rules import Way

NAME = _("Priorities")
SUMMARY = _(
    "Residents say what matters most of some options: by rank, points, dots, approval or two at a time. "
    "Also of the categories of an earlier activity."
)
WAYS = {
    Way.RANK: (_("Rank"), _("What matters most first, then the next. Not everything needs a place. Up to ten or so.")),
    Way.POINTS: (_("Points"), _("Share points among the options. Shows how much more one matters than another.")),
    Way.DOTS: (_("Dots"), _("As at a meeting: a few dots, several on the same if one likes. Quick.")),
    Way.APPROVAL: (_("Approval"), _("Tick what matters, as many as one likes. The simplest, also of many options.")),
    Way.PAIRWISE: (_("Two at a time"), _("Which of the two? One question for every two. Of at most seven options.")),
}
# How it was counted, for whoever reads the result
HOW = {
    Way.RANK: _(
        "Points by Borda’s rule: on each ballot the first of {n} gets {first} points, the next one less, and so on. "
        "What was left without a place shares what is left equally. “Beats” says how many of the others each one beats "
        "when the two are compared on all ballots (Copeland’s rule; half a one where they stand equal)."
    ),
    Way.POINTS: _("The points of all are added up. “Gave it any” says how many gave it at least one."),
    Way.DOTS: _("The dots of all are added up. “Gave it any” says how many put at least one there."),
    Way.APPROVAL: _("Each tick counts one. A person may have ticked several."),
    Way.PAIRWISE: _(
        "“Beats” says how many of the others each one beats when more people chose it of the two (Copeland’s rule; "
        "half a one where they stand equal). Below stands the count itself."
    ),
}
COLUMNS = {
    "borda": _("Points"),
    "first": _("Put it first"),
    "wins": _("Beats"),
    "given": _("Gave it any"),
    "approved": _("Ticked it"),
    "preferred": _("Chosen of two"),
    "place": _("Place"),
    "the_one": _("The first"),
    "the_other": _("The second"),
}
EXCHANGES: dict[str, object] = {}
REFUSALS = {
    "too_few_to_choose": _(
        "There are fewer than two to choose among. Look at the set-up: the activity whose categories it takes may have "
        "changed."
    ),
    "too_many_pairs": _("Two at a time, at most {most} can be compared, and there are {count}."),
}
