"""What the room has asked, how often it was seconded, and how it has voted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404
from django.utils.translation import get_language

from gehor.ground import clock
from gehor.ground.languages import said
from gehor.ground.people.models import Participant
from gehor.participation.models import Contribution
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity
from gehor.process.words import Channel

from ..models import Seat
from . import rules
from .models import Asked, Poll, Vote


@dataclass(frozen=True)
class Question:
    """One question from the floor. seconds: how many others wonder the same."""

    asked: Asked
    text: str
    language: str
    seconds: int

    @property
    def contribution(self) -> Contribution:
        return self.asked.contribution


@dataclass(frozen=True)
class Shown:
    """A poll with its votes. tallied: for each option, or nothing where so few voted that somebody could be known."""

    poll: Poll
    votes: int
    tallied: tuple[int, ...] | None

    @property
    def is_open(self) -> bool:
        return self.poll.closed_at is None

    @property
    def options(self) -> list[str]:
        """The answers in the reader's language."""
        source, reader = self.poll.activity.dialogue.source_language, get_language() or "sv"
        return [said(option, source, reader)[0] for option in self.poll.options]

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each answer with its votes, once they may be told."""
        return list(zip(self.options, self.tallied, strict=True)) if self.tallied else []


def questions(activity: Activity, *, shown: bool = True, also_taken: bool = False) -> list[Question]:
    """Those that nobody has taken up yet, the most seconded first, then the oldest: two queries.

    shown: those that everybody sees; else those that wait to be looked at. also_taken: those that were taken up, too.
    """
    rows = Asked.objects.filter(contribution__activity=activity, contribution__published_at__isnull=not shown)
    if shown and not also_taken:
        rows = rows.filter(taken_at=None)
    rows = rows.select_related("contribution").annotate(count=Count("seconds")).order_by("-count", "contribution")
    found = list(rows)
    wordings = shown_wordings([each.contribution_id for each in found])
    return [
        Question(each, wordings[each.contribution_id].text, wordings[each.contribution_id].language, each.count)
        for each in found
    ]


def room_of(contributions: Iterable[Contribution]) -> Activity | None:
    """The meeting held today in which somebody has asked these on a telephone of their own: the way back to it."""
    sent = [each for each in contributions if each.channel == Channel.MEETING and each.entered_by_id is None]
    today = clock.today().isoformat()
    return next((each.activity for each in reversed(sent) if each.activity.setup.get("date") == today), None)


def question(activity: Activity, reference: str) -> Asked:
    rows = Asked.objects.filter(contribution__activity=activity, contribution__reference=reference)
    found = rows.select_related("contribution__activity__dialogue").first()
    if found is None:
        raise Http404
    return found


def polls(activity: Activity) -> list[Shown]:
    """All polls of the meeting, the latest first: two queries. While one is open only the number of votes is told."""
    found = list(Poll.objects.filter(activity=activity).order_by("-number"))
    for each in found:
        each.activity = activity
    counted: dict[int, dict[int, int]] = {}
    rows = Vote.objects.filter(poll__in=found).order_by().values_list("poll", "option").annotate(n=Count("pk"))
    for poll, option, count in rows:
        counted.setdefault(poll, {})[option] = count
    return [_shown(poll, counted.get(poll.pk, {})) for poll in found]


def _shown(poll: Poll, votes: dict[int, int]) -> Shown:
    tallied = rules.tally(votes, len(poll.options))
    is_told = poll.closed_at is not None and rules.may_be_told(tallied)
    return Shown(poll, sum(tallied), tallied if is_told else None)


def poll(activity: Activity, number: int) -> Poll:
    found = Poll.objects.filter(activity=activity, number=number).select_related("activity__dialogue").first()
    if found is None:
        raise Http404
    return found


def tallied(poll: Poll) -> tuple[int, ...]:
    votes = Vote.objects.filter(poll=poll).order_by().values_list("option").annotate(n=Count("pk"))
    return rules.tally(dict(votes), len(poll.options))


def all_who_sit(activity: Activity) -> list[Participant]:
    return list(Participant.objects.filter(pk__in=Seat.objects.filter(table__activity=activity).values("participant")))
