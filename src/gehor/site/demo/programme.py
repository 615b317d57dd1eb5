"""The demo's programmes: one with twelve members at different steps, and one that takes applications.

The calls go through the product's own actions; what twelve organisations have written is put in at once, to be quick,
with the entries of the journal that each of them would have made, and its mails as sent.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone
from stdnum import luhn

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor, begin, record_each
from gehor.ground.organisations.models import Organisation
from gehor.network import actions as network
from gehor.network import queries as network_queries
from gehor.network.models import ContactPerson, Partner
from gehor.network.programme.actions import calling, readers
from gehor.network.programme.actions.applying import SUBMITTED
from gehor.network.programme.homework.actions import leading
from gehor.network.programme.homework.models import (
    Assignment,
    Attended,
    Case,
    Delivery,
    Education,
    Encounter,
    Feedback,
    HomeDialogue,
    MapStep,
    Notice,
    ProgrammeStep,
    Variation,
)
from gehor.network.programme.invoicing import actions as invoicing
from gehor.network.programme.invoicing.models import Invoice
from gehor.network.programme.models import (
    Application,
    Document,
    HostMessage,
    Message,
    Person,
    Programme,
    Reader,
    ReaderMessage,
    Reading,
    Ruling,
    Version,
)
from gehor.planning import queries as planning
from gehor.process.learning import (
    ADMIT,
    BEGIN_APPLICATION,
    COMPLETE,
    DELIVER,
    GIVE_FEEDBACK,
    JUDGE_MAP,
    MARK_PAID,
    NAME_PEOPLE,
    NOTE_EDUCATION,
    NOTE_ENCOUNTER,
    READ_APPLICATION,
    SET_ASSIGNMENT,
    SUBMIT_APPLICATION,
    TELL_DIALOGUE,
    VARY_STEP,
    WRITE_APPLICATION,
    WRITE_CASE,
    ApplicationFacts,
)
from gehor.process.step import Step

from .told import CONTENT

Row = Mapping[str, Any]
Plan = Callable[[dt.date, Callable[[], object]], None]
DECISION = (CONTENT / "protokollsutdrag.pdf").read_bytes()
PARTS = (
    ("steering", "elected", "Kommunstyrelsens ordförande"),
    ("steering", "leading", "Kommundirektör"),
    ("leader", "official", "Utvecklingsledare"),
    ("group", "official", "Kommunikatör"),
    ("process_owner", "official", "Kanslichef"),
    ("communications", "official", "Kommunikationschef"),
)


@dataclass
class Told:
    """What the file says, and who acts."""

    row: Row
    host: Organisation
    organisations: Mapping[str, Organisation]
    actor: Actor
    day: Callable[[str], dt.date]
    file: str = ""
    members: list[Application] = field(default_factory=list)


def plan_events(
    row: Row,
    organisations: Mapping[str, Organisation],
    actors: Mapping[str, Actor],
    day: Callable[[str], dt.date],
    plan: Plan,
) -> None:
    told = Told(row, organisations[row["host"]], organisations, actors[row["by"]], day)
    plan(day("today-520"), partial(_call, told, "running", begins="today-430", ends="today+300", apply_by="today-450"))
    plan(day("today-450"), partial(_admit, told))
    plan(day("today-9"), partial(_work, told))
    plan(day("today-40"), partial(_call, told, "open", begins="today+60", ends="today+700", apply_by="today+24"))
    plan(day("today-3"), partial(_apply, told))


def _call(told: Told, key: str, *, begins: str, ends: str, apply_by: str) -> None:
    row, first = told.row[key], told.day(begins)
    programme = calling.plan_programme(
        told.host,
        actor=told.actor,
        slug=row["slug"],
        **{part: row[part] for part in ("name", "purpose", "audience", "terms")},
        begins_on=first,
        ends_on=told.day(ends),
        apply_by=told.day(apply_by),
        first_meeting_on=first + dt.timedelta(days=14),
        first_meeting_place=row["place"],
        members_least=5,
        members_most=12,
        readers_least=2,
        fee_sek=8000,
        exempt_years=[first.year],
    )
    calling.publish_call(programme, actor=told.actor)


# What was true when they did it
WRITING = ApplicationFacts(
    published=True, in_time=True, **{need.code.removeprefix("application_"): True for need in COMPLETE}
)
WAITING = ApplicationFacts(published=True, submitted=True, read=True, room=True)
MEMBER = ApplicationFacts(published=True, submitted=True, ruled=True, admitted=True)


def _note(told: Told, step: Step, rows: Iterable[Model], *, actor: Actor = RESIDENT, facts: object = MEMBER) -> None:
    """In the journal, as if each had been done by itself."""
    act = begin(step, told.host, actor=actor, facts=lambda _host: facts)
    record_each(act, [(each, {}) for each in rows])


def _as_sent(told: Told, about: str, rows: Iterable[tuple[Application, int]], *, to_host: bool) -> None:
    """The mails of that day have left."""
    now, rows = clock.now(), list(rows)
    sent = {"about": about, "started_at": now, "done_at": now, "attempts": 1}
    if to_host:
        HostMessage.objects.bulk_create(
            HostMessage(application=each, account=account, number=number, **sent)
            for each, number in rows
            for account in network_queries.hosts(told.host)
        )
    else:
        Message.objects.bulk_create(Message(application=each, number=number, **sent) for each, number in rows)


def number(which: int) -> str:
    """A registration number that nobody has."""
    digits = f"212999{which:03d}"
    return f"212999-{which:03d}{luhn.calc_check_digit(digits)}"


def _town(name: str) -> str:
    """Of "Ryhults kommun": Ryhult."""
    first, last = name.split()
    return last if first == "Region" else first.removesuffix("s")


def _application(told: Told, programme: Programme, which: int, row: Row, partner: Partner | None) -> Application:
    """Whole, as it was submitted that day."""
    names, today = told.row["people"], clock.today()
    short = row["name"].split()[0].lower().translate(str.maketrans("åäö", "aao"))
    return Application(
        programme=programme,
        partner=partner,
        tenant=told.organisations.get(row.get("tenant", "")),
        name=row["name"],
        kind=row.get("kind", "municipality"),
        number=number(which),
        contact_name=names[which % len(names)],
        contact_title="Utvecklingsledare",
        contact_email=f"dialog@{short}.example",
        body="Regionstyrelsen" if row.get("kind") == "region" else "Kommunstyrelsen",
        decided_on=today - dt.timedelta(days=20 + which),
        section=str(40 + which),
        case_number=f"{'RS' if row.get('kind') == 'region' else 'KS'} {today.year}/{100 + which}",
        topic=row["topic"],
        components=row.get("components", [1]),
        budget_sek=150_000 + 25_000 * (which % 4),
        budget_hours=600 + 100 * (which % 5),
        budget_words="En halvtid för projektledaren, och tid för styrgruppen.",
        commitments="Vi deltar i alla träffar och håller minst en egen dialog under programmet.",
        invoice_reference=f"ZZ{4000 + which}",
        invoice_street="Torget 1",
        invoice_postcode=f"{900 + which} 10",
        invoice_city=_town(row["name"]),
        begun_at=clock.now() - dt.timedelta(days=12),
        submitted_at=clock.now() - dt.timedelta(days=5),
    )


def _store(told: Told, applications: list[Application]) -> None:
    """The applications with their people and documents, in a few statements."""
    told.file = told.file or default_storage.save("programme/beslut.pdf", ContentFile(DECISION))
    Application.objects.bulk_create(applications)
    submitted = [each for each in applications if each.submitted_at]
    Version.objects.bulk_create(
        Version(
            application=each,
            number=1,
            submitted_at=each.submitted_at,
            **{part: getattr(each, part) for part in SUBMITTED},
        )
        for each in submitted
    )
    _as_sent(told, "link", [(each, 1) for each in applications], to_host=False)
    _as_sent(told, "submitted", [(each, 1) for each in submitted], to_host=False)
    _as_sent(told, "submitted", [(each, 1) for each in submitted], to_host=True)
    names = told.row["people"]
    Person.objects.bulk_create(
        Person(application=each, part=part, standing=standing, name=names[(at + place * 3) % len(names)], title=title)
        for at, each in enumerate(applications)
        for place, (part, standing, title) in enumerate(PARTS)
    )
    Document.objects.bulk_create(
        Document(
            application=each,
            sha256=hashlib.sha256(DECISION).hexdigest(),
            file=told.file,
            name="protokollsutdrag.pdf",
            content_type="application/pdf",
            size=len(DECISION),
            added_at=each.begun_at,
        )
        for each in applications
    )
    for step in (BEGIN_APPLICATION, WRITE_APPLICATION):
        _note(told, step, applications, facts=WRITING)
    _note(told, NAME_PEOPLE, Person.objects.filter(application__in=applications), facts=WRITING)
    _note(told, SUBMIT_APPLICATION, submitted, facts=WRITING)


def _reader(told: Told, programme: Programme) -> Reader:
    """Somebody outside is asked to assess; the link has left."""
    reader = readers.ask_reader(programme, actor=told.actor, **told.row["reader"])
    ReaderMessage.objects.create(reader=reader, number=1, started_at=clock.now(), done_at=clock.now(), attempts=1)
    return reader


def _admit(told: Told) -> None:
    programme = Programme.objects.select_related("host").get(slug=told.row["running"]["slug"])
    rows, now = told.row["members"], clock.now()
    partners = [
        Partner(
            host=told.host,
            name=row["name"],
            kind=row.get("kind", "municipality"),
            number=number(which),
            tenant=told.organisations.get(row.get("tenant", "")),
            changed_at=now,
        )
        for which, row in enumerate(rows)
    ]
    known = {each.name: each for each in Partner.objects.filter(host=told.host, merged_into=None)}
    Partner.objects.bulk_create([each for each in partners if each.name not in known])
    found = [known.get(each.name, each) for each in partners]
    told.members = [_application(told, programme, which, row, found[which]) for which, row in enumerate(rows)]
    _store(told, told.members)
    reader = _reader(told, programme)
    given = {"verdict": "admit", "reasons": "Väl förankrat hemma.", "read_at": now}
    mine = [Reading(application=each, reader_id=told.actor.account_id, **given) for each in told.members]
    theirs = [Reading(application=each, outside=reader, **given) for each in told.members]
    _note(told, READ_APPLICATION, Reading.objects.bulk_create(mine), actor=told.actor, facts=WAITING)
    _note(told, READ_APPLICATION, Reading.objects.bulk_create(theirs), facts=WAITING)
    rulings = Ruling.objects.bulk_create(
        Ruling(application=each, outcome="admitted", ruled_at=now, ruled_by_id=told.actor.account_id)
        for each in told.members
    )
    _as_sent(told, "admitted", [(each.application, each.pk) for each in rulings], to_host=False)
    _note(told, ADMIT, rulings, actor=told.actor, facts=WAITING)
    leading.begin_with_ten_steps(programme, actor=told.actor)


def _work(told: Told) -> None:
    """What the members have done since, and what came of it."""
    programme = told.members[0].programme
    steps = list(ProgrammeStep.objects.filter(programme=programme).order_by("number"))
    _take_steps(told, steps)
    _deliver(told, steps)
    _learn(told, programme)
    _at_home(told)
    running = told.row["running"]
    words = {part: running[part] for part in ("foreword", "method", "lessons")}
    leading.write_report(programme, actor=told.actor, **words, is_public=True)
    _invoice(told, programme)


def _take_steps(told: Told, steps: list[ProgrammeStep]) -> None:
    now, today, found = clock.now(), clock.today(), []
    for step in steps[::2]:
        step.meeting_on = step.starts_on + dt.timedelta(days=14)
    ProgrammeStep.objects.bulk_update(steps, ["meeting_on"])
    for at, (member, row) in enumerate(zip(told.members, told.row["members"], strict=True)):
        for step in steps:
            number = step.number
            if number == row.get("skip"):
                given = {"skipped_because": "Metoden var redan vald av fullmäktige."}
            elif number <= row["done"]:
                given = {"done_on": min(step.due_on - dt.timedelta(days=at), today)}
            elif number == row.get("later", 0) + 1:
                given = {"due_on": step.due_on + dt.timedelta(days=120), "note": "Efter omorganisationen."}
            else:
                continue
            found.append(Variation(application=member, step=step, changed_at=now, **given))
        if row.get("own"):
            title = {"sv": row["own"]}
            own = ProgrammeStep(programme=member.programme, application=member, number=11, title=title)
            own.starts_on, own.due_on = steps[5].starts_on, steps[6].due_on
            own.save()
    _note(told, VARY_STEP, Variation.objects.bulk_create(found))


def _deliver(told: Told, steps: list[ProgrammeStep]) -> None:
    rows, now, made = told.row, clock.now(), []
    assignments = [
        Assignment(
            step=steps[each["step"] - 1],
            title=each["title"],
            instructions=each["instructions"],
            due_on=steps[each["step"] - 1].due_on,
        )
        for each in rows["running"]["assignments"]
    ]
    _note(told, SET_ASSIGNMENT, Assignment.objects.bulk_create(assignments), actor=told.actor)
    for at, (member, row) in enumerate(zip(told.members, rows["members"], strict=True)):
        for assignment in assignments:
            if row["done"] >= assignment.step.number:
                moment = timezone.make_aware(dt.datetime.combine(assignment.due_on, dt.time(10)))
                text = rows["deliveries"][(at + assignment.step.number) % len(rows["deliveries"])]
                delivered = min(moment - dt.timedelta(days=at), now)
                made.append(Delivery(assignment=assignment, application=member, text=text, delivered_at=delivered))
    made += [
        Delivery(
            assignment=assignments[-1],
            application=told.members[each["member"]],
            text=each["text"],
            delivered_at=now - dt.timedelta(days=each["days_ago"]),
        )
        for each in rows["delivered_anew"]
    ]
    Delivery.objects.bulk_create(made)
    _as_sent(told, "delivered", [(each.application, each.pk) for each in made], to_host=True)
    _note(told, DELIVER, made)
    answered = Feedback.objects.bulk_create(
        Feedback(
            delivery=each,
            text=rows["feedback"],
            is_enough=at % 5 != 0,
            given_at=min(each.delivered_at + dt.timedelta(days=9), now),
            given_by_id=told.actor.account_id,
        )
        for at, each in enumerate(made[: -len(rows["delivered_anew"])])
    )
    Notice.objects.bulk_create(Notice(feedback=each, started_at=now, done_at=now, attempts=1) for each in answered)
    _note(told, GIVE_FEEDBACK, answered, actor=told.actor)


def _learn(told: Told, programme: Programme) -> None:
    running, now = told.row["running"], clock.now()
    held = [
        Education(
            programme=programme,
            title=each["title"],
            held_on=told.day(each["on"]),
            hours=each["hours"],
            lecturer=each["lecturer"],
        )
        for each in running["education"]
    ]
    _note(told, NOTE_EDUCATION, Education.objects.bulk_create(held), actor=told.actor)
    Attended.objects.bulk_create(
        Attended(
            education=education,
            application=member,
            elected=max(0, row["elected"] - at % 3),
            officials=max(1, row["officials"] - at % 2),
        )
        for education, row in zip(held, running["education"], strict=True)
        for at, member in enumerate(told.members)
    )
    school = network.register_partner(
        told.host, actor=told.actor, name=running["researchers"]["name"], kind="university"
    )
    researchers = [
        ContactPerson(
            partner=school,
            name=name,
            title=title,
            role=ContactPerson.Role.RESEARCHER,
            consented_on=clock.today(),
            keep_until=clock.today() + dt.timedelta(days=700),
        )
        for name, title in running["researchers"]["people"]
    ]
    ContactPerson.objects.bulk_create(researchers)
    met = [
        Encounter(
            application=told.members[one],
            kind="member",
            other=told.members[other],
            held_on=clock.today() - dt.timedelta(days=30 + 40 * at),
            about=about,
            learnt=learnt,
            noted_at=now,
        )
        for at, (one, other, about, learnt) in enumerate(told.row["met"])
    ]
    asked = Encounter(
        application=told.members[8],
        kind="researcher",
        researcher=researchers[0],
        held_on=clock.today() - dt.timedelta(days=75),
        about="Hur man utvärderar utan att fråga bara dem som var nöjda nog att stanna.",
        noted_at=now,
    )
    _note(told, NOTE_ENCOUNTER, Encounter.objects.bulk_create([*met, asked]))


def _at_home(told: Told) -> None:
    """The map before and after, dialogues at home, and cases."""
    now, today = clock.now(), clock.today()
    maps, dialogues, cases = [], [], []
    for at, (member, row) in enumerate(zip(told.members, told.row["members"], strict=True)):
        for when in ("before", "after"):
            for component, step in enumerate(row.get(when, ()), 1):
                maps.append(MapStep(application=member, component=component, when=when, step=step, noted_at=now))
        if member.tenant is not None:
            for each in planning.public_dialogues(member.tenant).order_by("pk")[:3]:
                dialogues.append(HomeDialogue(application=member, dialogue=each, noted_at=now))
        else:
            promised = today - dt.timedelta(days=40 + 9 * at)
            dialogues.append(
                HomeDialogue(
                    application=member,
                    title=told.row["dialogues"][at - 1],
                    tied=at % 4 != 3,
                    promised_on=promised,
                    answered_on=promised + dt.timedelta(days=14 if at % 5 == 4 else -3) if at % 6 != 5 else None,
                    evaluated=None if at % 3 == 0 else at % 3 == 1,
                    noted_at=now,
                )
            )
        if row.get("case"):
            cases.append(Case(application=member, changed_at=now, **row["case"]))
    _note(
        told, JUDGE_MAP, {each.application_id: each.application for each in MapStep.objects.bulk_create(maps)}.values()
    )
    _note(told, TELL_DIALOGUE, HomeDialogue.objects.bulk_create(dialogues))
    _note(told, WRITE_CASE, Case.objects.bulk_create(cases))


def _invoice(told: Told, programme: Programme) -> None:
    invoicing.set_seller(
        programme,
        actor=told.actor,
        name=told.host.name,
        number=number(99),
        street="Regiongatan 2",
        postcode="900 00",
        city="Älvsala",
        contact_name="Nour Utterdal",
        contact_email=told.host.contact_email,
        account_kind="bankgiro",
        account="5050-1055",
        days=30,
    )
    year = clock.today().year
    drawn = invoicing.draw_invoices(programme, actor=told.actor, year=year)
    paid = [each for at, each in enumerate(drawn) if at % 3]
    Invoice.objects.filter(pk__in=[each.pk for each in paid]).update(paid_on=clock.today())
    _note(told, MARK_PAID, paid, actor=told.actor)


def _apply(told: Told) -> None:
    """To the call that is open: one is still being written and lacks its decision, two wait to be assessed."""
    programme = Programme.objects.select_related("host").get(slug=told.row["open"]["slug"])
    made = []
    for at, (name, state, topic) in enumerate(told.row["applicants"]):
        each = _application(told, programme, 30 + at, {"name": name, "topic": topic}, None)
        if state == "draft":
            each.submitted_at, each.decided_on, each.section = None, None, ""
        else:
            each.partner, _new = Partner.objects.get_or_create(
                host=told.host, name=name, merged_into=None, defaults={"kind": each.kind, "changed_at": clock.now()}
            )
        made.append(each)
    _store(told, made)
    Document.objects.filter(application=made[0]).delete()
    reading = Reading.objects.create(
        application=made[1],
        outside=_reader(told, programme),
        verdict="unsure",
        reasons="Bra fråga, men vem är beställare i nämnden?",
        read_at=clock.now(),
    )
    _note(told, READ_APPLICATION, [reading], facts=WAITING)
