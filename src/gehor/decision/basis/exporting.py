"""The decision basis as files: PDF, DOCX in the committee's own template where there is one, and its content."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gehor.ground.documents import Document, Heading, Letterhead, Paragraph, Part, docx, in_template, letterhead
from gehor.ground.organisations.models import Organisation

from .content import Basis, sections, titles
from .fields import PARTS
from .models import Frozen, WordTemplate


def as_docx(
    basis: Basis, organisation: Organisation, template: WordTemplate | None, frozen: Frozen | None = None
) -> bytes:
    house = letterhead(organisation)
    if template is None:
        return docx(marked(basis.document, frozen), house)
    return _in_template(basis, bytes(template.file), house, _lines(basis, frozen))


def starting_template(organisation: Organisation, language: str) -> bytes:
    """A template with every field, to be made one's own in Word."""
    with translation.override(language):
        parts: list[Part] = [Paragraph("{{ organisation }} · {{ body }} · {{ case_number }} · {{ decision_day }}")]
        for name, heading in titles().items():
            parts += [Heading(heading), Paragraph(f"{{{{ {name} }}}}")]
        parts.append(Paragraph("{{ address }} · {{ version }} · {{ frozen_day }}"))
        document = Document("{{ title }}", language, tuple(parts), kicker=_("Decision basis"), lead=("{{ question }}",))
        return docx(document, letterhead(organisation))


def _in_template(basis: Basis, template: bytes, house: Letterhead, lines: Mapping[str, str]) -> bytes:
    """A section leaves out its own heading, since the template has one; the whole basis keeps them."""
    parts = {**dict.fromkeys(PARTS, ()), **sections(basis.document), "basis": basis.document.parts}
    return in_template(template, lines=lines, parts=parts, language=basis.document.language, ink=house.ink)


def _lines(basis: Basis, frozen: Frozen | None) -> dict[str, str]:
    with translation.override(basis.document.language):
        return {
            **basis.about,
            "version": str(frozen.number) if frozen else _("draft"),
            "frozen_day": date_format(timezone.localdate(frozen.frozen_at)) if frozen else "",
        }


def marked(document: Document, frozen: Frozen | None = None) -> Document:
    """A DOCX says which version it is: it can be changed, and then it is not that version any more."""
    with translation.override(document.language):
        if frozen is None:
            said = _("Draft. It goes on changing until it is frozen.")
        else:
            day = date_format(timezone.localdate(frozen.frozen_at))
            said = _("Copy to work with of version %(number)d, frozen on %(day)s.") % {
                "number": frozen.number,
                "day": day,
            }
    return replace(document, lead=(*document.lead, said))
