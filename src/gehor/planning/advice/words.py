"""The facets by which methods are sorted, as codes. Their texts for people stand in texts.py."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a dialogue is for. A method may serve several purposes."""

    INFORM = "inform"
    GATHER = "gather"  # views, experiences, perspectives
    IDEAS = "ideas"
    PRIORITISE = "prioritise"
    CONFLICT = "conflict"  # meet over a question that divides
    COCREATE = "cocreate"  # work out a proposal or a service together
    DECIDE = "decide"
    EVALUATE = "evaluate"


class Recruitment(StrEnum):
    """How those who take part come to it."""

    OPEN = "open"  # whoever wants to
    INVITED = "invited"  # chosen and asked by the organiser
    RANDOM = "random"  # drawn by lot
    PANEL = "panel"  # have promised beforehand to be asked
    OUTREACH = "outreach"  # met where they already are
    EVERYONE = "everyone"  # a whole population: an electorate, a school year


class Group(StrEnum):
    """Groups that a method reaches better than others do."""

    CHILDREN = "children"
    YOUTH = "youth"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    LANGUAGES = "languages"  # people who speak other languages, or have newly come to Sweden
    MINORITIES = "minorities"
    RURAL = "rural"
    SELDOM_HEARD = "seldom_heard"


class Suits(StrEnum):
    """Whom it suits by their part in the question."""

    PUBLIC = "public"
    USERS = "users"
    STAKEHOLDERS = "stakeholders"
    EXPERTS = "experts"


class Mode(StrEnum):
    PHYSICAL = "physical"
    DIGITAL = "digital"
    BOTH = "both"


class Occasions(StrEnum):
    ONCE = "once"
    SERIES = "series"
    EITHER = "either"


class Duration(StrEnum):
    """How long one participant takes part."""

    UNDER_2_HOURS = "under_2_hours"
    HALF_DAY = "half_day"
    DAY = "day"
    DAYS = "days"
    WEEKS = "weeks"
    CONTINUOUS = "continuous"


class Preparation(StrEnum):
    """From the commission until the first participant takes part."""

    UNDER_1_MONTH = "under_1_month"
    UP_TO_3_MONTHS = "up_to_3_months"
    UP_TO_6_MONTHS = "up_to_6_months"
    OVER_6_MONTHS = "over_6_months"


class Cost(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Polarisation(StrEnum):
    """How far the question divides people; of a method: how much of that it can bear."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
