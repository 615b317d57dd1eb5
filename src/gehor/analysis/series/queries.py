"""The meetings of a series, the people in it, how they prioritised and what is planned."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact
from gehor.methods.meeting.models import Seat
from gehor.participation.models import Opening
from gehor.planning.models import Activity, Dialogue

from . import keys, rules
from .models import Action, Ballot, Code, Invitation, Option, Prioritisation

METHOD = "meeting"


def sessions(dialogue: Dialogue) -> list[Activity]:
    """The dialogue's meetings in the order in which they are held: one query."""
    found = list(Activity.objects.filter(dialogue=dialogue, method=METHOD))
    for each in found:
        each.dialogue = dialogue
    return sorted(found, key=lambda each: (held_on(each), each.number))


def held_on(activity: Activity) -> dt.date:
    day = activity.setup.get("date")
    return dt.date.fromisoformat(day) if day else activity.begins_on


def categories(dialogue: Dialogue) -> list[Finding]:
    """The findings, which become the categories on the ballot."""
    return list(Finding.objects.filter(dialogue=dialogue).order_by("number"))


def open_now(dialogue: Dialogue) -> set[int]:
    """Ids of the dialogue's activities in which somebody can be heard right now: one query."""
    rows = Opening.objects.filter(activity__dialogue=dialogue, closed_at__isnull=True)
    return set(rows.values_list("activity", flat=True))


def has_series(activities: Iterable[Activity]) -> bool:
    """Whether these ways of taking part hold a series: no query."""
    return sum(each.method == METHOD for each in activities) >= rules.FEWEST_MEETINGS


def is_series(dialogue: Dialogue) -> bool:
    return Activity.objects.filter(dialogue=dialogue, method=METHOD).count() >= rules.FEWEST_MEETINGS


@dataclass
class Person:
    """One of the people in a series. number: of the invitation, or none for somebody who came without."""

    pk: int  # of the participant
    number: int | None = None
    name: str = ""
    kinds: tuple[str, ...] = ()
    invitation: int | None = None
    invited_on: dt.date | None = None
    came: dict[int, tuple[int, int]] = field(default_factory=dict)  # activity id → (table, seat)


def people(dialogue: Dialogue) -> list[Person]:
    """Everybody who is invited or has come, the invited first: three queries."""
    found = {person.pk: person for person in nameless(dialogue)}
    for participant, name, kind in Contact.objects.filter(participant__in=found).values_list(
        "participant", "name", "kind"
    ):
        found[participant].name = found[participant].name or name
        found[participant].kinds += (kind,)
    return list(found.values())


def nameless(dialogue: Dialogue) -> list[Person]:
    """The same people, to be counted: two queries."""
    found: dict[int, Person] = {}
    for row in Invitation.objects.filter(dialogue=dialogue):
        found[row.participant_id] = Person(
            row.participant_id, number=row.number, invitation=row.pk, invited_on=timezone.localdate(row.invited_at)
        )
    seats = Seat.objects.filter(table__activity__dialogue=dialogue).order_by("table__activity", "table", "number")
    for participant, activity, table, seat in seats.values_list(
        "participant", "table__activity", "table__number", "number"
    ):
        found.setdefault(participant, Person(participant)).came.setdefault(activity, (table, seat))
    return list(found.values())


@dataclass(frozen=True)
class Came:
    """How many came to one meeting. again: of them, who had come to an earlier one; missing: expected and not there."""

    activity: Activity
    day: dt.date
    people: int
    again: int
    expected: int
    missing: int

    @property
    def is_past(self) -> bool:
        return self.day < clock.today()

    @property
    def there(self) -> int:
        """Of those who were expected."""
        return self.expected - self.missing


def attendance(meetings: Sequence[Activity], who: Sequence[Person]) -> list[Came]:
    """Meeting by meeting. Expected is everybody who was invited by then or has come before."""
    found: list[Came] = []
    earlier: set[int] = set()
    for activity in meetings:
        day = held_on(activity)
        came = {person.pk for person in who if activity.pk in person.came}
        expected = earlier | {person.pk for person in who if person.invited_on and person.invited_on <= day}
        found.append(
            Came(
                activity=activity,
                day=day,
                people=len(came),
                again=len(came & earlier),
                expected=len(expected),
                missing=len(expected - came),
            )
        )
        earlier |= came
    return found


