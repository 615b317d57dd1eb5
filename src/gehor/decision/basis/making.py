"""A version as it would be frozen now: a long one takes seconds, so it is made before anything is locked."""

from dataclasses import dataclass

from gehor.ground.documents import letterhead, pdf
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import FREEZE_BASIS

from . import queries
from .content import basis_of, kept


@dataclass(frozen=True)
class Made:
    """state: of the dialogue when it was made (queries.state_of)."""

    state: int
    content: str
    file: bytes


def made(dialogue: Dialogue) -> Made | None:
    """The next version; None where freezing would be refused."""
    return None if FREEZE_BASIS.missing(facts_known(dialogue)) else version_of(dialogue)


def version_of(dialogue: Dialogue) -> Made:
    state, basis = queries.state_of(dialogue), basis_of(dialogue)
    return Made(state, kept(basis), pdf(basis.document, letterhead(dialogue.organisation)))
