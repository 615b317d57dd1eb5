"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

from .phases import Phase

NAME = _("Meeting")
SUMMARY = _(
    "People meet and talk at tables, once or several times. Somebody at each table takes notes, and everybody there "
    "can follow what became of what was said."
)

STAFF_PAGE = _("Work with the meeting")

_HELD = _("It has been held. Those who were there can have the minutes corrected, once they are out.")

# What each phase allows, in a sentence for residents. True: one can register. See phases.py.
ALLOWED = {
    (Phase.PLANNED, True): _("You can register already. On the day you come in, ask and vote in the room."),
    (Phase.PLANNED, False): _("It is being prepared. You are welcome on the day."),
    (Phase.AWAITED, True): _("You can register. On the day you come in, ask and vote in the room."),
    (Phase.AWAITED, False): _("You are welcome on the day: that is when you come in, ask and vote in the room."),
    (Phase.TODAY, True): _("It is held today. You can still register, and come in, ask and vote in the room."),
    (Phase.TODAY, False): _("It is held today. You are welcome to come in, ask and vote in the room."),
    (Phase.PAST, False): _HELD,
    (Phase.ENDED, False): _HELD,
    (Phase.CALLED_OFF, False): _("The meeting has been called off. Nobody needs to come, and nobody can register."),
    (Phase.MISSED, False): _("Its day has passed, and it was not opened here. Ask those who were to hold it."),
}

# The row of a result, where rounds have no questions.
ROW = {"table": _("Table {number}"), "round": _("Round {number}"), "": _("Not at any table")}

# What each column of an export holds. Which person at the table said it is not told.
COLUMNS = {
    "table": _("The number of the table at which it was said"),
    "round": _("The number of the round in which it was said"),
}
CALLED = {"table": _("Table"), "round": _("Round")}

REFUSALS = {
    "held_already": _("The meeting has begun, or its day has passed, so it can be neither moved nor called off."),
    "moved_nowhere": _("This is when and where the meeting is already. Change the day, the time or the place."),
    "moved_to_the_past": _("That moment has passed. Choose a coming one."),
    "moved_outside": _(
        "The activity lasts from {first} to {last}, and the meeting has to lie within. Move the last day first, among "
        "the changes of the plan."
    ),
    "no_table_yet": _("Begin with the table: “3: what was said”, or “3.2: what was said” for person 2 at table 3."),
    "unknown_table": _(
        "There is no table {table}: the meeting has {tables}. If the note itself begins with a number, write a colon "
        "first."
    ),
    "unknown_person": _(
        "There is no person {person} at table {table}; {people} sit there. Has somebody come late? Then change how "
        "many sit there. If the note itself begins with a number, write a colon first."
    ),
    "too_many_people": _("{person} people cannot sit at one table here: at most {most} can."),
    "too_many_lines": _("At most {most} notes can be pasted at one time. Divide them."),
    "person_without_table": _("Say at which table the person sits."),
    "unknown_round": _("There is no round {round} at this meeting."),
    "not_a_number": _("“{word}” is not a number."),
    "have_spoken": _("At table {table} {people} people have said something, so that many were there at least."),
    "seat_has_spoken": _("Something has been noted from that person at this meeting already."),
    "sits_already": _("That person sits at {place} already."),
    "a_table_is_nobody": _("That code belongs to a whole table, not to a person."),
    "not_an_earlier_meeting": _("Choose another meeting of the same dialogue."),
    "sat_down_meanwhile": _(
        "Somebody noted who sits at the same tables while the file was brought in. Nothing of it has been kept: bring "
        "it in once more."
    ),
    "attendance_noted_already": _("It has been noted already who sits here. Change table by table instead."),
    "fewer_tables_now": _("This meeting has only {tables} tables. Change its number of tables in the plan first."),
}
