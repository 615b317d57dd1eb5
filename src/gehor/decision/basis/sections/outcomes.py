"""What was counted, as a part of the decision basis: every table that a finding rests on, as it stood."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.analysis.counted.queries import Shown
from gehor.ground.documents import Heading, Link, Paragraph, Part, Said, Table, Text
from gehor.participation.ballots.results import ShownLine
from gehor.participation.ballots.speaking import Foreign

from ..material import Material


def outcomes(material: Material) -> tuple[Part, ...]:
    """Nothing where no finding rests on what was counted. A table that several rest on stands here once."""
    tables = {each.counted.sha256: each for each in reversed(material.tables)}
    if not tables:
        return ()
    return (
        Heading(_("What was counted"), 2, anchor="outcomes"),
        *(part for each in reversed(tables.values()) for part in _table(material, each)),
    )


def _table(material: Material, each: Shown) -> tuple[Part, ...]:
    title = f"{material.text(each.counted.activity.title)}: {each.table.title}"
    address = material.address("participation:outcome", each.counted.activity.number)
    count = ngettext("%(n)d person answered", "%(n)d people answered", each.people) % {"n": each.people}
    carried = [other for other in material.tables if other.counted.sha256 == each.counted.sha256]
    rests = [part for other in carried for part in (" ", _rests(other))]
    told = Paragraph((Link(count, address), ".", *rests))
    rows = tuple((_label(line), *(cell.whole for cell in line.cells)) for line in each.table.lines)
    if not rows:
        return (told,)
    heads = (_("What"), *map(str, each.table.columns))
    return (told, Table(title, heads, rows, numbers=tuple(range(1, len(heads)))))


def _label(line: ShownLine) -> Text:
    return (Said(str(line.label), line.label.language),) if isinstance(line.label, Foreign) else str(line.label)


def _rests(each: Shown) -> str:
    number = each.counted.finding.number
    line = next((str(line.label) for line in each.table.lines if each.line and line.key == each.line), "")
    if line:
        return _("Finding %(number)d rests on “%(line)s”.") % {"number": number, "line": line}
    return _("Finding %(number)d rests on the whole table.") % {"number": number}
