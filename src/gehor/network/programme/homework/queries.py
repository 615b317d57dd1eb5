"""Steps, where each member stands, what was delivered and learnt, and what came of it at home."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from gehor.followup.evaluation import queries as evaluation
from gehor.followup.evaluation.models import Round
from gehor.network.library import queries as library
from gehor.network.library.queries import Example
from gehor.network.models import ContactPerson
from gehor.network.programme import queries as programmes
from gehor.network.programme import rules as programmes_rules
from gehor.network.programme.models import Application, Programme
from gehor.network.rules import KEPT_FOR
from gehor.network.sharing import queries as sharing
from gehor.network.sharing.models import HeardDialogue
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.learning import HomeworkFacts

from . import rules
from .models import (
    Assignment,
    Attended,
    Booklet,
    Case,
    Delivery,
    Education,
    Encounter,
    Feedback,
    HomeDialogue,
    MapStep,
    ProgrammeStep,
    Report,
    Variation,
)


@dataclass(frozen=True)
class Taken:
    """One step as one member takes it."""

    step: ProgrammeStep
    variation: Variation | None
    place: rules.Place

    @property
    def due_on(self) -> dt.date:
        return (self.variation and self.variation.due_on) or self.step.due_on

    @property
    def done_on(self) -> dt.date | None:
        return self.variation.done_on if self.variation else None


def steps(programme: Programme) -> QuerySet[ProgrammeStep]:
    """Those of all members, in their order."""
    return ProgrammeStep.objects.filter(programme=programme, application=None)


def step_of(programme: Programme, number: int) -> ProgrammeStep:
    """One of the steps of all members. Else 404."""
    return _one(steps(programme).filter(number=number), programme)


def own_step(application: Application, number: int) -> ProgrammeStep:
    """One of the steps that this member takes: of all, or its own. Else 404."""
    return _one(_steps_for(application).filter(number=number), application.programme)


def _one(rows: QuerySet[ProgrammeStep], programme: Programme) -> ProgrammeStep:
    found = rows.first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


def _steps_for(application: Application) -> QuerySet[ProgrammeStep]:
    mine = Q(application=None) | Q(application=application)
    return ProgrammeStep.objects.filter(mine, programme=application.programme)


def course(application: Application, today: dt.date) -> list[Taken]:
    """How one member takes its steps: two queries."""
    variations = {each.step_id: each for each in Variation.objects.filter(application=application)}
    rows = sorted(_steps_for(application), key=lambda each: (each.starts_on, each.number))
    return [_taken(each, variations.get(each.pk), today) for each in rows]


def _taken(step: ProgrammeStep, variation: Variation | None, today: dt.date) -> Taken:
    due = (variation and variation.due_on) or step.due_on
    done, skipped = (variation.done_on, bool(variation.skipped_because)) if variation else (None, False)
    return Taken(step, variation, rules.place(rules.Course(step.starts_on, due, done, skipped), today))


@dataclass(frozen=True)
class Row:
    """One member in the picture of the whole programme."""

    member: Application
    called: str
    places: Sequence[rules.Place]  # of the steps of all members, in their order
    own: int  # steps of its own
    progress: float | None


def picture(
    programme: Programme, today: dt.date, *, members: Iterable[Application] | None = None
) -> tuple[list[ProgrammeStep], list[Row]]:
    """Every member at every step: three queries, two where the members are known."""
    every = list(ProgrammeStep.objects.filter(programme=programme))
    common = [step for step in every if step.application_id is None]
    common.sort(key=lambda each: (each.starts_on, each.number))
    rows = []
    for member, taken in _taken_by_each(programme, today, every=every, members=members):
        places = {each.step.pk: each.place for each in taken}
        shared = [places.pop(step.pk) for step in common]
        share = rules.progress([*shared, *places.values()])
        rows.append(Row(member, programmes.called(member), shared, len(places), share))
    return common, rows


def done_by_step(steps: Sequence[ProgrammeStep], rows: Sequence[Row]) -> list[tuple[ProgrammeStep, int, int]]:
    """Each step, how many members have done it, and how many take it."""
    found = []
    for at, step in enumerate(steps):
        places = [row.places[at] for row in rows]
        taking = sum(place is not rules.Place.SKIPPED for place in places)
        found.append((step, places.count(rules.Place.DONE), taking))
    return found


def _taken_by_each(
    programme: Programme,
    today: dt.date,
    *,
    every: Iterable[ProgrammeStep] | None = None,
    members: Iterable[Application] | None = None,
) -> list[tuple[Application, list[Taken]]]:
    """Each member, with its steps as it takes them: three queries at most. every, members: where they are known."""
    variations = {
        (each.application_id, each.step_id): each for each in Variation.objects.filter(application__programme=programme)
    }
    all_steps = list(ProgrammeStep.objects.filter(programme=programme)) if every is None else every
    return [
        (
            member,
            [
                _taken(step, variations.get((member.pk, step.pk)), today)
                for step in all_steps
                if step.application_id in (None, member.pk)
            ],
        )
        for member in (programmes.members(programme) if members is None else members)
    ]


def late(hosts: Iterable[int], today: dt.date) -> list[tuple[Programme, int, dt.date]]:
    """Programmes in their midst, how many steps members are late with, and since when: three queries at most."""
    going = running(today).filter(host__in=hosts)
    steps = list(ProgrammeStep.objects.filter(programme__in=going).select_related("programme__host"))
    if not steps:
        return []
    variations = {(each.application_id, each.step_id): each for each in Variation.objects.filter(step__in=steps)}
    rows = Application.objects.filter(programme__in=going).annotate(outcome=programmes.LAST_RULING)
    found: dict[Programme, list[dt.date]] = defaultdict(list)
    for member in rows.filter(outcome=programmes_rules.Outcome.ADMITTED):
        theirs = [each for each in steps if each.programme_id == member.programme_id]
        for step in [each for each in theirs if each.application_id in (None, member.pk)]:
            taken = _taken(step, variations.get((member.pk, step.pk)), today)
            if taken.place is rules.Place.LATE:
                found[step.programme].append(taken.due_on)
    return [(programme, len(days), min(days)) for programme, days in found.items()]


def facts_of_step(step: ProgrammeStep) -> HomeworkFacts:
    """Whether a member has said how it takes the step, or has delivered what belongs to it."""
    told = Variation.objects.filter(step=step).exists() or Delivery.objects.filter(assignment__step=step).exists()
    return HomeworkFacts(told=told)


def facts_of_assignment(assignment: Assignment) -> HomeworkFacts:
    return HomeworkFacts(told=Delivery.objects.filter(assignment=assignment).exists())


def set_assignment(programme: Programme, pk: int) -> Assignment:
    """One of the programme, which it knows. Else 404."""
    found = Assignment.objects.filter(pk=pk, step__programme=programme).select_related("step").first()
    if found is None:
        raise Http404
    found.step.programme = programme
    return found


def to_do(programme: Programme, today: dt.date) -> list[tuple[Application, list[rules.ToDo]]]:
    """What each member is to be reminded of; members with nothing are left out. Six queries."""
    found = []
    open_assignments = list(Assignment.objects.filter(step__programme=programme).select_related("step"))
    delivered = set(Delivery.objects.filter(assignment__in=open_assignments).values_list("application", "assignment"))
    for member, taken in _taken_by_each(programme, today):
        skipped = {each.step.pk for each in taken if each.place is rules.Place.SKIPPED}
        steps = [
            rules.ToDo("step", each.step.number, each.step.title, each.due_on)
            for each in taken
            if each.place in (rules.Place.NOW, rules.Place.LATE)
        ]
        own = [
            rules.ToDo("assignment", each.step.number, each.title, each.due_on)
            for each in open_assignments
            if each.step.application_id in (None, member.pk)
            and each.step_id not in skipped
            and (member.pk, each.pk) not in delivered
        ]
        due = rules.to_remind_of([*own, *steps], today)
        if due:
            found.append((member, due))
    return found


def running(today: dt.date) -> QuerySet[Programme]:
    """Programmes that members are in the middle of."""
    rows = Programme.objects.filter(published_at__isnull=False, begins_on__lte=today, ends_on__gte=today)
    return rows.select_related("host")


def assignments(step: ProgrammeStep) -> QuerySet[Assignment]:
    return Assignment.objects.filter(step=step)


def assignment_of(application: Application, pk: int) -> Assignment:
    """One that this member has. Else 404."""
    found = Assignment.objects.filter(pk=pk, step__programme=application.programme).select_related("step").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Delivered:
    delivery: Delivery
    feedback: Feedback | None


def latest(deliveries: Iterable[Delivery]) -> dict[tuple[int, int], Delivered]:
    """(assignment id, application id) → what counts, with what was said of it."""
    rows = list(deliveries)
    said = {each.delivery_id: each for each in Feedback.objects.filter(delivery__in=rows).select_related("given_by")}
    return {(each.assignment_id, each.application_id): Delivered(each, said.get(each.pk)) for each in rows}


def deliveries(step: ProgrammeStep) -> dict[tuple[int, int], Delivered]:
    return latest(Delivery.objects.filter(assignment__step=step))


def own_deliveries(application: Application, step: ProgrammeStep) -> dict[int, Delivered]:
    """Assignment id → what counts."""
    found = latest(Delivery.objects.filter(assignment__step=step, application=application))
    return {assignment: each for (assignment, _application), each in found.items()}


def delivery_of(programme: Programme, pk: int) -> Delivery:
    rows = Delivery.objects.filter(application__programme=programme)
    found = rows.select_related("assignment__step", "application__partner__merged_into").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.assignment.step.programme = programme
    found.application.programme = programme
    return found


def unread(programme: Programme) -> list[Delivery]:
    """Deliveries that count and that nobody has said anything of, the oldest first."""
    rows = Delivery.objects.filter(application__programme=programme)
    related = rows.select_related("assignment__step", "application__partner__merged_into")
    waiting = [each.delivery for each in latest(related).values() if each.feedback is None]
    return sorted(waiting, key=lambda each: each.delivered_at)


def unread_by_hosts(hosts: Iterable[int]) -> QuerySet[Delivery]:
    """Deliveries that count, to programmes of these hosts, of which nobody has said anything."""
    same = {"application": OuterRef("application"), "assignment": OuterRef("assignment")}
    newer = Delivery.objects.filter(**same, pk__gt=OuterRef("pk"))
    return Delivery.objects.filter(~Exists(newer), application__programme__host__in=hosts, feedback=None)


@dataclass(frozen=True)
class Attendance:
    education: Education
    elected: int
    officials: int
    members: int


def education(programme: Programme, application: Application | None = None) -> list[Attendance]:
    """What was held, and how many came: of all members, or of one. Two queries."""
    rows = Attended.objects.filter(education__programme=programme)
    if application is not None:
        rows = rows.filter(application=application)
    came: dict[int, list[Attended]] = defaultdict(list)
    for each in rows:
        came[each.education_id].append(each)
    return [
        Attendance(
            held,
            sum(each.elected for each in came[held.pk]),
            sum(each.officials for each in came[held.pk]),
            len(came[held.pk]),
        )
        for held in Education.objects.filter(programme=programme)
    ]


def lecturers_to_forget(today: dt.date) -> QuerySet[Education]:
    """Education that names who held it, of programmes that ended so long ago: one query."""
    rows = Education.objects.exclude(lecturer="").filter(programme__ends_on__lt=today - KEPT_FOR)
    return rows.select_related("programme__host")


def encounters(programme: Programme, application: Application | None = None) -> QuerySet[Encounter]:
    """Who has met whom; of one member, those in which it took part on either side."""
    rows = Encounter.objects.filter(application__programme=programme)
    if application is not None:
        rows = rows.filter(Q(application=application) | Q(other=application))
    return rows.select_related(
        "application__partner__merged_into", "other__partner__merged_into", "researcher__partner"
    )


def researchers(programme: Programme) -> QuerySet[ContactPerson]:
    """Researchers whom the host reaches, and who have agreed to be in its register."""
    rows = ContactPerson.objects.filter(partner__host=programme.host, role=ContactPerson.Role.RESEARCHER)
    return rows.filter(forgotten_at=None, consented_on__isnull=False).select_related("partner")


@dataclass(frozen=True)
class Told:
    """A dialogue at home with what is known of it. dialogue: where it is held in Gehör, and tells for itself."""

    home: HomeDialogue
    held: rules.Held
    heard: HeardDialogue | None = None  # held in another installation, whose feed the host listens to

    @property
    def dialogue(self) -> Dialogue | None:
        return self.home.dialogue


def home_dialogues(applications: Iterable[Application]) -> list[Told]:
    """Of these members: eight queries at most. What a feed tells of a dialogue goes before what was told by hand."""
    members = list(applications)
    rows = list(HomeDialogue.objects.filter(application__in=members).select_related("dialogue"))
    linked = [each.dialogue for each in rows if each.dialogue is not None]
    courses = evaluation.courses(linked) if linked else {}
    evaluated = _evaluated(linked) if linked else set()
    found, elsewhere = [], _heard_at({each.address for each in rows if each.address}, members)
    for each in rows:
        heard = elsewhere.get((each.application_id, each.address)) if each.address else None
        if heard is not None:
            held = rules.Held(heard.is_tied, heard.promised_on, heard.answered_on, heard.is_evaluated)
        elif each.dialogue is None:
            held = rules.Held(each.tied, each.promised_on, each.answered_on, each.evaluated)
        else:
            course, tied = courses[each.dialogue.pk], bool(each.dialogue.deciding_body_id and each.dialogue.case_number)
            held = rules.Held(tied, course.promise, course.answered, each.dialogue.pk in evaluated)
        found.append(Told(each, held, heard))
    return found


def _heard_at(addresses: Collection[str], members: Sequence[Application]) -> dict[tuple[int, str], HeardDialogue]:
    """(application id, address) → the dialogue, where the member's own installation tells of it."""
    if not addresses or not members:
        return {}
    host = members[0].programme.host
    rows = list(sharing.heard_dialogues(host).filter(url__in=addresses).select_related("heard__source"))
    return {(member.pk, row.url): row for member in members for row in rows if is_its_own(row, member)}


