"""The fields of a committee's own template: `{{ body }}`, `{{ findings }}`. One list for page, check and filling."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Field:
    """is_part: it stands alone in a paragraph and becomes several paragraphs and tables."""

    name: str
    means: Promise
    is_part: bool = False


FIELDS = (
    Field("title", _("The title of the dialogue")),
    Field("organisation", _("Your organisation’s name")),
    Field("body", _("The body that decides")),
    Field("case_number", _("The case number")),
    Field("decision_day", _("The day of the meeting that decides")),
    Field("question", _("The question of the dialogue")),
    Field("address", _("Where everybody reads the decision basis on the web")),
    Field("version", _("The number of the frozen version; “draft” until it is frozen")),
    Field("frozen_day", _("The day when it was frozen; empty until then")),
    Field("basis", _("The whole decision basis, with its headings"), is_part=True),
    Field("frame", _("The question and its frame"), is_part=True),
    Field("level", _("The level of participation, and what it promised"), is_part=True),
    Field("method", _("How it was done"), is_part=True),
    Field("reach", _("Who took part, and who was meant"), is_part=True),
    Field("findings", _("What was said: every finding with its numbers and quotations"), is_part=True),
    Field("minorities", _("Minority positions, named and counted"), is_part=True),
    Field("set_aside", _("What was set aside, and why"), is_part=True),
    Field("alternatives", _("The alternatives and their consequences"), is_part=True),
    Field("proposal", _("The proposal, and how it meets each finding"), is_part=True),
    Field("limits", _("The limits of the material"), is_part=True),
)
LINES = tuple(field.name for field in FIELDS if not field.is_part)
PARTS = tuple(field.name for field in FIELDS if field.is_part)
