"""Code → text for the map: documents, roles, ladders, the scale of the self-assessment, and what is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Kind
from .rules import Boverket

# kind of document → (what it is called, what it settles)
KINDS: dict[str, tuple[Promise, Promise]] = {
    Kind.PRINCIPLES: (
        _("Principles and promises"),
        _("What holds in every dialogue, and what you promise those who take part."),
    ),
    Kind.ROLES: (
        _("Organisation and roles"),
        _("Who may initiate, who commissions, carries out, receives and decides, and with what support."),
    ),
}

# role → (what it is called, what it means)
ROLES: dict[str, tuple[Promise, Promise]] = {
    "initiates": (_("May initiate"), _("Who may propose that a dialogue is held.")),
    "commissions": (_("Commissions"), _("Who gives the task, and answers for the question.")),
    "carries_out": (_("Carries out"), _("Who plans and holds the dialogue.")),
    "receives": (_("Receives the result"), _("To whom the findings are handed over.")),
    "decides": (_("Decides"), _("Who takes the decision that the dialogue is to influence.")),
}
REST: dict[str, Promise] = {
    "steering_group": _("Steering group"),
    "support": _("Support"),
    "budget_line": _("Budget line"),
}

BOVERKET: dict[str, Promise] = {
    Boverket.INFORMATION: pgettext_lazy("Boverket", "Information"),
    Boverket.ANCHORING: pgettext_lazy("Boverket", "Anchoring"),
    Boverket.PARTICIPATION: pgettext_lazy("Boverket", "Participation"),
    Boverket.CODECISION: pgettext_lazy("Boverket", "Co-decision"),
}

# step of the self-assessment → (what it is called, what it means)
SCALE: dict[int, tuple[Promise, Promise]] = {
    1: (_("Not begun"), _("Nothing is settled, and it is up to each person.")),
    2: (_("Tried"), _("It happens in some dialogues, mostly thanks to individuals.")),
    3: (_("Settled"), _("It is written down and decided, but is not always done.")),
    4: (_("Habit"), _("It is done in every dialogue.")),
    5: (_("Learning"), _("It is done in every dialogue, followed up and made better.")),
}

# What is asked before every dialogue, whatever else an organisation asks: question → what it means.
ALWAYS_ASKED: dict[str, tuple[Promise, Promise]] = {
    "question_can_be_influenced": (
        _("Can the question be influenced?"),
        _("Is there something that is not decided yet, and that your organisation may decide?"),
    ),
    "deciders_can_be_influenced": (
        _("Can those who decide be influenced?"),
        _("Do they want to know, and will they weigh what they hear?"),
    ),
}

# kind of document → (what to do while it still holds, what it means that it holds no longer)
RUNNING_OUT: dict[str, tuple[Promise, Promise]] = {
    Kind.PRINCIPLES: (
        _("Begin a draft in good time, so that the body can adopt a new version before then."),
        _("A dialogue that begins now is not checked against any principles. Adopt a new version."),
    ),
    Kind.ROLES: (
        _("Begin a draft in good time, so that the body can adopt a new version before then."),
        _("It is no longer settled who does what. Adopt a new version."),
    ),
}

REFUSALS = {
    "no_such_document": _("There is no such document here."),
    "no_such_set": _("Choose one of the sets of principles."),
    "draft_exists": _("There is a draft already. Go on with it, or throw it away first."),
    "draft_gone": _("The draft is no longer there: it has been adopted or thrown away."),
    "draft_changed": _(
        "Somebody else has changed the draft since you opened it. What they wrote is shown above, and yours is in the "
        "form. Save once more to put yours in its place."
    ),
    "draft_empty": _(
        "The draft is empty. Write at least one principle, or who has one of the roles, before it is adopted."
    ),
    "instruction_without_principle": _("Write the principle that the instruction belongs to."),
    "too_many_principles": _("At most {most} principles fit. Few principles are kept; many are forgotten."),
    "body_elsewhere": _("Choose one of your own political bodies."),
    "adopted_in_future": _("That day has not come yet. Enter the decision when it has been taken."),
    "adopted_before_earlier": _("The version before was adopted later than that. Check the day."),
    "validity_ends_before_adoption": _("The last day lies before the day it was adopted. Check both days."),
    "no_such_year": _("Choose a year from {first} to this year."),
    "no_such_step": _("Choose one of the steps."),
    "no_such_component": _("There is no such component in your map."),
    "component_name_taken": _("Another component has that name already. Choose another."),
    "too_many_criteria": _("At most {most} criteria are asked at one time. Retire one first."),
    "criterion_retired": _("This criterion is not asked any more: somebody has retired it."),
    "criterion_says_so_already": _("This is how it is put already. Change something, or go back."),
    "next_step_without_owner": _("Say who does it. A next step without an owner is not taken."),
    "judged_meanwhile": _(
        "Somebody else has judged this component since you opened it. What they wrote is shown above, and yours is in "
        "the form. Save once more to put yours in its place."
    ),
}
