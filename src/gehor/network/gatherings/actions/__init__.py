"""Every change of a network's meetings."""

from .answering import (
    Colleague,
    answer,
    ask_question,
    bring_colleague,
    register_at_door,
    second_question,
    settle_question,
)
from .held import (
    ask_how_it_was,
    check_in,
    drop_material,
    keep_material,
    note_table,
    publish_report,
    sum_up,
    take_home,
    tell_how_it_was,
    tell_outcome,
    undo_check_in,
)
from .inviting import invite, join_guests, note_bounces, remind, stop_writing
from .planning import NewPart, cancel_gathering, change_gathering, forget_lecturers, plan_gathering, set_agenda
from .seating import make_tables, print_badges, set_hosts
from .trial import drop_funding, evaluate_trial, note_funding

__all__ = [
    "Colleague",
    "NewPart",
    "answer",
    "ask_how_it_was",
    "ask_question",
    "bring_colleague",
    "cancel_gathering",
    "change_gathering",
    "check_in",
    "drop_funding",
    "drop_material",
    "evaluate_trial",
    "forget_lecturers",
    "invite",
    "join_guests",
    "keep_material",
    "make_tables",
    "note_bounces",
    "note_funding",
    "note_table",
    "plan_gathering",
    "print_badges",
    "publish_report",
    "register_at_door",
    "remind",
    "second_question",
    "set_agenda",
    "set_hosts",
    "settle_question",
    "stop_writing",
    "sum_up",
    "take_home",
    "tell_how_it_was",
    "tell_outcome",
    "undo_check_in",
]
