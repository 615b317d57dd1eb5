"""Code → sentence, for what members do at home."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .rules import Place

NEEDS: dict[str, Promise] = {
    "homework_nothing_told": _("No member has told of it or delivered it yet"),
}
PLACES: dict[Place, tuple[Promise, str]] = {  # and the tone in which it is shown
    Place.AHEAD: (pgettext_lazy("step", "Not begun"), "plain"),
    Place.NOW: (pgettext_lazy("step", "Under way"), "part"),
    Place.LATE: (pgettext_lazy("step", "Late"), "bad"),
    Place.DONE: (pgettext_lazy("step", "Done"), "good"),
    Place.SKIPPED: (pgettext_lazy("step", "Left out"), "plain"),
}
WHEN: dict[str, Promise] = {"before": _("When the programme began"), "after": _("Now, or when it ended")}
SCALE: dict[int, Promise] = {
    1: _("1: not begun"),
    2: _("2: tried"),
    3: _("3: settled"),
    4: _("4: habit"),
    5: _("5: learning"),
}
RESULTS: dict[str, Promise] = {
    "tied": _("Tied to a decision that they were to feed"),
    "in_time": _("Answered by the promised day"),
    "evaluated": _("Evaluated by those who took part"),
}
CASE: dict[str, Promise] = {
    "background": _("Background"),
    "purpose": _("Purpose: why we did it"),
    "process": _("Process: how we did it"),
    "result": _("Result: how it turned out"),
    "lessons": _("What we have learnt"),
}
REFUSALS: dict[str, Promise] = {
    "step_of_all_members": _("This step is taken by all members. You can leave it out, and say why."),
    "steps_there_already": _("There are steps already. Change them, or add more."),
    "step_ends_before_it_begins": _("The last day lies before the first day of the step."),
    "step_outside_programme": _("The programme goes on from {first} to {last}: the step lies within."),
    "too_many_steps": _("At most {most} steps fit, with those of single members."),
    "feedback_given_already": _("Somebody has answered this delivery already. A new delivery can be answered anew."),
    "education_in_the_future": _("That day has not come yet. Note it when it has been held."),
    "no_such_hours": _("Write the hours that it took, such as 3.5."),
    "no_such_number_of_people": _("Write a number from 0 to {most} for each member."),
    "skipped_and_done": _("A step that is left out cannot be done. Empty one of the two fields."),
    "done_in_the_future": _("That day has not come yet. Write the day on which it was done."),
    "own_day_outside_programme": _("Choose a day from {first} to the last day of the programme."),
    "met_one_of_both": _("Choose a member or a researcher, one of the two."),
    "met_no_member": _("Choose another member of the programme."),
    "met_no_researcher": _("Choose one of the researchers in the list."),
    "met_in_the_future": _("That day has not come yet. Tell of it afterwards."),
    "too_many_home_dialogues": _("At most {most} dialogues fit."),
    "tells_for_itself": _("This dialogue is held in Gehör and tells for itself; it is put right there."),
    "answered_in_the_future": _("That day has not come yet. Write the day on which people were answered."),
    "no_address_of_a_dialogue": _("Write the whole address, beginning with https://"),
    "not_your_dialogue": _("Choose among your own dialogues."),
    "no_such_moment": _("Say whether it was before or after."),
    "no_such_step_of_the_map": _("Choose steps of the scale, for the parts that are listed."),
}
