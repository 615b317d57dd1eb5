"""The host's pages: the course, what was delivered, what was learnt, what came of it, and the report."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.documents import docx, letterhead, pdf, read
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved, spoken
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Programme
from gehor.network.programme.texts import PARTS
from gehor.network.programme.views.frame import hosted
from gehor.participation.files import served
from gehor.process.learning import (
    DROP_ASSIGNMENT,
    DROP_STEP,
    GIVE_FEEDBACK,
    NOTE_EDUCATION,
    PLAN_STEPS,
    READ_APPLICATION,
    SET_ASSIGNMENT,
    WRITE_REPORT,
)
from gehor.process.step import Step

from .. import found, queries
from ..actions import leading
from ..forms import AssignmentForm, EducationForm, FeedbackForm, ReportForm, StepForm, called_members
from ..models import Booklet
from . import shown

STEP = ("title", "about", "starts_on", "due_on", "meeting_on", "called")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@PAGE
def course(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Every member at every step; what waits for an answer; and a form for one more step."""
    programme = _found(request, slug, name, PLAN_STEPS)
    initial = {"starts_on": programme.begins_on, "due_on": programme.ends_on}
    form = StepForm(posted(request), source=programme.source_language, initial=initial)
    if saved(form, lambda: leading.add_step(programme, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The step is added."))
        return see_other("homework:course", slug, name)
    waiting = [(each, programmes.called(each.application)) for each in queries.unread(programme)]
    context = {**shown.picture(programme, clock.today()), "waiting": waiting, "form": form}
    return hosted(request, "homework/course.html", programme, context, here="homework:course")


@require_POST
def ten_steps(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    programme = _found(request, slug, name, PLAN_STEPS)
    try:
        leading.begin_with_ten_steps(programme, actor=request.actor)
    except WrongInput as refusal:
        messages.error(request, refusal_text(refusal))
    return see_other("homework:course", slug, name)


@PAGE
def step(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """One step: its assignments, and what each member has delivered."""
    programme = _found(request, slug, name, SET_ASSIGNMENT)
    one = queries.step_of(programme, number)
    form = AssignmentForm(posted(request), source=programme.source_language, initial={"due_on": one.due_on})
    if saved(form, lambda: leading.set_assignment(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The assignment is set."))
        return see_other("homework:hosted_step", slug, name, number)
    members, delivered = called_members(programme), queries.deliveries(one)
    context = {
        "step": one,
        "called_in": [PARTS[part] for part in one.called],
        "assignments": [
            (each, [(called, delivered.get((each.pk, member.pk))) for member, called in members])
            for each in queries.assignments(one)
        ],
        "form": form,
    }
    return hosted(request, "homework/hosted_step.html", programme, context)


@PAGE
def change_step(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    programme = _found(request, slug, name, PLAN_STEPS)
    one = queries.step_of(programme, number)
    initial = {part: getattr(one, part) for part in STEP}
    form = StepForm(posted(request), source=programme.source_language, initial=initial)
    if saved(form, lambda: leading.change_step(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("homework:hosted_step", slug, name, number)
    context = {"step": one, "form": form, "may_drop": not DROP_STEP.missing(queries.facts_of_step(one))}
    return hosted(request, "homework/change_step.html", programme, context)


@require_POST
def drop_step(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    programme = _found(request, slug, name, DROP_STEP)
    leading.drop_step(queries.step_of(programme, number), actor=request.actor)
    messages.success(request, _("The step is taken away."))
    return see_other("homework:course", slug, name)


@PAGE
def assignment(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """An assignment is changed; or taken away, while nobody has delivered it."""
    programme = _found(request, slug, name, SET_ASSIGNMENT)
    one = queries.set_assignment(programme, pk)
    if request.method == "POST" and "drop" in request.POST:
        leading.drop_assignment(one, actor=request.actor)
        messages.success(request, _("The assignment is taken away."))
        return see_other("homework:hosted_step", slug, name, one.step.number)
    initial = {"title": one.title, "instructions": one.instructions, "due_on": one.due_on}
    form = AssignmentForm(posted(request), source=programme.source_language, initial=initial)
    if saved(form, lambda: leading.change_assignment(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("homework:hosted_step", slug, name, one.step.number)
    missing = DROP_ASSIGNMENT.missing(queries.facts_of_assignment(one))
    context = {"assignment": one, "step": one.step, "form": form, "may_drop": not missing}
    return hosted(request, "homework/assignment.html", programme, context)


@PAGE
def delivery(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """What a member has delivered, and what the host says of it."""
    programme = _found(request, slug, name, GIVE_FEEDBACK)
    one = queries.delivery_of(programme, pk)
    form = FeedbackForm(posted(request), initial={"is_enough": True})
    if saved(form, lambda: leading.give_feedback(one, actor=request.actor, **spoken(form))):
        messages.success(request, _("The feedback is mailed to the member."))
        return see_other("homework:hosted_step", slug, name, one.assignment.step.number)
    context = {
        "delivery": one,
        "called": programmes.called(one.application),
        "feedback": queries.feedback_on(one),
        "form": form,
    }
    return hosted(request, "homework/delivery.html", programme, context)


@require_safe
def delivery_file(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    programme = _found(request, slug, name, GIVE_FEEDBACK)
    return served(queries.with_file(queries.delivery_of(programme, pk)))


@PAGE
def learning(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Education that was held, and who has met whom."""
    programme = _found(request, slug, name, NOTE_EDUCATION)
    members = called_members(programme)
    form = EducationForm(posted(request), source=programme.source_language, members=members)
    if saved(form, lambda: leading.note_education(programme, actor=request.actor, **form.given)):
        messages.success(request, _("The education is noted."))
        return see_other("homework:learning", slug, name)
    met = [(each, *shown.both(each)) for each in queries.encounters(programme)]
    context = {"held": queries.education(programme), "met": met, "form": form, "members": len(members)}
    return hosted(request, "homework/learning.html", programme, context, here="homework:learning")


@require_safe
def results(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    programme = _found(request, slug, name, READ_APPLICATION)
    results = shown.results(programme, found.find(programme, clock.today()))
    return hosted(request, "homework/results.html", programme, results, here="homework:results")


@PAGE
def report(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the host writes in the booklet; the rest is put together from the parts."""
    programme = _found(request, slug, name, WRITE_REPORT)
    one = queries.report_of(programme)
    initial = {part: getattr(one, part) for part in ("foreword", "method", "lessons")} if one else {}
    initial["is_public"] = bool(one and one.published_at)
    form = ReportForm(posted(request), source=programme.source_language, initial=initial)
    if saved(form, lambda: leading.write_report(programme, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("homework:report", slug, name)
    told = [(programmes.called(each.member), each.case) for each in queries.cases(programme)]
    context = {"report": one, "cases": told, "form": form, "members": programmes.members(programme).count()}
    return hosted(request, "homework/report.html", programme, context, here="homework:report")


@require_safe
def report_docx(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    programme = _found(request, slug, name, WRITE_REPORT)
    return word(programme, queries.booklet(programme, get_language()))


@require_safe
def report_pdf(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    programme = _found(request, slug, name, WRITE_REPORT)
    return portable(programme, queries.booklet(programme, get_language()))


def word(programme: Programme, booklet: Booklet) -> HttpResponse:
    return _file(docx(read(booklet.document), letterhead(programme.host)), DOCX, f"{programme.slug}.docx")


def portable(programme: Programme, booklet: Booklet) -> HttpResponse:
    return _file(pdf(read(booklet.document), letterhead(programme.host)), "application/pdf", f"{programme.slug}.pdf")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _found(request: HttpRequest, slug: str, name: str, needed: Step) -> Programme:
    return programmes.programme_of(organisations.organisation_for(request.actor, slug, needed), name)