def is_its_own(row: HeardDialogue, member: Application) -> bool:
    """Whether the feed is the member's: by the name that the host has given the feed."""
    return programmes_rules.same_organisation(row.heard.source.name, "", [(programmes.called(member), "")])


def linkable_elsewhere(application: Application) -> list[HeardDialogue]:
    """What the member's own installation tells of, and is not counted yet."""
    rows = sharing.heard_dialogues(application.programme.host).select_related("heard__source")
    known = set(HomeDialogue.objects.filter(application=application).values_list("address", flat=True))
    return [each for each in rows if each.url not in known and is_its_own(each, application)]


def _evaluated(dialogues: Sequence[Dialogue]) -> set[int]:
    asked = list(Round.objects.filter(dialogue__in=dialogues))
    answered = evaluation.answers(asked)
    of_answers = evaluation.said_of_answers([each.pk for each in dialogues])
    return {each.dialogue_id for each in asked if each.pk in answered} | set(of_answers)


def linkable(application: Application) -> QuerySet[Dialogue]:
    """The organisation's own dialogues that are public: nothing else leaves its house."""
    return planning.public_dialogues(application.tenant) if application.tenant else Dialogue.objects.none()


def map_of(application: Application) -> dict[tuple[int, str], MapStep]:
    """(component, when) → where the member says it stood."""
    return {(each.component, each.when): each for each in MapStep.objects.filter(application=application)}


