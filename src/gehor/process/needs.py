"""What must hold before a step of a dialogue: pure tests on its Facts. Those of networks stand in learning.py."""

from collections.abc import Callable

from . import learning
from .facts import Facts
from .step import Need
from .words import Go


def _dialogue(code: str, holds: Callable[[Facts], bool]) -> Need:
    return Need(code, holds)


NOT_ASSESSED_YET = _dialogue("not_assessed_yet", lambda f: f.outcome in (None, Go.POSTPONE))
# A dialogue that was held elsewhere earlier: people were heard then, and nothing of it opens here
HELD_EARLIER = _dialogue("held_earlier", lambda f: f.retroactive)
HELD_HERE = _dialogue("held_here", lambda f: not f.retroactive)
GO = _dialogue("go", lambda f: f.outcome is Go.RUN)
QUESTION = _dialogue("question", lambda f: f.question_stated)
PURPOSE = _dialogue("purpose", lambda f: f.purpose_stated)
GOAL = _dialogue("goal", lambda f: f.goal_stated)
INFLUENCE = _dialogue("influence", lambda f: f.influence_stated)
LEVEL = _dialogue("level", lambda f: f.level_stated)
DECISION_MAKER = _dialogue("decision_maker", lambda f: f.decision_maker_named)
ANSWER_DUE = _dialogue("answer_due", lambda f: f.answer_date_promised)
METHOD = _dialogue("method", lambda f: f.activities > 0)
APPROVED = _dialogue("approved", lambda f: f.plan_approved or not f.approval_demanded)
AUDIENCE = _dialogue("audience", lambda f: f.target_groups > 0)
NOBODY_YET = _dialogue("nobody_yet", lambda f: not f.took_part and not f.retroactive)
SOMEBODY = _dialogue("somebody", lambda f: f.took_part or f.retroactive)
HEARD = _dialogue("heard", lambda f: f.openings > 0 or f.retroactive)
OPENED = _dialogue("opened", lambda f: f.openings > 0)
OPEN = _dialogue("open", lambda f: f.open_now > 0)
# What people said earlier comes by file, or is typed in, for as long as nobody has signed off what was found
TAKES_FILES = _dialogue("takes_files", lambda f: f.open_now > 0 or (f.retroactive and not f.signed_off))
CLOSED = _dialogue("closed", lambda f: (f.openings > 0 or f.retroactive) and f.open_now == 0)
ALL_READ = _dialogue("all_read", lambda f: f.unread == 0)
FINDING = _dialogue("finding", lambda f: f.findings > 0)
GROUNDED = _dialogue("grounded", lambda f: f.groundless_findings == 0)
NO_OPEN_CHECK = _dialogue("no_open_check", lambda f: f.open_checks == 0)
CHECK_OPEN = _dialogue("check_open", lambda f: f.open_checks > 0)
OBJECTIONS_ANSWERED = _dialogue("objections_answered", lambda f: f.unanswered_objections == 0)
NOT_SIGNED_OFF = _dialogue("not_signed_off", lambda f: not f.signed_off)
SIGNED_OFF = _dialogue("signed_off", lambda f: f.signed_off)
SOME_DECIDED = _dialogue("some_decided", lambda f: f.decisions > 0)
ALL_DECIDED = _dialogue("all_decided", lambda f: f.findings > 0 and f.undecided_findings == 0)
ANSWER_OWED = _dialogue("answer_owed", lambda f: f.unanswered_decisions > 0)
ALL_ANSWERED = _dialogue(
    "all_answered", lambda f: f.decisions + f.decisions_not_found > 0 and f.unanswered_decisions == 0
)
NOT_RELEASED = _dialogue("not_released", lambda f: not f.answers_released)
RELEASED = _dialogue("released", lambda f: f.answers_released)
ALL_DELIVERED = _dialogue("all_delivered", lambda f: f.answers_released and f.undelivered == 0)
CORRECTIONS_ANSWERED = _dialogue("corrections_answered", lambda f: f.unanswered_corrections == 0)
SUMMARY_OWED = _dialogue("summary_owed", lambda f: f.summary_owed)
SUMMARY_GIVEN = _dialogue("summary_given", lambda f: not f.summary_owed)
SECOND_TRIES_DONE = _dialogue("second_tries_done", lambda f: f.reopened_answers == 0)
NOT_CLOSED = _dialogue("not_closed", lambda f: not f.closed)

ALL = {need.code: need for need in list(globals().values()) if isinstance(need, Need)} | learning.NEEDS
