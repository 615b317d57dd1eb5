"""What must hold before a step: pure tests on Facts. The code is shared by page, guard, translator and test."""

from collections.abc import Callable
from dataclasses import dataclass

from .facts import Facts
from .words import Go


@dataclass(frozen=True)
class Need:
    code: str
    holds: Callable[[Facts], bool]

    def __str__(self) -> str:
        return self.code


NOT_ASSESSED_YET = Need("not_assessed_yet", lambda f: f.outcome in (None, Go.POSTPONE))
# A dialogue that was held elsewhere earlier: people were heard then, and nothing of it opens here
HELD_EARLIER = Need("held_earlier", lambda f: f.retroactive)
HELD_HERE = Need("held_here", lambda f: not f.retroactive)
GO = Need("go", lambda f: f.outcome is Go.RUN)
QUESTION = Need("question", lambda f: f.question_stated)
PURPOSE = Need("purpose", lambda f: f.purpose_stated)
GOAL = Need("goal", lambda f: f.goal_stated)
INFLUENCE = Need("influence", lambda f: f.influence_stated)
LEVEL = Need("level", lambda f: f.level_stated)
DECISION_MAKER = Need("decision_maker", lambda f: f.decision_maker_named)
ANSWER_DUE = Need("answer_due", lambda f: f.answer_date_promised)
METHOD = Need("method", lambda f: f.activities > 0)
APPROVED = Need("approved", lambda f: f.plan_approved or not f.approval_demanded)
AUDIENCE = Need("audience", lambda f: f.target_groups > 0)
NOBODY_YET = Need("nobody_yet", lambda f: not f.took_part and not f.retroactive)
SOMEBODY = Need("somebody", lambda f: f.took_part or f.retroactive)
HEARD = Need("heard", lambda f: f.openings > 0 or f.retroactive)
OPENED = Need("opened", lambda f: f.openings > 0)
OPEN = Need("open", lambda f: f.open_now > 0)
# What people said earlier comes by file, or is typed in, for as long as nobody has signed off what was found
TAKES_FILES = Need("takes_files", lambda f: f.open_now > 0 or (f.retroactive and not f.signed_off))
CLOSED = Need("closed", lambda f: (f.openings > 0 or f.retroactive) and f.open_now == 0)
ALL_READ = Need("all_read", lambda f: f.unread == 0)
FINDING = Need("finding", lambda f: f.findings > 0)
GROUNDED = Need("grounded", lambda f: f.groundless_findings == 0)
NO_OPEN_CHECK = Need("no_open_check", lambda f: f.open_checks == 0)
CHECK_OPEN = Need("check_open", lambda f: f.open_checks > 0)
OBJECTIONS_ANSWERED = Need("objections_answered", lambda f: f.unanswered_objections == 0)
NOT_SIGNED_OFF = Need("not_signed_off", lambda f: not f.signed_off)
SIGNED_OFF = Need("signed_off", lambda f: f.signed_off)
SOME_DECIDED = Need("some_decided", lambda f: f.decisions > 0)
ALL_DECIDED = Need("all_decided", lambda f: f.findings > 0 and f.undecided_findings == 0)
ANSWER_OWED = Need("answer_owed", lambda f: f.unanswered_decisions > 0)
ALL_ANSWERED = Need("all_answered", lambda f: f.decisions + f.decisions_not_found > 0 and f.unanswered_decisions == 0)
NOT_RELEASED = Need("not_released", lambda f: not f.answers_released)
RELEASED = Need("released", lambda f: f.answers_released)
ALL_DELIVERED = Need("all_delivered", lambda f: f.answers_released and f.undelivered == 0)
CORRECTIONS_ANSWERED = Need("corrections_answered", lambda f: f.unanswered_corrections == 0)
SUMMARY_OWED = Need("summary_owed", lambda f: f.summary_owed)
SUMMARY_GIVEN = Need("summary_given", lambda f: not f.summary_owed)
SECOND_TRIES_DONE = Need("second_tries_done", lambda f: f.reopened_answers == 0)
NOT_CLOSED = Need("not_closed", lambda f: not f.closed)

ALL = {need.code: need for need in list(globals().values()) if isinstance(need, Need)}