def moved(programme: Programme) -> dict[int, rules.Moved]:
    """Component → how it has changed among the members. One query."""
    found: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    members = programmes.members(programme).values("pk")
    for each in MapStep.objects.filter(application__in=members):
        found[each.component][each.application_id][each.when] = each.step
    return {
        number: rules.moved((each.get("before"), each.get("after")) for each in by_member.values())
        for number, by_member in found.items()
    }


def case_of(application: Application) -> Case | None:
    return Case.objects.filter(application=application).first()


@dataclass(frozen=True)
class Shown:
    """What one member tells for the report, with what the example library has of its dialogues."""

    member: Application
    case: Case
    examples: Sequence[Example]


def cases(programme: Programme, *, members: Iterable[Application] | None = None) -> list[Shown]:
    """By member. Five queries at most. members: where they are known."""
    told = {each.application_id: each for each in Case.objects.filter(application__programme=programme)}
    linked = HomeDialogue.objects.filter(application__in=told, dialogue__isnull=False) if told else []
    dialogues = [(each.application_id, each.dialogue_id) for each in linked]
    found = library.examples_of([dialogue for _member, dialogue in dialogues]) if dialogues else {}
    return [
        Shown(each, told[each.pk], [found[of] for member, of in dialogues if member == each.pk and of in found])
        for each in (programmes.members(programme) if members is None else members)
        if each.pk in told
    ]


