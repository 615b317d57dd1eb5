"""Who can be written to before a meeting, who has been, and who has to be reached in another way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from gehor.analysis.queries import facts as facts  # the facts of a stage that this one takes no part in
from gehor.analysis.series import queries as series
from gehor.analysis.series.models import Invitation
from gehor.analysis.series.queries import Person
from gehor.feedback.rules import State, state
from gehor.ground import clock
from gehor.ground.people.models import Contact
from gehor.ground.people.queries import reached_by_mail
from gehor.methods.meeting.models import Seat
from gehor.planning.models import Activity, Dialogue

from .models import Sending
from .rules import Kind


def reached(dialogue: Dialogue) -> QuerySet[Contact]:
    """E-mail addresses of everybody who is invited or has come."""
    invited = Invitation.objects.filter(dialogue=dialogue).values("participant")
    came = Seat.objects.filter(table__activity__dialogue=dialogue).values("participant")
    return reached_by_mail().filter(Q(participant__in=invited) | Q(participant__in=came))


def not_written_to(activity: Activity, kind: Kind) -> QuerySet[Contact]:
    """Those who can get this message and have not been sent it. A reminder follows an invitation."""
    sent = Sending.objects.filter(activity=activity)
    found = reached(activity.dialogue).exclude(participant__in=sent.filter(kind=kind).values("participant"))
    if kind is Kind.REMINDER:
        found = found.filter(participant__in=sent.filter(kind=Kind.INVITATION).values("participant"))
    return found


@dataclass(frozen=True)
class Counted:
    """How far the messages of one kind have come."""

    kind: Kind
    arrived: int
    waiting: int
    failed: int  # refused, or cut off so that nobody knows

    @property
    def all(self) -> int:
        return self.arrived + self.waiting + self.failed


def counted(activity: Activity) -> list[Counted]:
    """Kind by kind, as far as anything is sent: one query."""
    rows = list(Sending.objects.filter(activity=activity))
    return [each for each in (_count(kind, [row for row in rows if row.kind == kind]) for kind in Kind) if each.all]


def _count(kind: Kind, rows: Iterable[Sending]) -> Counted:
    states = [
        state(started_at=row.started_at, done_at=row.done_at, refused=row.refused, left_to_page=False, now=clock.now())
        for row in rows
    ]
    arrived = states.count(State.ARRIVED)
    waiting = states.count(State.WAITING) + states.count(State.IN_HAND)
    return Counted(kind, arrived, waiting, len(states) - arrived - waiting)


@dataclass(frozen=True)
class Otherwise:
    """Somebody whom no e-mail reaches, with the addresses there are."""

    person: Person
    contacts: tuple[Contact, ...]


def otherwise(dialogue: Dialogue) -> list[Otherwise]:
    """Those who are invited and get no e-mail: four queries. Without any address, they are told where they were met."""
    mailed = set(reached(dialogue).values_list("participant", flat=True))
    people = [each for each in series.people(dialogue) if each.pk not in mailed and each.number is not None]
    contacts: dict[int, list[Contact]] = {}
    for row in Contact.objects.filter(participant__in=[each.pk for each in people], stopped_at__isnull=True):
        if row.kind != Contact.Kind.EMAIL:
            contacts.setdefault(row.participant_id, []).append(row)
    return [Otherwise(each, tuple(contacts.get(each.pk, ()))) for each in people]


def session(dialogue: Dialogue, number: int) -> Activity:
    """A meeting of a series by its number, else 404."""
    meetings = series.sessions(dialogue)
    found = next((each for each in meetings if each.number == number), None)
    if found is None or not series.has_series(meetings):
        raise Http404
    return found
