"""Minority positions, named and counted."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.analysis.queries.voices import Voiced
from gehor.ground.documents import Link, Paragraph, Part, Strong, Table, Text, prose

from ..material import Material


def minorities(material: Material) -> tuple[Part, ...]:
    everyone = sorted((each for few in material.positions.values() for each in few), key=lambda each: each.number)
    if not everyone:
        return prose(_("No minority position has been named."))
    rows = tuple(
        (
            material.text(each.name),
            (Link(_("Finding %(n)d") % {"n": each.finding_number}, f"#finding-{each.finding_number}"),)
            if each.finding_number
            else _("All of them"),
            str(each.contributions),
            str(each.participants),
        )
        for each in everyone
    )
    heads = (_("Position"), _("Stands beside"), _("Contributions"), _("Participants"))
    return (
        Paragraph(_("What fewer thought counts too: here each position has a name and a number.")),
        Table(_("Minority positions"), heads, rows, numbers=(2, 3)),
        *(part for each in material.positions.get(None, ()) for part in position(material, each)),
    )


def position(material: Material, position: Voiced) -> tuple[Part, ...]:
    return (
        Paragraph((Strong(_("Minority position: %(name)s") % {"name": material.text(position.name)}),)),
        *material.prose(position.statement),
        Paragraph(_behind(material, position)),
    )


def _behind(material: Material, position: Voiced) -> Text:
    """How many, and which: so few that each can be named."""
    n = position.contributions
    pieces: list[str | Link | Strong] = [ngettext("%(n)d contribution", "%(n)d contributions", n) % {"n": n}]
    for at, reference in enumerate(position.references):
        thread = material.thread(reference)
        pieces += [": " if at == 0 else ", ", Link(reference, thread)]
    return tuple(pieces)
