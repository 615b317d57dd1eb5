"""Every step of the process, one row each: who may take it, and what must hold first.

`docs/process.md` is an independent copy of this table; a test compares them. The page that offers a step and the
action that takes it ask the same row, so button and guard cannot disagree. What organisations do together to learn
from each other has its rows in learning.py.
"""

from . import learning
from .needs import (
    ALL_ANSWERED,
    ALL_DECIDED,
    ALL_DELIVERED,
    ALL_READ,
    ANSWER_DUE,
    ANSWER_OWED,
    APPROVED,
    AUDIENCE,
    CHECK_OPEN,
    CLOSED,
    CORRECTIONS_ANSWERED,
    DECISION_MAKER,
    FINDING,
    GO,
    GOAL,
    GROUNDED,
    HEARD,
    HELD_EARLIER,
    HELD_HERE,
    INFLUENCE,
    LEVEL,
    METHOD,
    NO_OPEN_CHECK,
    NOBODY_YET,
    NOT_ASSESSED_YET,
    NOT_CLOSED,
    NOT_RELEASED,
    NOT_SIGNED_OFF,
    OBJECTIONS_ANSWERED,
    OPEN,
    OPENED,
    PURPOSE,
    QUESTION,
    RELEASED,
    SECOND_TRIES_DONE,
    SIGNED_OFF,
    SOME_DECIDED,
    SOMEBODY,
    SUMMARY_GIVEN,
    SUMMARY_OWED,
    TAKES_FILES,
)
from .step import Step
from .words import Role