def report_of(programme: Programme) -> Report | None:
    return Report.objects.filter(programme=programme).first()


def gone_pictures(articles: Collection[str]) -> list[tuple[Report, set[tuple[str, str]]]]:
    """Reports with pictures of these articles, by slug, that nobody sees in the library any longer."""
    found = []
    for report in Report.objects.exclude(cases=[]).select_related("programme__host"):
        drawn = {
            (example["slug"], example["picture"]["sha256"])
            for case in report.cases
            for example in case["examples"]
            if example["picture"] and example["slug"] in articles
        }
        gone = drawn - library.shown_files({slug for slug, _file in drawn}) if drawn else drawn
        if gone:
            found.append((report, gone))
    return found


def booklet(programme: Programme, language: str | None, *, is_public: bool = False) -> Booklet:
    """The report as it was made, in that language if it was; is_public: only one that everybody may read. Else 404."""
    rows = Booklet.objects.filter(report__programme=programme)
    if is_public:
        rows = rows.filter(report__published_at__isnull=False)
    made = {each.language: each for each in rows.defer("document")}
    found = made.get(language or "") or made.get(programme.source_language)
    if found is None:
        raise Http404
    return found


def to_measure(today: dt.date) -> list[Programme]:
    """Public programmes that have begun and whose report is not: what they have led to is measured once a day."""
    rows = Programme.objects.filter(published_at__isnull=False, begins_on__lte=today).select_related("host")
    done = Q(published_at__isnull=False) | Q(found__on=today.isoformat())
    return list(rows.exclude(pk__in=Report.objects.filter(done).values("programme")))


def feedback_on(delivery: Delivery) -> Feedback | None:
    return Feedback.objects.filter(delivery=delivery).select_related("given_by").first()


def with_file(delivery: Delivery) -> Delivery:
    """Where there is one. Else 404."""
    if not delivery.file:
        raise Http404
    return delivery


def own_delivery(application: Application, pk: int) -> Delivery:
    """One of this member's. Else 404."""
    found = Delivery.objects.filter(application=application, pk=pk).first()
    if found is None:
        raise Http404
    return found


def home_dialogue_of(application: Application, pk: int) -> HomeDialogue:
    """One that this member told by hand. Else 404."""
    found = HomeDialogue.objects.filter(application=application, dialogue=None, pk=pk).first()
    if found is None:
        raise Http404
    return found
