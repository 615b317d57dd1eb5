"""Which meetings there are, and where one went that has been moved."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from gehor.ground import clock
from gehor.ground.organisations.models import Body, Organisation

from .models import Meeting, Move

MOST_OFFERED = 300
FEED_BACK = dt.timedelta(days=365)


def meetings_of(organisation: Organisation) -> QuerySet[Meeting]:
    return Meeting.objects.filter(body__organisation=organisation).select_related("body")


def coming(organisation: Organisation) -> QuerySet[Meeting]:
    """Today's and later ones, the next first."""
    return meetings_of(organisation).filter(held_on__gte=clock.today())


def earlier(organisation: Organisation) -> QuerySet[Meeting]:
    """Those that have been held, the latest first."""
    return meetings_of(organisation).filter(held_on__lt=clock.today()).order_by("-held_on", "-pk")


def offered(organisation: Organisation) -> list[Meeting]:
    """The coming meetings that a plan may choose from, by body."""
    return list(coming(organisation).order_by("body__name", "held_on")[:MOST_OFFERED])


def coming_of(body: Body) -> list[Meeting]:
    """The coming meetings of one body, today's among them, the next first."""
    return list(Meeting.objects.filter(body=body, held_on__gte=clock.today()).order_by("held_on")[:MOST_OFFERED])


def held(organisation: Organisation, *, since: dt.date) -> list[Meeting]:
    """The meetings that have been held since a day, today's among them, the latest first."""
    rows = meetings_of(organisation).filter(held_on__gte=since, held_on__lte=clock.today())
    return list(rows.order_by("-held_on", "body__name")[:MOST_OFFERED])


def in_feed(organisation: Organisation) -> QuerySet[Meeting]:
    """The coming meetings and those of a year back: subscribers need not carry more."""
    rows = meetings_of(organisation).filter(held_on__gte=clock.today() - FEED_BACK)
    return rows.prefetch_related("matters")


def meeting_of(organisation: Organisation, pk: int) -> Meeting:
    """One of the organisation's meetings, which knows its body and organisation. Else 404."""
    meeting = meetings_of(organisation).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    meeting.body.organisation = organisation
    return meeting


@dataclass(frozen=True)
class Whereabouts:
    """What the calendar says of the day that a plan names.

    meeting: the one held that day. was_on: from where it was moved there, if it was. moved_to: where the one of that
    day went. is_missing: the body keeps a calendar, and nothing is in it that day.
    """

    meeting: Meeting | None = None
    was_on: dt.date | None = None
    moved_to: Meeting | None = None
    is_missing: bool = False


def whereabouts(body: Body | int, day: dt.date) -> Whereabouts:
    """Three queries at most."""
    moves = Move.objects.filter(meeting=OuterRef("pk")).order_by("-moved_at", "-pk")
    rows = Meeting.objects.filter(body=body, held_on=day).annotate(was_on=Subquery(moves.values("was_on")[:1]))
    meeting = rows.first()
    if meeting:
        return Whereabouts(meeting=meeting, was_on=meeting.was_on)
    move = Move.objects.filter(meeting__body=body, was_on=day).select_related("meeting").first()
    if move:
        return Whereabouts(moved_to=move.meeting)
    return Whereabouts(is_missing=Meeting.objects.filter(body=body, held_on__gte=clock.today()).exists())
