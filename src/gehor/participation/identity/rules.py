"""What may be demanded, and how a pseudonym is made of what somebody has shown. Plain Python."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gehor.process.method import Method, Setup, Takes
from gehor.process.words import Channel, Doing, Proof

KEY_LEAST_BYTES = 32
CODES_MOST = 5000  # in one batch
MISSES_TOLD = 10  # codes that nobody has, tried on one day, are somebody who guesses: told before they are slowed
MAIL_MOST = 254  # characters of an address
MAIL_DIGITS, MAIL_MINUTES, MAIL_TRIES, MAIL_SENDINGS = 6, 15, 5, 3  # sendings: to one address in an hour

# Once per device says nothing where one person may say many things in their own words
POSSIBLE: Mapping[Doing, tuple[Proof, ...]] = {
    Doing.COMMENT: tuple(proof for proof in Proof if proof is not Proof.DEVICE),
    Doing.VOTE: tuple(Proof),
    # Anybody has a device and an address, so neither keeps anybody out
    Doing.READ: (Proof.OPEN, Proof.CODE, Proof.EID, Proof.RESIDENT),
}


class Age(StrEnum):
    """How old somebody is, as far as it says who decides on their address."""

    UNDER_13 = "under_13"
    TEENAGER = "teenager"
    GROWN_UP = "grown_up"


def may_leave_address(age: Age, *, guardian: bool) -> bool:
    """guardian: whether somebody who looks after the child has said yes."""
    return age is not Age.UNDER_13 or guardian


@dataclass(frozen=True)
class Demands:
    """What one activity demands."""

    comment: Proof = Proof.OPEN
    vote: Proof = Proof.OPEN
    read: Proof = Proof.OPEN

    def of(self, doing: Doing) -> Proof:
        return Proof(getattr(self, doing.value))

    @property
    def takes_codes(self) -> bool:
        """Whether something is demanded that a code from a letter shows."""
        return Proof.CODE in (self.comment, self.vote, self.read)

    @property
    def is_read_by_few(self) -> bool:
        return self.read is not Proof.OPEN


def doings(method: Method, setup: Setup) -> tuple[Doing, ...]:
    """What people can do by themselves in an activity of this method, so that a proof can be demanded for it."""
    if Channel.WEB not in method.channels:
        return ()
    ways = {Takes.CONTRIBUTIONS: Doing.COMMENT, Takes.BALLOTS: Doing.VOTE}
    found = tuple(doing for takes, doing in ways.items() if takes in method.takes)
    if not method.counts(setup):
        found = tuple(doing for doing in found if doing is not Doing.VOTE)
    return (*found, Doing.READ)


def suggested(method: Method, setup: Setup) -> Demands:
    return Demands(vote=method.suggested_proof if Doing.VOTE in doings(method, setup) else Proof.OPEN)


def is_possible(method: Method, setup: Setup, doing: Doing, proof: Proof, *, ready: Iterable[Proof]) -> bool:
    """ready: the proofs that are set up here."""
    return doing in doings(method, setup) and proof in POSSIBLE[doing] and proof in set(ready)


def pseudonym(secret: str, *, kind: str, key: bytes, salt: bytes) -> str:
    """What somebody has shown becomes 64 signs that lead nobody back to it without the key.

    kind: what was shown, such as "device": the same word shown in two ways is two persons.
    key: kept outside the database. Personal numbers are so few that without it all of them could be tried.

    >>> pseudonym("x", kind="a", key=b"k", salt=b"s") == pseudonym("x", kind="b", key=b"k", salt=b"s")
    False
    """
    return hmac.new(key, salt + f"{kind}:{secret}".encode(), hashlib.sha256).hexdigest()


def fingerprint(key: bytes) -> str:
    """By which a key is known again, and which says nothing of it."""
    return hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:16]


def same_address(typed: str) -> str:
    """An address in the form in which one person has it once: case and what stands after a plus say nothing.

    >>> same_address(" Dana.D+vote@Example.org ")
    'dana.d@example.org'
    """
    name, _at, house = typed.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0] or name}@{house}"


def is_enough(shown: Proof, demanded: Proof) -> bool:
    """Whether what was shown in one way does for what is demanded. One way in one activity: two would be two persons.

    >>> is_enough(Proof.RESIDENT, Proof.EID), is_enough(Proof.EID, Proof.CODE)
    (True, False)
    """
    return shown is demanded or (shown, demanded) == (Proof.RESIDENT, Proof.EID)