def invitation_of(dialogue: Dialogue, number: int) -> Invitation:
    """Raises Http404."""
    return one_of(dialogue, Invitation.objects.select_related("participant"), number=number)


def prioritisation_of(dialogue: Dialogue) -> Prioritisation | None:
    found = Prioritisation.objects.select_related("activity").filter(dialogue=dialogue).first()
    if found is not None:
        found.dialogue = dialogue
    return found


def by_code(typed: str) -> tuple[Prioritisation, Code] | None:
    """What the code on a ballot opens, used or not."""
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        return None
    rows = Code.objects.select_related("prioritisation__dialogue__organisation", "prioritisation__activity")
    found = rows.filter(pk=keys.of_code(code)).first()
    return (found.prioritisation, found) if found else None


def options(prioritisation: Prioritisation) -> list[Option]:
    """The categories with their actions: one query."""
    found = list(Option.objects.filter(prioritisation=prioritisation).select_related("action", "finding"))
    for each in found:
        each.prioritisation = prioritisation
    return found


def action_of(option: Option) -> Action | None:
    return getattr(option, "action", None)


@dataclass(frozen=True)
class Handed:
    """How many ballots were handed out, and how many have come back."""

    out: int
    back: int


def handed(prioritisation: Prioritisation) -> Handed:
    rows = Code.objects.filter(prioritisation=prioritisation)
    counts = rows.aggregate(out=Count("pk"), back=Count("pk", filter=Q(is_used=True)))
    return Handed(**counts)


@dataclass(frozen=True)
class Ranked:
    """A category with how it came out; weighed is None when too few voted."""

    option: Option
    weighed: rules.Weighed | None

    @property
    def action(self) -> Action | None:
        return action_of(self.option)


@dataclass(frozen=True)
class Priorities:
    prioritisation: Prioritisation
    outcome: rules.Outcome
    ranked: tuple[Ranked, ...]


def priorities(prioritisation: Prioritisation) -> Priorities | None:
    """How it came out, when it is closed; in the order of the ballot when too few voted. Two queries."""
    if prioritisation.closed_at is None:
        return None
    return _priorities(prioritisation, options(prioritisation))


def priorities_of(dialogue: Dialogue) -> Priorities | None:
    """How the dialogue's prioritisation came out, if there is one and it is closed: two queries, or one."""
    closed = Option.objects.filter(prioritisation__dialogue=dialogue, prioritisation__closed_at__isnull=False)
    found = list(closed.select_related("action", "finding", "prioritisation__activity"))
    if not found:
        return None
    found[0].prioritisation.dialogue = dialogue
    return _priorities(found[0].prioritisation, found)


def _priorities(prioritisation: Prioritisation, options: Iterable[Option]) -> Priorities:
    found = {each.number: each for each in options}
    ballots = list(Ballot.objects.filter(prioritisation=prioritisation).values_list("way", "dots"))
    outcome = rules.outcome(found, ballots)
    if outcome.weighed:
        ranked = tuple(Ranked(found[each.number], each) for each in outcome.weighed)
    else:
        ranked = tuple(Ranked(each, None) for each in found.values())
    return Priorities(prioritisation, outcome, ranked)


@dataclass(frozen=True)
class Series:
    """A whole series as it stands."""

    sessions: tuple[Activity, ...]
    people: tuple[Person, ...]
    came: tuple[Came, ...]
    prioritisation: Prioritisation | None
    handed: Handed | None
    priorities: Priorities | None
    path: rules.Path


def series(dialogue: Dialogue) -> Series:
    """Everything that the page of staff says: nine queries."""
    meetings, who = sessions(dialogue), people(dialogue)
    came = attendance(meetings, who)
    held = facts(dialogue)
    found = prioritisation_of(dialogue)
    out = handed(found) if found else None
    ranked = priorities(found) if found else None
    path = rules.Path(
        invited=sum(person.number is not None for person in who),
        came_first=came[0].people if came else 0,
        findings=held.findings,
        is_prioritising=found is not None,
        handed_out=out.out if out else 0,
        is_counted=ranked is not None,
        unplanned=sum(each.action is None for each in ranked.ranked) if ranked else 0,
        came_last=came[2].people if len(came) > 2 else 0,
        signed_off=held.signed_off,
    )
    return Series(tuple(meetings), tuple(who), tuple(came), found, out, ranked, path)
