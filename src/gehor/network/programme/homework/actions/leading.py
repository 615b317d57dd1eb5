"""What the host does: steps, assignments, feedback, education, and the report."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.design.timeline import month_after
from gehor.ground.documents import read, without_pictures
from gehor.ground.documents import written as document_text
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.languages import LocalText
from gehor.network.programme.models import Application, Programme
from gehor.process.learning import (
    DROP_ASSIGNMENT,
    DROP_STEP,
    FORGET_LECTURERS,
    GIVE_FEEDBACK,
    LEAVE_OUT_PICTURES,
    MEASURE_PROGRAMME,
    NOTE_EDUCATION,
    PLAN_STEPS,
    SET_ASSIGNMENT,
    WRITE_REPORT,
)

from .. import found, queries, seeds
from .. import report as booklet
from ..describing import describe, next_number
from ..models import Assignment, Attended, Booklet, Delivery, Education, Feedback, ProgrammeStep, Report

PEOPLE_MOST = 500


@transaction.atomic
def begin_with_ten_steps(programme: Programme, *, actor: Actor) -> list[ProgrammeStep]:
    """The ten steps of service development (SKL 2007), one after the other from the first day; to be changed freely."""
    act = begin(PLAN_STEPS, programme.host, actor=actor)
    if ProgrammeStep.objects.filter(programme=programme).exists():
        raise WrongInput("steps_there_already")
    begins, steps = programme.begins_on, []
    for number, seed in enumerate(seeds.ten_steps(), 1):
        ends = min(month_after(begins, seed["months"]), programme.ends_on)
        steps.append(
            ProgrammeStep(
                programme=programme,
                number=number,
                title=seed["title"],
                about=seed["about"],
                called=seed["called"],
                starts_on=min(begins, ends),
                due_on=ends,
            )
        )
        begins = ends
    ProgrammeStep.objects.bulk_create(steps)
    record_each(act, [(step, {"number": step.number}) for step in steps])
    return steps


@transaction.atomic
def add_step(programme: Programme, *, actor: Actor, **described: object) -> ProgrammeStep:
    act = begin(PLAN_STEPS, programme.host, actor=actor)
    step = ProgrammeStep(programme=programme, number=next_number(programme))
    describe(step, programme, **described)  # type: ignore[arg-type]
    step.save()
    record(act, subject=step, number=step.number)
    return step


@transaction.atomic
def change_step(step: ProgrammeStep, *, actor: Actor, **described: object) -> ProgrammeStep:
    act = begin(PLAN_STEPS, step.programme.host, actor=actor)
    describe(step, step.programme, **described)  # type: ignore[arg-type]
    step.save()
    record(act, subject=step, number=step.number)
    return step


@transaction.atomic
def drop_step(step: ProgrammeStep, *, actor: Actor) -> None:
    """A step that nobody has told of yet goes, with its assignments. A member takes away only what it added itself."""
    act = begin(DROP_STEP, step.programme.host, actor=actor, facts=lambda _host: queries.facts_of_step(step))
    if actor.account_id is None and step.application_id is None:
        raise WrongPerson("step_of_all_members")
    record(act, subject=step, number=step.number)
    step.delete()


@transaction.atomic
def set_assignment(
    step: ProgrammeStep, *, actor: Actor, title: LocalText, instructions: LocalText, due_on: dt.date
) -> Assignment:
    act = begin(SET_ASSIGNMENT, step.programme.host, actor=actor)
    assignment = Assignment(step=step)
    _ask_for(assignment, title, instructions, due_on)
    assignment.save()
    record(act, subject=assignment, number=step.number)
    return assignment


@transaction.atomic
def change_assignment(
    assignment: Assignment, *, actor: Actor, title: LocalText, instructions: LocalText, due_on: dt.date
) -> Assignment:
    act = begin(SET_ASSIGNMENT, assignment.step.programme.host, actor=actor)
    _ask_for(assignment, title, instructions, due_on)
    assignment.save()
    record(act, subject=assignment, number=assignment.step.number)
    return assignment


def _ask_for(assignment: Assignment, title: LocalText, instructions: LocalText, due_on: dt.date) -> None:
    programme = assignment.step.programme
    source = programme.source_language
    assignment.title = written.local(title, source, field="title", lines=False, longest=120)
    assignment.instructions = written.local(instructions, source, field="instructions")
    if not programme.begins_on <= due_on <= programme.ends_on:
        raise WrongInput("step_outside_programme", field="due_on", first=programme.begins_on, last=programme.ends_on)
    assignment.due_on = due_on


@transaction.atomic
def drop_assignment(assignment: Assignment, *, actor: Actor) -> None:
    """One that nobody has delivered yet."""
    act = begin(
        DROP_ASSIGNMENT,
        assignment.step.programme.host,
        actor=actor,
        facts=lambda _host: queries.facts_of_assignment(assignment),
    )
    record(act, subject=assignment, number=assignment.step.number)
    assignment.delete()


@transaction.atomic
def give_feedback(delivery: Delivery, *, actor: Actor, text: str, is_enough: bool, language: str = "") -> Feedback:
    """What the host says of a delivery; whoever delivered it is told by mail. It stays: a new delivery gets its own."""
    act = begin(GIVE_FEEDBACK, delivery.assignment.step.programme.host, actor=actor)
    if Feedback.objects.filter(delivery=delivery).exists():
        raise WrongInput("feedback_given_already", field="text")
    feedback = Feedback.objects.create(
        delivery=delivery,
        text=written.text(text, field="text"),
        language=language or delivery.assignment.step.programme.source_language,
        is_enough=is_enough,
        given_at=clock.now(),
        given_by_id=actor.account_id,
    )
    record(act, subject=feedback, enough=is_enough)
    return feedback


@transaction.atomic
def note_education(
    programme: Programme,
    *,
    actor: Actor,
    title: LocalText,
    held_on: dt.date,
    hours: Decimal,
    lecturer: str = "",
    attended: Mapping[Application, tuple[int, int]],
) -> Education:
    """A course that was held, and how many elected and officials of each member came. Nobody is named."""
    act = begin(NOTE_EDUCATION, programme.host, actor=actor)
    if held_on > clock.today():
        raise WrongInput("education_in_the_future", field="held_on")
    if not 0 < hours < 100:
        raise WrongInput("no_such_hours", field="hours")
    if any(not 0 <= count <= PEOPLE_MOST for counts in attended.values() for count in counts):
        raise WrongInput("no_such_number_of_people", most=PEOPLE_MOST)
    education = Education.objects.create(
        programme=programme,
        title=written.local(title, programme.source_language, field="title", lines=False, longest=120),
        held_on=held_on,
        hours=hours,
        lecturer=written.line(lecturer, field="lecturer", required=False),
    )
    Attended.objects.bulk_create(
        Attended(education=education, application=each, elected=elected, officials=officials)
        for each, (elected, officials) in attended.items()
        if elected or officials
    )
    record(act, subject=education)
    return education


@transaction.atomic
def forget_lecturer(education: Education, *, actor: Actor) -> Education:
    """Who held it is forgotten; what it was about stays."""
    act = begin(FORGET_LECTURERS, education.programme.host, actor=actor)
    education.lecturer = ""
    education.save(update_fields=["lecturer"])
    record(act, subject=education)
    return education


@transaction.atomic
def write_report(
    programme: Programme,
    *,
    actor: Actor,
    foreword: LocalText,
    method: LocalText,
    lessons: LocalText,
    is_public: bool,
) -> Report:
    """What the host adds to what the members tell, put together with it as it is now, and so it stays.

    Until it is saved again; public from the first time that is said.
    """
    act = begin(WRITE_REPORT, programme.host, actor=actor)
    report = Report.objects.filter(programme=programme).first() or Report(programme=programme)
    source = programme.source_language
    report.foreword = written.local(foreword, source, field="foreword", required=False)
    report.method = written.local(method, source, field="method", required=is_public)
    report.lessons = written.local(lessons, source, field="lessons", required=False)
    report.published_at = (report.published_at or clock.now()) if is_public else None
    _make(report)
    record(act, subject=report, public=is_public)
    return report


def _make(report: Report) -> None:
    programme, report.made_at = report.programme, clock.now()
    measured, cases = found.find(programme, clock.today()), queries.cases(programme)
    report.found, report.cases = found.written(measured), found.told(cases)
    report.save()
    report.booklets.all().delete()
    Booklet.objects.bulk_create(
        Booklet(
            report=report,
            language=language,
            document=document_text(booklet.document(report, measured, cases, language=language)),
            made_at=report.made_at,
        )
        for language, _name in settings.LANGUAGES
    )


@transaction.atomic
def leave_out_pictures(report: Report, *, actor: Actor, gone: Collection[tuple[str, str]]) -> Report:
    """The report as it was, without these pictures (article and fingerprint), which the library no longer shows."""
    act = begin(LEAVE_OUT_PICTURES, report.programme.host, actor=actor)
    addresses = {booklet.address_of(slug, sha256) for slug, sha256 in gone}
    for each in report.booklets.all():
        each.document = document_text(without_pictures(read(each.document), addresses))
        each.save(update_fields=["document"])
    report.cases = found.without_pictures(report.cases, gone)
    report.save(update_fields=["cases"])
    record(act, subject=report, pictures=len(gone))
    return report


@transaction.atomic
def measure(programme: Programme, *, actor: Actor) -> Report:
    """What the programme has led to, for those who read of it before its report is public."""
    act = begin(MEASURE_PROGRAMME, programme.host, actor=actor)
    report = Report.objects.filter(programme=programme).first() or Report(programme=programme)
    report.found = found.written(found.find(programme, clock.today()))
    report.save()
    record(act, subject=report)
    return report