LEAD = frozenset({Role.LEAD})
COMMUNICATOR = frozenset({Role.COMMUNICATOR})
ANALYST = frozenset({Role.ANALYST})
FACILITATOR = frozenset({Role.FACILITATOR})
BOARD = frozenset({Role.BOARD})
REGISTRAR = frozenset({Role.REGISTRAR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
RESIDENT = frozenset({Role.RESIDENT})
MACHINE = frozenset({Role.MACHINE})
COLLEAGUES = LEAD | COMMUNICATOR | ANALYST | FACILITATOR | BOARD | REGISTRAR | ADMINISTRATOR

# The organisation's own house, and the people in it
CHANGE_ORGANISATION = Step("organisations.change", by=ADMINISTRATOR)
NAME_BODY = Step("organisations.name_body", by=ADMINISTRATOR | REGISTRAR)
DISSOLVE_BODY = Step("organisations.dissolve_body", by=ADMINISTRATOR | REGISTRAR)
KEEP_BODY = Step("organisations.keep_body", by=ADMINISTRATOR | REGISTRAR)
GIVE_ROLE = Step("organisations.give_role", by=ADMINISTRATOR)
TAKE_ROLE = Step("organisations.take_role", by=ADMINISTRATOR)
UNLOCK_ACCOUNT = Step("organisations.unlock_account", by=MACHINE)
ADD_MEETING = Step("calendar.add_meeting", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
CHANGE_MEETING = Step("calendar.change_meeting", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
REMOVE_MEETING = Step("calendar.remove_meeting", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
IMPORT_MEETINGS = Step("calendar.import_meetings", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
ADD_MATTER = Step("calendar.add_matter", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
REMOVE_MATTER = Step("calendar.remove_matter", by=LEAD | COMMUNICATOR | REGISTRAR | ADMINISTRATOR)
SET_TILES = Step("maps.set_tiles", by=ADMINISTRATOR)
ADD_LAYER = Step("maps.add_layer", by=LEAD | COMMUNICATOR | ADMINISTRATOR)
WITHDRAW_LAYER = Step("maps.withdraw_layer", by=LEAD | COMMUNICATOR | ADMINISTRATOR)
GIVE_CONTACT = Step("people.give_contact", by=RESIDENT | LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR)
ERASE_PERSON = Step("people.erase", by=RESIDENT | REGISTRAR)
SEE_PERSON = Step("people.see", by=REGISTRAR)  # who somebody is, and what is kept about them
HAND_OUT = Step("people.hand_out", by=REGISTRAR)  # all that is kept about a person, to the person who asks
DISPOSE = Step("people.dispose", by=MACHINE)  # of what is kept about people for a set time, and that time is over

# The organisation's map: what holds for all its dialogues
BEGIN_DRAFT = Step("governance.begin_draft", by=LEAD | ADMINISTRATOR)
CHANGE_DRAFT = Step("governance.change_draft", by=LEAD | ADMINISTRATOR)
DROP_DRAFT = Step("governance.drop_draft", by=LEAD | ADMINISTRATOR)
ADOPT_CHARTER = Step("governance.adopt", by=REGISTRAR | ADMINISTRATOR)
JUDGE_COMPONENT = Step("governance.judge", by=LEAD | ADMINISTRATOR)
RENAME_COMPONENT = Step("governance.rename_component", by=LEAD | ADMINISTRATOR)
ADD_CRITERION = Step("governance.add_criterion", by=LEAD | ADMINISTRATOR)
REWORD_CRITERION = Step("governance.reword_criterion", by=LEAD | ADMINISTRATOR)
RETIRE_CRITERION = Step("governance.retire_criterion", by=LEAD | ADMINISTRATOR)

# 1 Planning
START = Step("planning.start", by=LEAD)
ASSESS = Step("planning.assess", by=LEAD | BOARD, needs=(NOT_ASSESSED_YET,))
STATE_PURPOSE = Step("planning.state_purpose", by=LEAD, needs=(GO, NOBODY_YET))
STATE_INFLUENCE = Step("planning.state_influence", by=LEAD, needs=(GO, QUESTION, PURPOSE, GOAL, NOBODY_YET))
NAME_DECISION_MAKER = Step("planning.name_decision_maker", by=LEAD | REGISTRAR, needs=(GO, NOBODY_YET))
PROMISE_ANSWER = Step("planning.promise_answer", by=LEAD, needs=(GO, DECISION_MAKER, NOBODY_YET))
# A meeting that decides is moved: the plan moves with it, as long as nobody has answered to it
FOLLOW_MEETING = Step("planning.follow_meeting", by=MACHINE, needs=(GO, NOBODY_YET))
CHOOSE_METHOD = Step(
    "planning.choose_method", by=LEAD, needs=(GO, QUESTION, PURPOSE, GOAL, INFLUENCE, LEVEL, NOT_SIGNED_OFF, NOT_CLOSED)
)
CHANGE_METHOD = Step(
    "planning.change_method", by=LEAD, needs=(GO, QUESTION, PURPOSE, GOAL, INFLUENCE, LEVEL, NOBODY_YET)
)
# How one way of taking part is set up, before it has opened: whatever others have answered elsewhere in the dialogue
SETTLE_SETUP = Step(
    "planning.settle_setup", by=LEAD, needs=(GO, QUESTION, PURPOSE, GOAL, INFLUENCE, LEVEL, NOT_SIGNED_OFF, NOT_CLOSED)
)
DROP_METHOD = Step("planning.drop_method", by=LEAD, needs=(GO, NOT_CLOSED))
PUBLISH_CHANGE = Step("planning.publish_change", by=LEAD | COMMUNICATOR, needs=(SOMEBODY, NOT_CLOSED))
# Also when it is closed: how a dialogue ended belongs to what is judged
JUDGE_PRINCIPLE = Step("planning.judge_principle", by=LEAD | BOARD, needs=(GO,))
# The rest of the project plan: what is worked by and not answered to, so it may change until the dialogue is closed
PLAN_PART = Step("planning.plan_part", by=LEAD | COMMUNICATOR, needs=(GO, NOT_CLOSED))
ADD_PLAN_ROW = Step("planning.add_plan_row", by=LEAD | COMMUNICATOR, needs=(GO, NOT_CLOSED))
CHANGE_PLAN_ROW = Step("planning.change_plan_row", by=LEAD | COMMUNICATOR, needs=(GO, NOT_CLOSED))
REMOVE_PLAN_ROW = Step("planning.remove_plan_row", by=LEAD | COMMUNICATOR, needs=(GO, NOT_CLOSED))
REPORT_COST = Step("planning.report_cost", by=LEAD | COMMUNICATOR, needs=(GO,))

# A dialogue that was held elsewhere earlier is brought in, and followed from here
BRING_IN = Step("retroactive.bring_in", by=LEAD)
PUT_RIGHT = Step("retroactive.put_right", by=LEAD, needs=(HELD_EARLIER, NOT_SIGNED_OFF))
ADD_HELD = Step(
    "retroactive.add_held", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(HELD_EARLIER, NOT_SIGNED_OFF)
)
CHANGE_HELD = Step(
    "retroactive.change_held", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(HELD_EARLIER, NOT_SIGNED_OFF)
)
REMOVE_HELD = Step(
    "retroactive.remove_held", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(HELD_EARLIER, NOT_SIGNED_OFF)
)

# The elected and the officials work on one plan
SET_APPROVAL = Step("together.set_approval", by=ADMINISTRATOR)
ASK_APPROVAL = Step(
    "together.ask_approval",
    by=LEAD,
    needs=(GO, QUESTION, PURPOSE, GOAL, INFLUENCE, LEVEL, DECISION_MAKER, ANSWER_DUE, AUDIENCE, METHOD, NOT_SIGNED_OFF),
)
# Whoever is named may be anything in the organisation; the action asks whether they were named
GIVE_VERDICT = Step("together.give_verdict", by=COLLEAGUES)
RECORD_VERDICT = Step("together.record_verdict", by=LEAD | REGISTRAR)
COMMENT = Step("together.comment", by=COLLEAGUES)
RESOLVE = Step("together.resolve", by=COLLEAGUES)
ASSIGN = Step("together.assign", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR)
FINISH = Step("together.finish", by=COLLEAGUES)
TAKE_BACK = Step("together.take_back", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR)
KEEP_MINUTES = Step("together.keep_minutes", by=LEAD | COMMUNICATOR | REGISTRAR)

# 2 Recruitment
NAME_TARGET_GROUP = Step("recruitment.name_target_group", by=LEAD | COMMUNICATOR, needs=(GO, QUESTION, PURPOSE, GOAL))
CHANGE_TARGET_GROUP = Step(
    "recruitment.change_target_group", by=LEAD | COMMUNICATOR, needs=(GO, QUESTION, PURPOSE, GOAL, NOT_SIGNED_OFF)
)
DROP_TARGET_GROUP = Step("recruitment.drop_target_group", by=LEAD | COMMUNICATOR, needs=(GO,))

# 3 Participation
OPEN_PARTICIPATION = Step(
    "participation.open",
    by=LEAD,
    needs=(
        GO,
        QUESTION,
        PURPOSE,
        GOAL,
        INFLUENCE,
        LEVEL,
        DECISION_MAKER,
        ANSWER_DUE,
        AUDIENCE,
        METHOD,
        APPROVED,
        NOT_SIGNED_OFF,
    ),
)
# How surely people must show who they are; settled at the opening, and again while nobody has taken part
DEMAND_PROOF = Step("identity.demand_proof", by=LEAD, needs=(OPEN,))
# Codes in letters, made before it opens or while it is open
MAKE_CODES = Step("identity.make_codes", by=LEAD | REGISTRAR, needs=(GO,))
REVOKE_CODES = Step("identity.revoke_codes", by=LEAD | REGISTRAR, needs=(GO,))
# Proposals that say much the same are followed together; the organisation comments on one, signed with a role
MERGE_PROPOSALS = Step("proposals.merge", by=LEAD | ANALYST, needs=(OPENED, NOT_SIGNED_OFF))
UNDO_MERGE = Step("proposals.undo_merge", by=LEAD | ANALYST, needs=(OPENED, NOT_SIGNED_OFF))
# A changed wording that somebody has suggested: whoever wrote the proposal, or staff, accepts or declines it
SETTLE_AMENDMENT = Step("proposals.settle_amendment", by=RESIDENT | LEAD | ANALYST, needs=(OPENED, NOT_SIGNED_OFF))
COMMENT_PROPOSAL = Step("proposals.comment", by=LEAD | COMMUNICATOR | ANALYST, needs=(OPENED, NOT_CLOSED))
# A text that is heard: each version is published by itself, also after it has closed
PUBLISH_TEXT = Step("text_hearing.publish", by=LEAD | COMMUNICATOR, needs=(GO, NOT_CLOSED))
CONTRIBUTE = Step("participation.contribute", by=RESIDENT, needs=(OPEN,))
CAST = Step("participation.cast", by=RESIDENT, needs=(OPEN,))
# A survey: its questions stand fast once somebody has answered; what is saved for another day is not received
ARRANGE_QUESTIONS = Step("survey.arrange_questions", by=LEAD | COMMUNICATOR, needs=(GO, NOT_SIGNED_OFF, NOT_CLOSED))
# A budget: its projects stand fast once somebody has voted
ARRANGE_PROJECTS = Step("budget.arrange_projects", by=LEAD | COMMUNICATOR, needs=(GO, NOT_SIGNED_OFF, NOT_CLOSED))
SAVE_ANSWERS = Step("survey.save_answers", by=RESIDENT, needs=(OPEN,))
DROP_SAVED = Step("survey.drop_saved", by=RESIDENT)
ENTER = Step("participation.enter", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(TAKES_FILES,))
ENTER_CAST = Step(
    "participation.enter_ballot", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(TAKES_FILES,)
)
NOTE_ATTENDANCE = Step(
    "participation.note_attendance", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,)
)
# Whoever means to come to a meeting says so, or has it said by telephone; at the door they come in
REGISTER = Step(
    "registering.register",
    by=RESIDENT | LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR,
    needs=(GO, QUESTION, PURPOSE, INFLUENCE, DECISION_MAKER, ANSWER_DUE, METHOD, NOT_SIGNED_OFF),
)
UNREGISTER = Step("registering.unregister", by=RESIDENT | LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR)
# Until it has begun it is moved to another day or place; one that has not opened yet is called off
MOVE_SESSION = Step("meeting.move", by=LEAD | COMMUNICATOR, needs=(GO, NOT_SIGNED_OFF, NOT_CLOSED))
CALL_OFF = Step("meeting.call_off", by=LEAD, needs=(GO, NOT_SIGNED_OFF, NOT_CLOSED))
CHECK_IN = Step(
    "registering.check_in", by=RESIDENT | LEAD | COMMUNICATOR | ANALYST | FACILITATOR | REGISTRAR, needs=(OPEN,)
)
# While a meeting is held: others wonder the same, the room votes, and those who hold the meeting ask it
SECOND = Step("live.second", by=RESIDENT, needs=(OPEN,))
ANSWER_POLL = Step("live.answer_poll", by=RESIDENT, needs=(OPEN,))
ASK_POLL = Step("live.ask_poll", by=LEAD | COMMUNICATOR | ANALYST | FACILITATOR | REGISTRAR, needs=(OPEN,))
CLOSE_POLL = Step("live.close_poll", by=LEAD | COMMUNICATOR | ANALYST | FACILITATOR | REGISTRAR, needs=(OPEN,))
TAKE_UP = Step("live.take_up", by=LEAD | COMMUNICATOR | ANALYST | FACILITATOR | REGISTRAR, needs=(OPENED,))
# What the meeting came to in writing; those who were there may have it corrected
PUBLISH_MINUTES = Step("minutes.publish", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(OPENED,))
ASK_CORRECTION = Step("minutes.ask_correction", by=RESIDENT, needs=(OPENED,))
SETTLE_CORRECTION = Step("minutes.settle", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(OPENED,))
IMPORT = Step("participation.import", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(TAKES_FILES,))
# One with very many rows is handed over: the worker brings it in, as whoever handed it over
HAND_IN_FILE = Step("participation.hand_in_file", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(TAKES_FILES,))
UNDO_IMPORT = Step("participation.undo_import", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(TAKES_FILES,))
# The ballots whole, with own words and what is about the person: each taking out leaves an entry
TAKE_OUT = Step("participation.take_out", by=ANALYST | LEAD, needs=(OPENED,))
# Whoever typed in a paper form or a note may mend their own typing, as soon as they see it
CORRECT_TYPING = Step(
    "participation.correct_typing", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPENED,)
)
MASK = Step("participation.mask", by=ANALYST | REGISTRAR | LEAD, needs=(OPENED,))
# A petition goes its way to those who decide: what is done with it is noted, also after nothing more comes in
HANDLE_PETITION = Step("petition.handle", by=LEAD | REGISTRAR, needs=(OPENED,))
PUBLISH_CONTRIBUTION = Step("participation.publish", by=ANALYST | REGISTRAR | LEAD, needs=(OPENED,))
WITHHOLD = Step("participation.withhold", by=ANALYST | REGISTRAR | LEAD, needs=(OPENED,))
# Moderation: anybody asks that a text be looked at; staff hide it with a reason, show it again, or leave it as it is
REPORT = Step("moderation.report", by=RESIDENT, needs=(OPENED,))
RULE = Step("moderation.rule", by=ANALYST | REGISTRAR | LEAD, needs=(OPENED,))
SET_LIMIT = Step("moderation.set_limit", by=ANALYST | REGISTRAR | LEAD, needs=(METHOD,))
# Talks where people are: the effort counts also when nothing was said
LOG_EFFORT = Step("outreach.log_effort", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,))
DROP_EFFORT = Step("outreach.drop_effort", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,))
# Paper: forms with a code each, some typed in a second time, scans read and reviewed
PRINT_FORMS = Step("paper.print", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(OPEN,))
SETTLE_SHARE = Step("paper.settle_share", by=LEAD | ANALYST | REGISTRAR, needs=(OPENED,))
TYPE_AGAIN = Step("paper.type_again", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPENED,))
SETTLE_TYPING = Step("paper.settle_typing", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,))
SCAN_FORMS = Step("paper.scan", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(OPEN,))
# A form that cannot be counted is kept with the reason, and told with the result
KEEP_INVALID = Step("paper.keep_invalid", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,))
DROP_INVALID = Step("paper.drop_invalid", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(OPEN,))
DROP_SCAN = Step("paper.drop_scan", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(OPENED,))
# A text that is set apart is read by few, and each reading leaves an entry
READ_APART = Step("moderation.read_apart", by=LEAD | REGISTRAR, needs=(OPENED,))
CLOSE_PARTICIPATION = Step("participation.close", by=LEAD, needs=(OPEN,))

