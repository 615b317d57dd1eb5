"""Code → sentence, for the meetings of networks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NEEDS: dict[str, Promise] = {
    "gathering_not_cancelled": _("The meeting is not cancelled"),
    "gathering_agenda_set": _("The meeting has an agenda"),
    "gathering_not_over": _("The day of the meeting has not passed"),
    "gathering_begun": _("The day of the meeting has come"),
    "gathering_invited": _("Somebody is invited to the meeting"),
    "gathering_somebody_comes": _("Somebody has said yes and has a place"),
    "gathering_attended": _("It is noted who came"),
    "gathering_asked": _("Those who came are asked how it was, and the last day has not passed"),
    "gathering_summed_up": _("You have written what the meeting gave"),
    "network_on_trial": _("The network is on trial"),
    "network_gathered": _("A meeting has been held, and it is noted who came"),
}
LENGTHS: dict[str, Promise] = {"half": _("Half a day"), "full": _("A whole day")}
# The four that the County Administrative Board of Skåne began with (URBACT network CHANGE!, 2018)
STARTING_THEMES: dict[str, Promise] = {
    "surveys": _("User surveys: how do we get an answer that can be used?"),
    "e_dialogue": _("E-dialogue and social media"),
    "europe": _("Citizen dialogue in the EU perspective"),
    "focus_groups": _("Working with focus groups"),
}
STARTING_PARTS: dict[str, Promise] = {
    "coffee": _("Coffee, and time to talk"),
    "lunch": _("Lunch, and time to talk"),
    "welcome": _("Welcome"),
    "lecture": _("Short lecture"),
    "talks": _("Talks at the tables"),
    "home": _("What each of us takes home"),
}
PARTS: dict[str, Promise] = {
    "lecture": _("Lecture"),
    "tables": _("Talks at the tables"),
    "informal": _("Informal"),
    "frame": _("Welcome and farewell"),
}
ANSWERS: dict[str, Promise] = {
    "yes": _("Yes, I am coming"),
    "no": _("No, I cannot come"),
    "instead": _("Somebody else comes in my place"),
}
STATES: dict[str, Promise] = {
    "coming": pgettext_lazy("of a guest", "Coming"),
    "waiting": _("On the waiting list"),
    "declined": _("Not coming"),
    "silent": _("Has not answered"),
    "came": pgettext_lazy("of a guest", "Came"),
}
STATES_AFTER: dict[str, Promise] = {  # when its day has passed
    **STATES,
    "coming": _("Had said yes"),
    "waiting": _("Was on the waiting list"),
    "declined": _("Had said no"),
    "silent": _("Did not answer"),
}
UNREACHED = _("Cannot be written to")
REMINDERS: dict[str, Promise] = {
    "reminded": _("Those who have not answered"),
    "coming": _("Those who come: when and where"),
    "promised": _("Those whose organisation took something home: what came of it?"),
}
NOBODY_LEFT = _("Nobody is left to write to: those whom it concerns have had it already, or there are none.")
MESSAGES: dict[str, Promise] = {
    "invited": _("Invitation"),
    "reminded": _("Reminder"),
    "coming": _("When and where"),
    "placed": _("A place has become free"),
    "registered": _("Registered by a colleague"),
    "changed": _("Change of day or place"),
    "cancelled": _("Cancellation"),
    "asked": _("How was it?"),
    "promised": _("What came of it at home?"),
}
OUTCOMES_AT_HOME: dict[str, Promise] = {
    "kept": _("Done"),
    "partly": _("Partly done"),
    "not_kept": _("Not done"),
}
QUESTIONS: dict[str, Promise] = {
    "useful": _("The meeting was useful to me."),
    "usable_at_home": _("I learnt something that we can use at home."),
    "time_to_talk": _("There was enough time to talk with others."),
    "met_new": _("I met people whom I did not know."),
    "come_again": _("I want to come again."),
}
RATINGS: dict[int, Promise] = {
    5: _("Agree wholly"),
    4: _("Agree for the most part"),
    3: _("Agree partly"),
    2: _("Agree little"),
    1: _("Do not agree at all"),
    0: _("Do not know"),
}
REFUSALS: dict[str, Promise] = {
    "agenda_without_parts": _("The agenda needs at least one part, and at most {most}."),
    "agenda_too_long": _("The parts take {minutes} minutes together. There are {most}."),
    "no_such_part_of_an_agenda": _("Choose what kind of part it is."),
    "part_without_minutes": _("Write how many minutes each part takes."),
    "gathering_in_the_past": _("The day has passed."),
    "answered_after_the_gathering": _("The last day to answer comes after the meeting."),
    "no_such_length_of_a_gathering": _("Choose half a day or a whole day."),
    "gathering_nowhere": _("Write a place, or an address for those who take part online."),
    "number_out_of_reach": _("Write a number from 1 to {most}."),
    "no_address_of_the_web": _("Write the whole address, beginning with https://."),
    "nobody_to_invite": _("Everybody in these roles is invited already, or nobody is there."),
    "every_badge_holds": _("Every badge that is printed still holds."),
    "no_such_reminder": _("Choose whom to remind."),
    "no_known_address_in_report": _(
        "None of the addresses in the text stands in the register, or they are noted already."
    ),
    "no_such_answer_of_a_guest": _("Choose one of the answers."),
    "nobody_instead": _("Write who comes in your place."),
    "too_many_colleagues": _("You can register {most} colleagues. Write to us if you are more."),
    "that_is_yourself": _("This is your own address. Write that of your colleague."),
    "registered_to_the_gathering": _("{name} is registered already."),
    "too_many_questions_of_a_guest": _("You can ask {most} questions. Second those of others instead."),
    "question_asked_already": _("Somebody has asked this already. Second it in the list."),
    "no_such_question": _("This question is not shown any longer."),
    "seating_nobody": _("Nobody is coming yet."),
    "seating_too_few_seats": _("{people} people are coming, and there are {seats} seats. Add tables or seats."),
    "seating_no_such_table": _("Table {table} has a host, but there are fewer tables."),
    "seating_table_too_small": _("Table {table} is too small for its hosts."),
    "seating_same_person": _("The same person is there twice."),
    "host_of_two_tables": _("The same person cannot keep two tables."),
    "host_does_not_come": _("Choose hosts among those who are coming."),
    "not_the_day_of_the_gathering": _("The meeting is on another day."),
    "wrong_code_of_the_room": _("That is not the code of this room. Look at the screen again."),
    "no_such_badge": _("Nobody is expected with this code. Look at the list."),
    "nobody_with_this_address": _(
        "Nobody is invited with this address, or the code of the room is wrong. Say your name at the door."
    ),
    "here_already": _("It is noted already that this person is here."),
    "not_your_table": _("Only the host of the table keeps its notes."),
    "due_before_the_gathering": _("Choose a day after the meeting."),
    "told_what_came_already": _("You have told what came of it. It cannot be changed any longer."),
    "no_such_outcome_at_home": _("Choose what came of it."),
    "material_is_file_or_link": _("Choose a file, or write an address: one of the two."),
    "too_many_materials": _("At most {most} materials can be kept."),
    "asked_until_before_today": _("The last day must lie ahead."),
    "no_such_rating_of_a_gathering": _("Choose an answer to each question that you answer."),
    "told_how_it_was_already": _("You have answered already, or were not asked. Thank you."),
    "no_such_recommendation": _("Choose what you recommend."),
}
