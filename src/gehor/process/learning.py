"""What organisations do together so as to learn from each other: networks, meetings, programmes, the library.

Steps, needs and facts as for a dialogue, on one page: nothing here is about one dialogue. The host of a network takes
the steps in its own organisation; it has no power over those who are invited.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .step import Need, Step
from .words import STAFF_ROLES, Role

HOST = frozenset({Role.NETWORK_HOST})


@dataclass(frozen=True)
class NetworkFacts:
    """What is true of one network right now."""

    started: bool = False  # a decision to try it has been taken
    ended: bool = False


@dataclass(frozen=True)
class GatheringFacts(NetworkFacts):
    """What is true of one meeting of a network right now."""

    cancelled: bool = False
    has_agenda: bool = False
    invited: bool = False  # somebody is
    begun: bool = False  # its day has come
    over: bool = False  # its day has passed
    somebody_comes: bool = False  # has said yes and has a place
    attended: bool = False  # it is noted that somebody came
    asked: bool = False  # those who came are asked how it was
    summed_up: bool = False  # the report says in words what the meeting gave


@dataclass(frozen=True)
class TrialFacts(NetworkFacts):
    """What is true of a network whose trial is to be evaluated."""

    on_trial: bool = False
    gathered: bool = False  # a meeting has been held, and somebody came


@dataclass(frozen=True)
class ArticleFacts:
    """What is true of one article of the library right now."""

    drafted: bool = False  # a version is being written
    complete: bool = False  # and lacks nothing that it must have
    waiting: bool = False  # a version is submitted, and nobody has ruled on it
    public: bool = False
    written_here: bool = True  # not brought in from another library, whose author changes it there
    kept: bool = False  # an organisation keeps the library of this installation


@dataclass(frozen=True)
class ApplicationFacts:
    """What is true of one application to a programme right now, and of the programme that it is to."""

    published: bool = False  # the call is public
    in_time: bool = False  # its last day has not passed, or this organisation was given more time
    submitted: bool = False
    ruled: bool = False  # admitted, declined or withdrawn: not waiting for a place
    admitted: bool = False
    gone: bool = False  # declined or withdrawn
    reopened: bool = False  # being corrected: what was submitted counts until it is submitted anew
    due: bool = False  # the day has passed until which the persons named in it are kept
    # What it must hold before it is submitted
    decision: bool = False  # body, day, paragraph and case number of the board's decision
    document: bool = False  # and the decision itself
    elected: bool = False  # somebody elected in the steering group
    leading: bool = False  # and a leading official
    leader: bool = False
    group: bool = False
    topic: bool = False
    components: bool = False
    budget: bool = False
    commitments: bool = False
    invoice: bool = False
    # What the host must have done
    read: bool = False  # as many have assessed it as the call says
    room: bool = False  # fewer are admitted than there is room for


@dataclass(frozen=True)
class HomeworkFacts:
    """What is true of one step of a programme, or of one assignment in it."""

    told: bool = False  # a member has told of it, or delivered


@dataclass(frozen=True)
class SharingFacts:
    """What is true of what an organisation shares, or of one feed that it listens to."""

    shares: bool = False  # at least one part of its figures
    listens: bool = False  # to the feed in question
    fetching: bool = False  # it is being fetched, or waits for its turn


def _network(code: str, holds: Callable[[NetworkFacts], bool]) -> Need:
    return Need(code, holds)


def _gathering(code: str, holds: Callable[[GatheringFacts], bool]) -> Need:
    return Need(code, holds)


def _trial(code: str, holds: Callable[[TrialFacts], bool]) -> Need:
    return Need(code, holds)


def _article(code: str, holds: Callable[[ArticleFacts], bool]) -> Need:
    return Need(code, holds)


def _application(code: str, holds: Callable[[ApplicationFacts], bool]) -> Need:
    return Need(code, holds)


def _homework(code: str, holds: Callable[[HomeworkFacts], bool]) -> Need:
    return Need(code, holds)


def _sharing(code: str, holds: Callable[[SharingFacts], bool]) -> Need:
    return Need(code, holds)


STARTED = _network("network_started", lambda f: f.started)
NOT_ENDED = _network("network_not_ended", lambda f: not f.ended)

# Whom the organisation knows of: the register of partners
REGISTER_PARTNER = Step("network.register_partner", by=HOST)
IMPORT_PARTNERS = Step("network.import_partners", by=HOST)
CHANGE_PARTNER = Step("network.change_partner", by=HOST)
MERGE_PARTNERS = Step("network.merge_partners", by=HOST)
ADD_CONTACT = Step("network.add_contact", by=HOST)
CHANGE_CONTACT = Step("network.change_contact", by=HOST)
FORGET_CONTACT = Step("network.forget_contact", by=HOST | {Role.MACHINE, Role.RESIDENT})
FORGET_LECTURERS = Step("network.forget_lecturers", by=frozenset({Role.MACHINE}))

KEEP_CONTACT = Step("network.keep_contact", by=HOST | {Role.RESIDENT})
SEND_OWN_LINK = Step("network.send_link", by=HOST | {Role.RESIDENT})
TELL_CONTACT = Step("network.tell_contact", by=frozenset({Role.MACHINE}))
NOTE_TALK = Step("network.note_talk", by=HOST)
NOTE_EXCHANGE = Step("network.note_exchange", by=HOST)

# A network, and who is in it
PLAN_NETWORK = Step("network.plan", by=HOST)
CHANGE_NETWORK = Step("network.change", by=HOST, needs=(NOT_ENDED,))
DECIDE_ON_NETWORK = Step("network.decide", by=HOST, needs=(NOT_ENDED,))
JOIN_NETWORK = Step("network.join", by=HOST, needs=(STARTED, NOT_ENDED))
LEAVE_NETWORK = Step("network.leave", by=HOST, needs=(NOT_ENDED,))

# A meeting of the network. Its host plans it and invites …
NOT_CANCELLED = _gathering("gathering_not_cancelled", lambda f: not f.cancelled)
AGENDA_SET = _gathering("gathering_agenda_set", lambda f: f.has_agenda)
NOT_OVER = _gathering("gathering_not_over", lambda f: not f.over)
BEGUN = _gathering("gathering_begun", lambda f: f.begun)
INVITED = _gathering("gathering_invited", lambda f: f.invited)
SOMEBODY_COMES = _gathering("gathering_somebody_comes", lambda f: f.somebody_comes)
ATTENDED = _gathering("gathering_attended", lambda f: f.attended)
ASKED = _gathering("gathering_asked", lambda f: f.asked)
SUMMED_UP = _gathering("gathering_summed_up", lambda f: f.summed_up)
ON_TRIAL = _trial("network_on_trial", lambda f: f.on_trial)
GATHERED = _trial("network_gathered", lambda f: f.gathered)
GUESTS = HOST | {Role.RESIDENT}  # by the link in the mail, or told to the host

PLAN_GATHERING = Step("gatherings.plan", by=HOST, needs=(STARTED, NOT_ENDED))
CHANGE_GATHERING = Step("gatherings.change", by=HOST, needs=(NOT_CANCELLED,))
SET_AGENDA = Step("gatherings.set_agenda", by=HOST, needs=(NOT_CANCELLED,))
CANCEL_GATHERING = Step("gatherings.cancel", by=HOST, needs=(NOT_CANCELLED, NOT_OVER))
INVITE = Step("gatherings.invite", by=HOST, needs=(NOT_ENDED, NOT_CANCELLED, NOT_OVER, AGENDA_SET))
REMIND = Step("gatherings.remind", by=HOST | {Role.MACHINE}, needs=(NOT_CANCELLED, NOT_OVER, INVITED))
TELL_GUEST = Step("gatherings.tell", by=frozenset({Role.MACHINE}))
JOIN_GUESTS = Step("gatherings.join_guests", by=frozenset({Role.MACHINE}))
NOTE_BOUNCES = Step("gatherings.note_bounces", by=HOST | {Role.MACHINE})
# … those who are invited answer, each for themselves, and ask …
ANSWER_INVITATION = Step("gatherings.answer", by=GUESTS, needs=(NOT_CANCELLED, NOT_OVER))
BRING_COLLEAGUE = Step("gatherings.bring_colleague", by=GUESTS, needs=(NOT_CANCELLED, NOT_OVER))
ASK_QUESTION = Step("gatherings.ask_question", by=GUESTS, needs=(NOT_CANCELLED, NOT_OVER))
SECOND_QUESTION = Step("gatherings.second_question", by=GUESTS, needs=(NOT_CANCELLED, NOT_OVER))
SETTLE_QUESTION = Step("gatherings.settle_question", by=HOST)
# … they sit down so as to meet, and take something home …
SEAT = Step("gatherings.seat", by=HOST, needs=(NOT_CANCELLED, NOT_OVER, SOMEBODY_COMES))
PRINT_BADGES = Step("gatherings.print_badges", by=HOST, needs=(NOT_CANCELLED, NOT_OVER, SOMEBODY_COMES))
CHECK_IN_GUEST = Step("gatherings.check_in", by=GUESTS, needs=(NOT_CANCELLED, BEGUN))
NOTE_TABLE = Step("gatherings.note_table", by=GUESTS, needs=(NOT_CANCELLED, BEGUN))
TAKE_HOME = Step("gatherings.take_home", by=GUESTS, needs=(NOT_CANCELLED, BEGUN))
TELL_OUTCOME = Step("gatherings.tell_outcome", by=GUESTS)
# … and it is told what it gave
KEEP_MATERIAL = Step("gatherings.keep_material", by=HOST)
ASK_HOW_IT_WAS = Step("gatherings.ask_how_it_was", by=HOST, needs=(NOT_CANCELLED, ATTENDED))
TELL_HOW_IT_WAS = Step("gatherings.tell_how_it_was", by=frozenset({Role.RESIDENT}), needs=(ASKED,))
SUM_UP = Step("gatherings.sum_up", by=HOST, needs=(ATTENDED,))
PUBLISH_REPORT = Step("gatherings.publish_report", by=HOST, needs=(ATTENDED, SUMMED_UP))
# The trial: what it rests on, and what its host makes of it
NOTE_FUNDING = Step("gatherings.note_funding", by=HOST, needs=(NOT_ENDED,))
EVALUATE_TRIAL = Step("network.evaluate_trial", by=HOST, needs=(ON_TRIAL, GATHERED))

# A programme: who is called, who applies, and who is admitted. Applicants act by a link of theirs, without account
APPLICANT = frozenset({Role.RESIDENT})
TENANT = frozenset({Role.LEAD, Role.ADMINISTRATOR, Role.NETWORK_HOST})  # who may act for an organisation with accounts
CALL_PUBLISHED = _application("call_published", lambda f: f.published)
IN_TIME = _application("application_in_time", lambda f: f.in_time)
WRITABLE = _application("application_writable", lambda f: (not f.submitted or f.reopened) and not f.ruled)
NOT_REOPENED = _application("application_not_reopened", lambda f: not f.reopened)
SUBMITTED = _application("application_submitted", lambda f: f.submitted)
NOT_RULED = _application("application_not_ruled_on", lambda f: not f.ruled)
NOT_GONE = _application("application_not_gone", lambda f: not f.gone)
OVER = _application("application_over", lambda f: f.gone or f.due)
ADMITTED = _application("application_admitted", lambda f: f.admitted)
BOARD_DECISION = _application("application_decision", lambda f: f.decision)
BOARD_DOCUMENT = _application("application_document", lambda f: f.document)
STEERING_ELECTED = _application("application_elected", lambda f: f.elected)
STEERING_LEADING = _application("application_leading", lambda f: f.leading)
PROJECT_LEADER = _application("application_leader", lambda f: f.leader)
PROJECT_GROUP = _application("application_group", lambda f: f.group)
HOME_TOPIC = _application("application_topic", lambda f: f.topic)
HOME_COMPONENTS = _application("application_components", lambda f: f.components)
HOME_BUDGET = _application("application_budget", lambda f: f.budget)
COMMITMENTS = _application("application_commitments", lambda f: f.commitments)
INVOICE_TO = _application("application_invoice", lambda f: f.invoice)
READ_ENOUGH = _application("application_read", lambda f: f.read)
ROOM = _application("programme_room", lambda f: f.room)
NOTHING_TOLD = _homework("homework_nothing_told", lambda f: not f.told)
COMPLETE = (
    BOARD_DECISION,
    BOARD_DOCUMENT,
    STEERING_ELECTED,
    STEERING_LEADING,
    PROJECT_LEADER,
    PROJECT_GROUP,
    HOME_TOPIC,
    HOME_COMPONENTS,
    HOME_BUDGET,
    COMMITMENTS,
    INVOICE_TO,
)

PLAN_PROGRAMME = Step("programme.plan", by=HOST)
CHANGE_PROGRAMME = Step("programme.change", by=HOST)
PUBLISH_CALL = Step("programme.publish", by=HOST)
SET_FEE = Step("programme.set_fee", by=HOST)
BEGIN_APPLICATION = Step("programme.apply", by=APPLICANT, needs=(CALL_PUBLISHED, IN_TIME))
TAKE_PART = Step("programme.take_part", by=TENANT)  # an organisation with accounts says that an application is its own
WRITE_APPLICATION = Step("programme.write", by=APPLICANT, needs=(WRITABLE,))
NAME_PEOPLE = Step("programme.name_people", by=APPLICANT, needs=(NOT_GONE,))
SUBMIT_APPLICATION = Step("programme.submit", by=APPLICANT, needs=(WRITABLE, IN_TIME, *COMPLETE))
REOPEN_APPLICATION = Step(
    "programme.reopen", by=APPLICANT, needs=(SUBMITTED, NOT_RULED, NOT_REOPENED, IN_TIME)
)  # to correct it
ASK_TO_CORRECT = Step("programme.ask_to_correct", by=HOST, needs=(SUBMITTED, NOT_RULED))
WITHDRAW_APPLICATION = Step("programme.withdraw", by=APPLICANT, needs=(NOT_GONE,))
SEND_LINK = Step("programme.send_link", by=HOST | APPLICANT, needs=(NOT_GONE,))
GIVE_TIME = Step("programme.give_time", by=HOST, needs=(WRITABLE,))
NAME_PARTNER = Step("programme.name_partner", by=HOST)
ASK_READER = Step("programme.ask_reader", by=HOST)  # somebody outside, who assesses by a link
LET_READER_GO = Step("programme.let_reader_go", by=HOST | {Role.MACHINE})
READ_APPLICATION = Step("programme.read", by=HOST | {Role.RESIDENT}, needs=(SUBMITTED, NOT_RULED))
ADMIT = Step("programme.admit", by=HOST, needs=(SUBMITTED, NOT_RULED, READ_ENOUGH, ROOM))
TURN_AWAY = Step("programme.turn_away", by=HOST, needs=(SUBMITTED, NOT_RULED, READ_ENOUGH))  # declined, or made to wait
TELL_APPLICANT = Step("programme.tell", by=frozenset({Role.MACHINE}))
FORGET_APPLICANT = Step("programme.forget", by=HOST | APPLICANT | {Role.MACHINE}, needs=(OVER,))

# What its members do between the meetings, and what came of it at home
PLAN_STEPS = Step("homework.plan_steps", by=HOST)
DROP_STEP = Step("homework.drop_step", by=HOST | APPLICANT, needs=(NOTHING_TOLD,))
SET_ASSIGNMENT = Step("homework.set_assignment", by=HOST)
DROP_ASSIGNMENT = Step("homework.drop_assignment", by=HOST, needs=(NOTHING_TOLD,))
VARY_STEP = Step("homework.vary_step", by=APPLICANT, needs=(ADMITTED,))
DELIVER = Step("homework.deliver", by=APPLICANT, needs=(ADMITTED,))
GIVE_FEEDBACK = Step("homework.give_feedback", by=HOST)
NOTE_EDUCATION = Step("homework.note_education", by=HOST)
NOTE_ENCOUNTER = Step("homework.note_encounter", by=HOST | APPLICANT, needs=(ADMITTED,))
TELL_DIALOGUE = Step("homework.tell_dialogue", by=APPLICANT, needs=(ADMITTED,))
LINK_DIALOGUES = Step("homework.link_dialogues", by=TENANT, needs=(ADMITTED,))
JUDGE_MAP = Step("homework.judge_map", by=APPLICANT, needs=(ADMITTED,))
WRITE_CASE = Step("homework.write_case", by=APPLICANT, needs=(ADMITTED,))
WRITE_REPORT = Step("homework.write_report", by=HOST)
MEASURE_PROGRAMME = Step("homework.measure", by=frozenset({Role.MACHINE}))
LEAVE_OUT_PICTURES = Step("homework.leave_out_pictures", by=frozenset({Role.MACHINE}))
TELL_MEMBER = Step("homework.tell", by=frozenset({Role.MACHINE}))

# What members pay
SET_SELLER = Step("invoicing.set_seller", by=HOST)
DRAW_INVOICES = Step("invoicing.draw", by=HOST)
MARK_PAID = Step("invoicing.mark_paid", by=HOST)

# The example library. What an article's own organisation does with it …
COLLEAGUES = frozenset(STAFF_ROLES) - {Role.AUDITOR}
ARTICLE_DRAFTED = _article("article_drafted", lambda f: f.drafted)
ARTICLE_COMPLETE = _article("article_complete", lambda f: f.complete)
ARTICLE_NOT_WAITING = _article("article_not_waiting", lambda f: not f.waiting)
ARTICLE_WAITING = _article("article_waiting", lambda f: f.waiting)
ARTICLE_PUBLIC = _article("article_public", lambda f: f.public)
ARTICLE_WRITTEN_HERE = _article("article_written_here", lambda f: f.written_here)
ARTICLE_NOT_DRAFTED = _article("article_not_drafted", lambda f: not f.drafted)
LIBRARY_KEPT = _article("library_kept", lambda f: f.kept)

WRITE_ARTICLE = Step("library.write", by=COLLEAGUES)
BEGIN_VERSION = Step(
    "library.begin_version",
    by=COLLEAGUES,
    needs=(ARTICLE_WRITTEN_HERE, ARTICLE_NOT_WAITING, ARTICLE_NOT_DRAFTED),
)
CHANGE_ARTICLE = Step("library.change", by=COLLEAGUES, needs=(ARTICLE_DRAFTED, ARTICLE_NOT_WAITING))
DROP_ARTICLE = Step("library.drop", by=COLLEAGUES, needs=(ARTICLE_DRAFTED, ARTICLE_NOT_WAITING))
SUBMIT_ARTICLE = Step(
    "library.submit",
    by=COLLEAGUES,
    needs=(LIBRARY_KEPT, ARTICLE_DRAFTED, ARTICLE_NOT_WAITING, ARTICLE_COMPLETE),
)
# Those whom it names are forgotten on a day, unless somebody says that they may still be asked
KEEP_NAMED = Step("library.keep_named", by=COLLEAGUES)
FORGET_NAMED = Step("library.forget_named", by=COLLEAGUES | {Role.MACHINE})
TAKE_ARTICLE_BACK = Step("library.take_back", by=COLLEAGUES, needs=(ARTICLE_WAITING,))
WITHDRAW_ARTICLE = Step("library.withdraw", by=COLLEAGUES, needs=(ARTICLE_PUBLIC,))
# … and what those do who keep the library: network hosts of the organisation that keeps it
PUBLISH_ARTICLE = Step("library.publish", by=HOST, needs=(ARTICLE_WAITING,))
SEND_ARTICLE_BACK = Step("library.send_back", by=HOST, needs=(ARTICLE_WAITING,))
TAKE_ARTICLE_DOWN = Step("library.take_down", by=HOST, needs=(ARTICLE_PUBLIC,))
# Articles of the catalogue, of a file or of another library; a machine fetches them
BRING_ARTICLES = Step("library.bring", by=HOST | {Role.MACHINE})
BRING_FILE = Step("library.bring_file", by=frozenset({Role.MACHINE}))  # a picture or a PDF that one of them names
TELL_OF_ARTICLE = Step("library.tell", by=frozenset({Role.MACHINE}))
# A reader asks the author of an article; when the question has left, it is forgotten here
ASK_AUTHOR = Step("library.ask", by=frozenset({Role.RESIDENT}), needs=(ARTICLE_PUBLIC,))
PASS_QUESTION_ON = Step("library.pass_on", by=frozenset({Role.MACHINE}))
FORGET_QUESTION = Step("library.forget_question", by=frozenset({Role.MACHINE}))

# What goes between installations: what an organisation shares of its dialogues, part by part, until it leaves …
DECIDES_ON_SHARING = HOST | {Role.ADMINISTRATOR}
SHARES = _sharing("shares_something", lambda f: f.shares)
LISTENS = _sharing("listens_to_the_feed", lambda f: f.listens)
NOT_BEING_FETCHED = _sharing("feed_not_being_fetched", lambda f: not f.fetching)
SHARE = Step("sharing.share", by=DECIDES_ON_SHARING)
STOP_SHARING = Step("sharing.stop", by=DECIDES_ON_SHARING, needs=(SHARES,))
CHANGE_LINK = Step("sharing.change_link", by=DECIDES_ON_SHARING, needs=(SHARES,))
TELL_FIGURES = Step("sharing.tell", by=frozenset({Role.MACHINE}), needs=(SHARES,))
# … and what it hears: libraries and organisations of other installations
LISTEN = Step("sharing.listen", by=HOST)
STOP_LISTENING = Step("sharing.stop_listening", by=HOST, needs=(LISTENS,))
ASK_FOR_FEED = Step("sharing.ask", by=HOST | {Role.MACHINE}, needs=(LISTENS, NOT_BEING_FETCHED))
SHOW_HEARD = Step("sharing.show", by=HOST, needs=(LISTENS,))  # on our public page
HEAR = Step("sharing.hear", by=frozenset({Role.MACHINE}))

NEEDS = {need.code: need for need in list(globals().values()) if isinstance(need, Need)}
STEPS = {step.key: step for step in list(globals().values()) if isinstance(step, Step)}
