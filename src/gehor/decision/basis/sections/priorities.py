"""How those who took part prioritised at a series of meetings, as a part of the decision basis."""

from collections.abc import Callable
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.analysis.series import queries as series
from gehor.analysis.series.papers import rule_text
from gehor.analysis.series.queries import Ranked
from gehor.analysis.series.rules import FEWEST_BALLOTS
from gehor.analysis.series.texts import WAYS, percent
from gehor.ground.documents import Heading, Link, Note, Paragraph, Part, Table, Text
from gehor.ground.languages import LocalText

from ..material import Material


def priorities(material: Material) -> tuple[Part, ...]:
    """Nothing where nobody was asked to prioritise."""
    found = material.priorities
    if found is None:
        return ()
    address = material.address("series:series") + "#priorities"
    heading = Heading(_("What the participants put first"), 2, anchor="priorities")
    outcome = found.outcome
    if not outcome.weighed:
        few = _("Fewer than %(n)d ballots were handed in, so how they were filled in is not shown.")
        return (heading, Note(few % {"n": FEWEST_BALLOTS}))
    count = ngettext("%(n)d ballot", "%(n)d ballots", outcome.ballots) % {"n": outcome.ballots}
    day = date_format(series.held_on(found.prioritisation.activity))
    told: tuple[Text, ...] = (
        (
            _("At the meeting on %(day)s the findings were put before the participants as categories.") % {"day": day},
            " ",
            _("Handed in:"),
            " ",
            Link(count, address),
            ". ",
            rule_text(found.prioritisation),
        ),
        ", ".join(f"{WAYS[way]}: {n}" for way, n in outcome.by_way),
    )
    heads = (_("Category"), _("Place"), _("Ballots"), _("Share"), _("Limits"))
    caption = _("Ballots with a dot on the category, of %(n)d") % {"n": outcome.ballots}
    return (
        heading,
        *(Paragraph(each) for each in told if each),
        Table(
            caption,
            heads,
            tuple(map(partial(_row, address=address, text=material.text), found.ranked)),
            numbers=(1, 2, 3, 4),
            bars=tuple(each.weighed.share for each in found.ranked if each.weighed),
        ),
        Paragraph(
            _(
                "Those who came are not drawn by chance. Had they been, the share among everybody would lie within the "
                "limits, 95 times out of 100."
            )
        ),
    )


def _row(each: Ranked, *, address: str, text: Callable[[LocalText], str]) -> tuple[Text, ...]:
    """The category leads to the finding that it is, the number to where it is counted."""
    assert each.weighed is not None
    low, high = each.weighed.interval
    return (
        (Link(text(each.option.statement), f"#finding-{each.option.finding.number}"),),
        str(each.weighed.place),
        (Link(str(each.weighed.dots), address),),
        percent(each.weighed.share),
        f"{round(100 * low)}–{percent(high)}",
    )
