"""Code → text for the project plan."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, Promise] = {
    "commissions": _("Commissions the dialogue"),
    "leads": _("Leads the project"),
    "steers": _("Sits in the steering group"),
    "carries_out": _("Carries it out"),
    "facilitates": _("Leads the talks"),
    "documents": _("Takes notes and documents"),
    "represents": _("Speaks for the organisation in the room"),
    "supports": _("Supports: communication, register, law, interpreting"),
    "receives": _("Receives the result"),
}
NEEDS_OF_PEOPLE: dict[str, Promise] = {
    "place": _("Getting there and getting in"),
    "hearing": _("Hearing"),
    "sight": _("Sight"),
    "understanding": _("Understanding: plain language, easy to read, time"),
    "languages": _("Languages and interpreting"),
    "digital": _("Taking part without the web, or only by the web"),
    "time": _("Time of day and several occasions"),
    "cost": _("Cost: travel, child care, lost income"),
    "children": _("Children and young people"),
    "safety": _("Daring to come and to speak"),
}
PHASES: dict[str, Promise] = {"before": _("Before"), "during": _("During"), "after": _("After")}
LIKELIHOOD: dict[int, Promise] = {
    1: _("1 – unlikely"),
    2: _("2 – possible"),
    3: _("3 – likely"),
    4: _("4 – very likely"),
}
CONSEQUENCE: dict[int, Promise] = {
    1: _("1 – small"),
    2: _("2 – noticeable"),
    3: _("3 – serious"),
    4: _("4 – very serious"),
}
POSTS: dict[str, Promise] = {
    "staff": _("Own staff"),
    "premises": _("Premises, food and equipment"),
    "interpreting": _("Interpreting and translation"),
    "compensation": _("Compensation to those who take part"),
    "communication": _("Invitations and communication"),
    "elected": _("Fees to the elected"),
    "bought": _("Services that are bought"),
    "other": _("Other"),
}

PLAN = _("The project plan")
PRINTED = _("The whole plan, to print")
COSTED = _("Actual hours and money")

WARNINGS: dict[str, Promise] = {
    "on_public_holiday": _("That day is a public holiday."),
    "on_holiday_eve": _("That day is the eve of a public holiday."),
    "in_holidays": _("Many people are away then: July, or Christmas and New Year."),
    "in_school_holiday": _("Most schools are closed then. Families may be away."),
    "other_day_than_planned": _("The way of taking part that it belongs to says another day."),
    "after_decision": _("That day is not before the decision. What is said there cannot be weighed."),
    "clashes": _("Another occasion of this dialogue is held at the same time."),
    "holder_left": _("This person does not work here any more. Name somebody else."),
    "body_dissolved": _("This body is dissolved. Name who takes over."),
}

REFUSALS: dict[str, Promise] = {
    "nobody_named": _("Choose somebody, or write who it is."),
    "unknown_choice": _("Choose one of the alternatives."),
    "number_out_of_range": _("Write a whole number from 0 to {most}."),
    "people_out_of_range": _("Write a whole number from 1 to {most}, or leave it empty."),
    "occasion_ends_before_it_begins": _("It ends before it begins. Put one of the times right."),
    "unknown_plan_part": _("The plan has no such part."),
    "plan_row_gone": _("Somebody else has removed this row from the plan. What you wrote stands below: add it anew."),
    "too_many_plan_rows": _("There are {most} rows already. Put some of them together."),
    "post_is_empty": _("Write hours, kronor or both."),
}
