"""All that is kept about the holder of a receipt. What there is none of is not asked for: that takes one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists

from gehor.analysis.checking.models import Response
from gehor.analysis.checking.queries import responses_of
from gehor.feedback.replies import queries as replies
from gehor.feedback.replies.models import Correction
from gehor.feedback.replies.queries import Exchange
from gehor.ground.people.models import Participant
from gehor.methods.meeting.minutes import queries as minutes
from gehor.methods.meeting.minutes.models import Correction as MinutesCorrection
from gehor.methods.meeting.registering import queries as registering
from gehor.methods.meeting.registering.models import Registration
from gehor.methods.survey import queries as survey
from gehor.methods.survey.models import Draft
from gehor.participation.ballots import queries as ballots
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution
from gehor.participation.paper import queries as paper
from gehor.participation.paper.models import Sheet

KINDS = ("ballots", "registrations", "minutes_corrected", "saved", "responses", "corrections", "paper")


def columns(participant: Participant) -> dict[str, Exists]:
    """Whether there is something of each kind: to ask for beside something else."""
    own = {"participant": participant}
    return {
        "holds_ballots": Exists(Voter.objects.filter(**own)),
        "holds_registrations": Exists(Registration.objects.filter(**own)),
        "holds_minutes_corrected": Exists(MinutesCorrection.objects.filter(**own)),
        "holds_saved": Exists(Draft.objects.filter(**own)),
        "holds_responses": Exists(Response.objects.filter(**own)),
        "holds_corrections": Exists(Correction.objects.filter(**own)),
        "holds_paper": Exists(Sheet.objects.filter(code=participant.receipt)),
    }


@dataclass(frozen=True)
class Holdings:
    participant: Participant
    kinds: frozenset[str]  # those of which there is something

    @property
    def ballots(self) -> list[Ballot]:
        return ballots.of(self.participant) if "ballots" in self.kinds else []

    @property
    def registrations(self) -> list[Registration]:
        return registering.of(self.participant) if "registrations" in self.kinds else []

    @property
    def minutes_corrected(self) -> list[MinutesCorrection]:
        return minutes.of(self.participant) if "minutes_corrected" in self.kinds else []

    @property
    def saved(self) -> Draft | None:
        return survey.saved_of(self.participant) if "saved" in self.kinds else None

    @property
    def responses(self) -> list[Response]:
        return responses_of(self.participant) if "responses" in self.kinds else []

    @property
    def corrections(self) -> list[Exchange]:
        return list(replies.by_participant(self.participant)) if "corrections" in self.kinds else []

    @property
    def paper(self) -> list[dict[str, Any]]:
        return paper.of_person(self.participant) if "paper" in self.kinds else []


def of(participant: Participant, contributions: Sequence[Contribution]) -> Holdings:
    """contributions: theirs, which carry the columns; without any it takes one query."""
    if contributions:
        found = {name: getattr(contributions[0], f"holds_{name}") for name in KINDS}
    else:
        row = Participant.objects.filter(pk=participant.pk).values(**columns(participant)).get()
        found = {name: row[f"holds_{name}"] for name in KINDS}
    return Holdings(participant, frozenset(name for name, there_is in found.items() if there_is))
