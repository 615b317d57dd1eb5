"""The fixed vocabularies of the process. Texts for people stand in each stage's texts.py."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be in one organisation; several at once are allowed."""

    LEAD = "lead"
    COMMUNICATOR = "communicator"
    ANALYST = "analyst"
    FACILITATOR = "facilitator"  # leads tables and takes notes at meetings (table secretary)
    BOARD = "board"
    REGISTRAR = "registrar"
    ADMINISTRATOR = "administrator"
    NETWORK_HOST = "network_host"
    AUDITOR = "auditor"
    RESIDENT = "resident"  # never stored: everybody without an account
    MACHINE = "machine"  # never stored: named background work


STAFF_ROLES = tuple(role for role in Role if role not in (Role.RESIDENT, Role.MACHINE))


class Level(StrEnum):
    """SKR's ladder of participation. No level is better than another; a dialogue may stand on several."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    INFLUENCE = "influence"
    CODECIDE = "codecide"


class Go(StrEnum):
    """Outcome of the first step: should this be run at all?"""

    RUN = "run"
    INFORM_ONLY = "inform_only"
    REFER = "refer"
    POSTPONE = "postpone"
    DECLINE = "decline"


class Channel(StrEnum):
    """How a contribution reached us. Stands on every contribution and in every total."""

    WEB = "web"
    PAPER = "paper"
    MEETING = "meeting"
    PHONE = "phone"
    OUTREACH = "outreach"
    IMPORT = "import"


class Proof(StrEnum):
    """How sure we are who takes part, from the least to the most."""

    OPEN = "open"  # nothing is asked: the same person may come again
    DEVICE = "device"  # once for each device
    CODE = "code"  # a code that came by letter
    EMAIL = "email"  # a code that came by e-mail
    EID = "eid"  # e-identification
    RESIDENT = "resident"  # e-identification, and registered as living here

    def at_least(self, other: "Proof") -> bool:
        """Whether this is as sure as the other, or surer. As words the members would be ordered by the alphabet."""
        order = list(Proof)
        return order.index(self) >= order.index(other)


class Doing(StrEnum):
    """What somebody may do in an activity. How surely they must show who they are is settled for each by itself."""

    COMMENT = "comment"  # say something in one's own words
    VOTE = "vote"  # answer what is counted
    READ = "read"  # see what is asked, and what others say


class Aside(StrEnum):
    """Why a contribution carries no finding. The reason is public."""

    OFF_TOPIC = "off_topic"
    REFERRED = "referred"
    DUPLICATE = "duplicate"
    EMPTY = "empty"  # nothing that can be read as a view: a test, a blank page
    UNLAWFUL = "unlawful"  # a threat or agitation; the text is not shown


class Outcome(StrEnum):
    """What the deciding body does with one finding."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    UNDER_WAY = "under_way"
    REFERRED = "referred"
    OUTSIDE_MANDATE = "outside_mandate"


class MeasureStatus(StrEnum):
    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    DELAYED = "delayed"
    DROPPED = "dropped"


class MaskReason(StrEnum):
    """Why a published wording differs from what was received."""

    PERSONAL_DATA = "personal_data"
    PROTECTED_IDENTITY = "protected_identity"
    CORRECTED_BY_AUTHOR = "corrected_by_author"
    TYPED_WRONG = "typed_wrong"  # staff mistyped a paper form or a note
    AMENDED = "amended"  # a suggested change was accepted: what stood there before may be read as well


MASKING = tuple(reason for reason in MaskReason if reason is not MaskReason.AMENDED)  # what stood there is not shown