# 4 Analysis
WRITE_FINDING = Step("analysis.write_finding", by=ANALYST | LEAD, needs=(HEARD, NOT_SIGNED_OFF))
REWORD_FINDING = Step("analysis.reword_finding", by=ANALYST | LEAD, needs=(HEARD, NOT_SIGNED_OFF))
DROP_FINDING = Step("analysis.drop_finding", by=ANALYST | LEAD, needs=(HEARD, NOT_SIGNED_OFF))
READ = Step("analysis.read", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
SET_ASIDE = Step("analysis.set_aside", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
# Findings of a dialogue held elsewhere rest on a source: a file and a page in it, where contributions are not at hand
ADD_SOURCE = Step("sourced.add_source", by=LEAD | COMMUNICATOR | ANALYST | REGISTRAR, needs=(HELD_EARLIER, NOT_CLOSED))
BRING_FINDINGS = Step("sourced.bring_findings", by=ANALYST | LEAD, needs=(HELD_EARLIER, NOT_SIGNED_OFF))
# What was counted: a finding rests on a line of what came of an activity
REST_ON_LINE = Step("counted.rest_on_line", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
LIFT_OFF_LINE = Step("counted.lift_off_line", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
# Voices: quotations that a person chooses, and what fewer thought
QUOTE = Step("analysis.quote", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
UNQUOTE = Step("analysis.unquote", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
WRITE_POSITION = Step("analysis.write_position", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
CHANGE_POSITION = Step("analysis.change_position", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
DROP_POSITION = Step("analysis.drop_position", by=ANALYST | LEAD, needs=(OPENED, NOT_SIGNED_OFF))
# Participants' check: those who were heard confirm or correct the findings before the board gets them
OPEN_CHECK = Step(
    "checking.open", by=LEAD, needs=(OPENED, CLOSED, ALL_READ, FINDING, GROUNDED, NO_OPEN_CHECK, NOT_SIGNED_OFF)
)
EXTEND_CHECK = Step("checking.extend", by=LEAD, needs=(CHECK_OPEN,))
RESPOND = Step("checking.respond", by=RESIDENT, needs=(CHECK_OPEN,))
ENTER_RESPONSE = Step("checking.enter", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(CHECK_OPEN,))
ANSWER_OBJECTION = Step("checking.answer", by=ANALYST | LEAD, needs=(NOT_SIGNED_OFF,))
CLOSE_CHECK = Step("checking.close", by=LEAD, needs=(CHECK_OPEN,))
TELL_OF_CHECK = Step("checking.tell", by=MACHINE)
# Meetings in a series: invited once, prioritising among the findings, and a draft action plan
INVITE = Step("series.invite", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(GO, METHOD, NOT_SIGNED_OFF))
UNINVITE = Step("series.uninvite", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(GO,))
SEND_INVITATIONS = Step(
    "series.send_invitations", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(GO, METHOD, NOT_SIGNED_OFF)
)
TELL_OF_MEETING = Step("series.tell", by=MACHINE)
TELL_OF_REGISTRATION = Step("expecting.tell", by=MACHINE)
TELL_OF_PETITION = Step("petitioned.tell", by=MACHINE)
# What others do with a text is told to whoever wrote it
TELL_AUTHOR = Step("authors.tell", by=MACHINE)
OPEN_PRIORITISATION = Step("series.open", by=LEAD | ANALYST, needs=(OPENED, FINDING, NOT_SIGNED_OFF))
MAKE_BALLOTS = Step("series.make_ballots", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR)
VOTE = Step("series.vote", by=RESIDENT)
ENTER_BALLOT = Step("series.enter_ballot", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR)
CLOSE_PRIORITISATION = Step("series.close", by=LEAD | ANALYST)
PLAN_ACTION = Step("series.plan_action", by=LEAD | COMMUNICATOR | ANALYST, needs=(OPENED, FINDING))
SIGN_OFF = Step(
    "analysis.sign_off",
    by=ANALYST | LEAD,
    needs=(CLOSED, ALL_READ, FINDING, GROUNDED, NO_OPEN_CHECK, OBJECTIONS_ANSWERED, NOT_SIGNED_OFF),
)

# 5 Decision
# The decision basis is written while the findings grow; it is frozen as the board gets it
WRITE_BASIS = Step("basis.write", by=LEAD | ANALYST, needs=(OPENED, NOT_CLOSED))
WRITE_ALTERNATIVE = Step("basis.write_alternative", by=LEAD | ANALYST, needs=(OPENED, NOT_CLOSED))
DROP_ALTERNATIVE = Step("basis.drop_alternative", by=LEAD | ANALYST, needs=(OPENED, NOT_CLOSED))
MEET_FINDING = Step("basis.meet_finding", by=LEAD | ANALYST, needs=(OPENED, NOT_CLOSED))
FREEZE_BASIS = Step("basis.freeze", by=LEAD | REGISTRAR, needs=(OPENED, CLOSED, ALL_READ, SIGNED_OFF, NOT_CLOSED))
UPLOAD_TEMPLATE = Step("basis.upload_template", by=LEAD | REGISTRAR | ADMINISTRATOR)
DROP_TEMPLATE = Step("basis.drop_template", by=LEAD | REGISTRAR | ADMINISTRATOR)
# A matter may pass several meetings; only the last of them decides
HANDLE = Step("decision.handle", by=BOARD | REGISTRAR, needs=(CLOSED, ALL_READ, SIGNED_OFF))
DECIDE = Step("decision.decide", by=BOARD, needs=(CLOSED, ALL_READ, SIGNED_OFF))
# Of a dialogue held earlier: somebody has looked for the decision, and says where
RECORD_NOT_FOUND = Step(
    "sought.record_not_found", by=BOARD | REGISTRAR | LEAD, needs=(HELD_EARLIER, SIGNED_OFF, NOT_CLOSED)
)
# A decision is not altered: a new one takes its place, also long after the answers
CHANGE_DECISION = Step("decision.change", by=BOARD, needs=(SIGNED_OFF, SOME_DECIDED))
FOLLOW_REFERRAL = Step("decision.follow_referral", by=BOARD | REGISTRAR | LEAD, needs=(SIGNED_OFF, SOME_DECIDED))
END_REFERRAL = Step("decision.end_referral", by=BOARD | REGISTRAR | LEAD, needs=(SIGNED_OFF, SOME_DECIDED))

# 6 Feedback
WRITE_ANSWER = Step(
    "feedback.write_answer",
    by=LEAD | COMMUNICATOR | BOARD,
    needs=(CLOSED, ALL_READ, SIGNED_OFF, SOME_DECIDED, NOT_RELEASED),
)
RELEASE_ANSWERS = Step(
    "feedback.release",
    by=LEAD,
    needs=(CLOSED, ALL_READ, SIGNED_OFF, ALL_DECIDED, ALL_ANSWERED, NOT_RELEASED),
)
ANSWER_ANEW = Step("feedback.answer_anew", by=LEAD, needs=(RELEASED, ANSWER_OWED))
SEND_RECEIPT = Step("feedback.send_receipt", by=MACHINE)
DELIVER = Step("feedback.deliver", by=MACHINE, needs=(RELEASED,))
HAND_OVER = Step("feedback.hand_over", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(RELEASED,))
SETTLE_DELIVERY = Step("feedback.settle_delivery", by=LEAD | COMMUNICATOR | REGISTRAR, needs=(RELEASED,))
STOP_MESSAGES = Step("feedback.stop_messages", by=RESIDENT)
# Feedback in stages: what was heard, the answers, and what has happened since, each with a promised day
SET_TERMS = Step("feedback.set_terms", by=LEAD | ADMINISTRATOR)
PROMISE_STAGE = Step("feedback.promise_stage", by=LEAD, needs=(GO, HELD_HERE))
FIX_PROMISES = Step("feedback.fix_promises", by=MACHINE, needs=(OPENED,))
WRITE_STAGE = Step("feedback.write_stage", by=LEAD | COMMUNICATOR | BOARD, needs=(OPENED, HELD_HERE))
TIME_STAGE = Step("feedback.time_stage", by=LEAD, needs=(OPENED,))
RELEASE_SUMMARY = Step("feedback.release_summary", by=LEAD, needs=(OPENED, CLOSED))
RELEASE_FOLLOW_UP = Step("feedback.release_follow_up", by=LEAD, needs=(RELEASED,))
# A summary that was promised and never came: when the answers are out, it may be said in public why
EXPLAIN_STAGE = Step("feedback.explain_stage", by=LEAD, needs=(RELEASED, SUMMARY_OWED))
TELL = Step("feedback.tell", by=MACHINE)
PASS_ON_STAGE = Step("feedback.pass_on_stage", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR)

# What people say of the answers they got. Also when the dialogue is closed: the answer is theirs for good
CORRECT = Step("replies.correct", by=RESIDENT, needs=(RELEASED,))
ENTER_CORRECTION = Step(
    "replies.enter_correction", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(RELEASED,)
)
SHOW_CORRECTION = Step("replies.show_correction", by=LEAD | ANALYST | REGISTRAR, needs=(RELEASED,))
ANSWER_CORRECTION = Step("replies.answer_correction", by=LEAD, needs=(RELEASED,))
REWRITE_ANSWER = Step("replies.rewrite_answer", by=LEAD, needs=(RELEASED,))
TELL_REPLY = Step("replies.tell", by=MACHINE)
HAND_OVER_REPLY = Step("replies.hand_over", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR, needs=(RELEASED,))
OPEN_RATING = Step("replies.open_rating", by=MACHINE, needs=(RELEASED,))
RATE = Step("replies.rate", by=RESIDENT, needs=(RELEASED,))
ENTER_RATING = Step(
    "replies.enter_rating", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR, needs=(RELEASED,)
)
REOPEN_ANSWER = Step("replies.reopen_answer", by=MACHINE, needs=(RELEASED,))
TRY_AGAIN = Step("replies.try_again", by=LEAD, needs=(RELEASED,))
EXPLAIN_ANSWER = Step("replies.explain_answer", by=LEAD, needs=(RELEASED,))

# 7 Follow-up
PROMISE_MEASURE = Step("followup.promise_measure", by=LEAD | BOARD, needs=(SOME_DECIDED, NOT_CLOSED))
# Rows of the action plan that the participants drafted become measures
CARRY_OVER = Step("followup.carry_over", by=LEAD | BOARD, needs=(SOME_DECIDED, NOT_CLOSED))
REPORT_MEASURE = Step("followup.report_measure", by=LEAD | COMMUNICATOR, needs=(SOME_DECIDED,))
CLOSE_DIALOGUE = Step(
    "followup.close",
    by=LEAD,
    needs=(
        RELEASED,
        ALL_ANSWERED,
        ALL_DELIVERED,
        SUMMARY_GIVEN,
        CORRECTIONS_ANSWERED,
        SECOND_TRIES_DONE,
        NOT_CLOSED,
    ),
)

# A draft of an article for the example library, out of a dialogue that is answered; the rest stands in learning.py
MAKE_EXAMPLE = Step("library.make_example", by=learning.COLLEAGUES, needs=(RELEASED,))

# Evaluation: the same short questions to everybody who was part of it
ASK_EVALUATION = Step("evaluation.ask", by=LEAD | COMMUNICATOR, needs=(OPENED, CLOSED, HELD_HERE))
GIVE_EVALUATION_CODES = Step("evaluation.give_codes", by=LEAD | COMMUNICATOR | FACILITATOR | REGISTRAR)
INVITE_TO_EVALUATION = Step("evaluation.invite", by=MACHINE)
# Staff answer as residents do: an entry with their account would say who answered what
EVALUATE = Step("evaluation.answer", by=RESIDENT)
ENTER_EVALUATION = Step("evaluation.enter", by=LEAD | COMMUNICATOR | FACILITATOR | ANALYST | REGISTRAR)
JUDGE_EFFECT = Step("evaluation.judge_effect", by=LEAD | BOARD, needs=(SOME_DECIDED,))
TELL_OF_MEASURE = Step("telling.tell", by=MACHINE)

# Promises that are late enough are passed on to the responsible manager
SET_ESCALATION = Step("escalating.set", by=ADMINISTRATOR)
ESCALATE = Step("escalating.escalate", by=MACHINE)

OF_A_DIALOGUE = {step.key: step for step in list(globals().values()) if isinstance(step, Step)}
ALL = OF_A_DIALOGUE | learning.STEPS
