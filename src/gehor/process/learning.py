"""What organisations do together so as to learn from each other: networks and who is in them, and the example library.

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
class ArticleFacts:
    """What is true of one article of the library right now."""

    drafted: bool = False  # a version is being written
    complete: bool = False  # and lacks nothing that it must have
    waiting: bool = False  # a version is submitted, and nobody has ruled on it
    public: bool = False
    written_here: bool = True  # not brought in from another library, whose author changes it there
    kept: bool = False  # an organisation keeps the library of this installation


def _network(code: str, holds: Callable[[NetworkFacts], bool]) -> Need:
    return Need(code, holds)


def _article(code: str, holds: Callable[[ArticleFacts], bool]) -> Need:
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

KEEP_CONTACT = Step("network.keep_contact", by=HOST | {Role.RESIDENT})
NOTE_TALK = Step("network.note_talk", by=HOST)
NOTE_EXCHANGE = Step("network.note_exchange", by=HOST)

# A network, and who is in it
PLAN_NETWORK = Step("network.plan", by=HOST)
CHANGE_NETWORK = Step("network.change", by=HOST, needs=(NOT_ENDED,))
DECIDE_ON_NETWORK = Step("network.decide", by=HOST, needs=(NOT_ENDED,))
JOIN_NETWORK = Step("network.join", by=HOST, needs=(STARTED, NOT_ENDED))
LEAVE_NETWORK = Step("network.leave", by=HOST, needs=(NOT_ENDED,))

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
TAKE_ARTICLE_BACK = Step("library.take_back", by=COLLEAGUES, needs=(ARTICLE_WAITING,))
WITHDRAW_ARTICLE = Step("library.withdraw", by=COLLEAGUES, needs=(ARTICLE_PUBLIC,))
# … and what those do who keep the library: network hosts of the organisation that keeps it
PUBLISH_ARTICLE = Step("library.publish", by=HOST, needs=(ARTICLE_WAITING,))
SEND_ARTICLE_BACK = Step("library.send_back", by=HOST, needs=(ARTICLE_WAITING,))
TAKE_ARTICLE_DOWN = Step("library.take_down", by=HOST, needs=(ARTICLE_PUBLIC,))
# Articles of the catalogue, of a file or of another library; a machine fetches them
BRING_ARTICLES = Step("library.bring", by=HOST | {Role.MACHINE})
TELL_OF_ARTICLE = Step("library.tell", by=frozenset({Role.MACHINE}))

NEEDS = {need.code: need for need in list(globals().values()) if isinstance(need, Need)}
STEPS = {step.key: step for step in list(globals().values()) if isinstance(step, Step)}
