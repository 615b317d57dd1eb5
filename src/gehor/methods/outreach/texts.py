"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

NAME = _("Talks where people are")
SUMMARY = _(
    "You go to people: in the street, in groups, by telephone. Good for reaching those who do not come by themselves."
)
COLUMNS = {
    "kind": _("What kind of talk it was, as a key"),
    "place": _("Where it was"),
    "group": _("The target group, by its number"),
}
CALLED = {"kind": _("Kind of talk"), "place": _("Place"), "group": _("Target group")}
KINDS = {
    "street": _("Talk in the street"),
    "focus_group": _("Focus group"),
    "key_person": _("Talk with a key person"),
    "phone": _("Telephone call"),
}
REFUSALS = {
    "unknown_kind": _(
        "“{word}” is not a kind of talk. There are talk in the street, focus group, talk with a key person and "
        "telephone call."
    ),
    "place_too_long": _("Shorten the place: at most {longest} characters fit."),
    "unknown_target_group": _("That target group is not in the plan."),
    "spoke_more_than_approached": _("More people cannot have spoken than you approached."),
    "too_many_places": _("Write at most {most} places."),
    "effort_on_another_day": _("Choose a day between {first} and {last}, and not later than today."),
}
