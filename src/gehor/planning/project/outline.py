"""The whole project plan: its parts in the order in which they must be settled.

A part of the river (a RiverPart) has its own page elsewhere; every other part is made from what stands in parts/: its
form, its page, its print. The order follows one rule: purpose and goal come before target groups and methods.
"""

from django.utils.translation import gettext_lazy as _

from gehor.planning.texts import HEADINGS

from .fields import REPORTED, Field, Part, RiverPart
from .parts.framing import CONDITIONS, FRAMES, ROLE_HOLDERS, STEERING
from .parts.holding import ADJUSTMENTS, MESSAGES, MILESTONES, OCCASIONS
from .parts.keeping import ANALYSIS, DOCUMENTATION, EVALUATION, FEEDBACK, PERSONAL_DATA
from .parts.weighing import BUDGET, RISKS

__all__ = ["LISTS", "OUTLINE", "PARTS", "REPORTED", "Field", "Part", "RiverPart"]

# Every part in the order in which it must be settled.
OUTLINE: tuple[Part | RiverPart, ...] = (
    RiverPart("assess", HEADINGS["assess"], "planning:assess", ("go",)),
    ROLE_HOLDERS,
    RiverPart("purpose", HEADINGS["purpose"], "planning:purpose", ("question", "purpose", "goal")),
    RiverPart("influence", HEADINGS["influence"], "planning:influence", ("influence", "level")),
    FRAMES,
    RiverPart("decision_maker", HEADINGS["decision_maker"], "planning:decision_maker", ("decision_maker",)),
    STEERING,
    RiverPart("target_groups", _("Target groups"), "recruitment:target_groups", ("audience",)),
    CONDITIONS,
    RiverPart("activities", HEADINGS["activities"], "planning:activities", ("method",)),
    ADJUSTMENTS,
    OCCASIONS,
    MILESTONES,
    MESSAGES,
    DOCUMENTATION,
    ANALYSIS,
    RiverPart("answer_promise", HEADINGS["answer_promise"], "planning:answer_promise", ("answer_due",)),
    FEEDBACK,
    EVALUATION,
    PERSONAL_DATA,
    RISKS,
    BUDGET,
)
PARTS: dict[str, Part] = {part.key: part for part in OUTLINE if isinstance(part, Part)}
LISTS: tuple[Part, ...] = tuple(part for part in PARTS.values() if part.is_list)
