"""The alternatives, the proposal, and how it meets each finding."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gehor.ground.documents import Heading, Link, Note, Paragraph, Part, Table, prose

from ..material import Material
from ..models import Alternative


def alternatives(material: Material) -> tuple[Part, ...]:
    if not material.alternatives:
        return prose(_("No alternatives have been described."))
    return tuple(part for each in material.alternatives for part in _alternative(material, each))


def _alternative(material: Material, alternative: Alternative) -> Iterable[Part]:
    yield Heading(
        f"{alternative.number}. {material.text(alternative.title)}", 2, anchor=f"alternative-{alternative.number}"
    )
    if alternative.is_proposed:
        yield Note(_("This alternative is proposed."))
    yield from material.prose(alternative.text)
    yield from material.under(_("Consequences"), alternative.consequences, level=3)


def proposal(material: Material) -> tuple[Part, ...]:
    text = material.prose(material.draft.proposal) or prose(_("No proposal has been written."))
    chosen = next((each for each in material.alternatives if each.is_proposed), None)
    if chosen:
        name = f"{chosen.number}. {material.text(chosen.title)}"
        text = (Paragraph((_("Proposed alternative:") + " ", Link(name, f"#alternative-{chosen.number}"))), *text)
    if not material.findings:
        return text
    rows = tuple(
        (
            (Link(f"{each.number}. {material.text(each.statement)}", f"#finding-{each.number}"),),
            material.text(each.met) if each.met else _("Not said."),
        )
        for each in material.findings
    )
    return (*text, Table(_("How the proposal meets each finding"), (_("Finding"), _("How it is met")), rows))
