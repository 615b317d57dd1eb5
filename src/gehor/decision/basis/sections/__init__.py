"""The sections of a decision basis, in their order: each is a function of the material, which gives its parts.

Their names are those of fields.py, so that a committee's template can take them one by one.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.ground.documents import Part

from ..material import Material
from .choice import alternatives, proposal
from .findings import findings
from .frame import frame, level, method
from .minorities import minorities
from .reach import limits, reach, set_aside


class Section(NamedTuple):
    name: str
    title: Promise
    written: Callable[[Material], tuple[Part, ...]]


SECTIONS = (
    Section("frame", _("The question and its frame"), frame),
    Section("level", _("Level of participation"), level),
    Section("method", _("How it was done"), method),
    Section("reach", _("Who took part, and who was meant"), reach),
    Section("findings", _("What was said"), findings),
    Section("minorities", _("Minority positions"), minorities),
    Section("set_aside", _("What was set aside, and why"), set_aside),
    Section("alternatives", _("Alternatives and their consequences"), alternatives),
    Section("proposal", _("The proposal, and how it meets each finding"), proposal),
    Section("limits", _("The limits of the material"), limits),
)
