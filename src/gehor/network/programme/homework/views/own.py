"""Behind the link of a member: its steps, deliveries, dialogues at home, the map, whom it met, and its case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, saved, spoken
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.network.programme import keys
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Application
from gehor.network.programme.rules import State
from gehor.network.programme.texts import PARTS
from gehor.network.programme.views.frame import own
from gehor.participation.attachments import BYTES, Clean, check_upload
from gehor.participation.files import served
from gehor.process.learning import DROP_STEP

from .. import drawing, queries, rules
from ..actions import doing, leading
from ..forms import CaseForm, DeliveryForm, DialogueForm, EncounterForm, MapForm, OwnStepForm, VaryForm
from ..models import MapStep
from ..texts import CASE, PLACES, SCALE, WHEN
from . import shown

VARIED = ("due_on", "skipped_because", "note", "done_on")
DIALOGUE = ("title", "address", "promised_on", "answered_on")
SAID = {None: "", True: "yes", False: "no"}


@PAGE
def steps(request: HttpRequest, key: str) -> HttpResponse:
    """Where we are, drawn and as a list; and a form for a step of our own."""
    application, today = _member(key), clock.today()
    form = OwnStepForm(posted(request), initial={"starts_on": today})
    if saved(form, lambda: doing.add_own_step(application, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("The step is added, for you alone."))
        return see_other("homework:steps", key)
    taken = queries.course(application, today)
    context = {
        "taken": [(each, *PLACES[each.place]) for each in taken],
        "timeline": drawing.over_time(application, taken, today) if taken else None,
        "done": sum(each.place is rules.Place.DONE for each in taken),
        "all": sum(each.place is not rules.Place.SKIPPED for each in taken),
        "form": form,
    }
    return own(request, "homework/steps.html", application, context, here="homework:steps")


@PAGE
def step(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One step: who is called in, the assignments, and how we take it."""
    application = _member(key)
    one = queries.own_step(application, number)
    taken = next(each for each in queries.course(application, clock.today()) if each.step.pk == one.pk)
    initial = {part: getattr(taken.variation, part) for part in VARIED} if taken.variation else {}
    form = VaryForm(posted(request), initial=initial)
    if saved(form, lambda: doing.vary_step(application, one, actor=RESIDENT, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("homework:steps", key)
    people = list(application.people.filter(part__in=one.called))
    delivered = queries.own_deliveries(application, one)
    context = {
        "step": one,
        "taken": taken,
        "place": PLACES[taken.place],
        "may_drop": one.application_id == application.pk and not DROP_STEP.missing(queries.facts_of_step(one)),
        "called_in": [(PARTS[part], [each for each in people if each.part == part]) for part in one.called],
        "assignments": [(each, delivered.get(each.pk)) for each in queries.assignments(one)],
        "form": form,
    }
    return own(request, "homework/step.html", application, context, here="homework:steps")


@require_POST
def drop_step(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One that this member alone has added."""
    application = _member(key)
    one = queries.own_step(application, number)
    if one.application_id != application.pk:
        raise Http404
    leading.drop_step(one, actor=RESIDENT)
    messages.success(request, _("The step is taken away."))
    return see_other("homework:steps", key)


@PAGE
def deliver(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    application = _member(key)
    assignment = queries.assignment_of(application, pk)
    form = DeliveryForm(posted(request), request.FILES or None)

    def given() -> Any:
        file = _looked_through(form.cleaned_data["file"])
        return doing.deliver(application, assignment, actor=RESIDENT, **{**spoken(form), "file": file})

    if saved(form, given):
        messages.success(request, _("It is delivered."))
        return see_other("homework:step", key, assignment.step.number)
    context = {"assignment": assignment, "form": form}
    return own(request, "homework/deliver.html", application, context, here="homework:steps")


def _looked_through(file: Any) -> Clean | None:
    return check_upload(file.read(BYTES + 1), file.name) if file else None


@require_safe
def delivered(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    return served(queries.with_file(queries.own_delivery(_member(key), pk)))


@PAGE
def dialogues(request: HttpRequest, key: str) -> HttpResponse:
    """The dialogues at home, and what they show; one more is told by hand."""
    application = _member(key)
    if request.method == "POST" and "link" in request.POST:
        try:
            doing.link_heard(application, request.POST["link"], actor=RESIDENT)
        except WrongInput as refusal:
            messages.error(request, refusal_text(refusal))
        else:
            messages.success(request, _("The dialogue is noted."))
        return see_other("homework:dialogues", key)
    form = DialogueForm(posted(request))
    if saved(form, lambda: doing.tell_dialogue(application, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("The dialogue is noted."))
        return see_other("homework:dialogues", key)
    told, today = queries.home_dialogues([application]), clock.today()
    context = {
        "told": [(each, rules.in_time(each.held, today)) for each in told],
        "counted": shown.counted(rules.results([each.held for each in told], today)) if told else [],
        "tenant": application.tenant,
        "elsewhere": queries.linkable_elsewhere(application),
        "form": form,
    }
    return own(request, "homework/dialogues.html", application, context, here="homework:dialogues")


@PAGE
def dialogue(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One that was told by hand, put right."""
    application = _member(key)
    one = queries.home_dialogue_of(application, pk)
    initial = {part: getattr(one, part) for part in DIALOGUE}
    initial |= {"tied": SAID[one.tied], "evaluated": SAID[one.evaluated]}
    form = DialogueForm(posted(request), initial=initial)
    if saved(form, lambda: doing.tell_dialogue(application, actor=RESIDENT, which=one, **spoken(form))):
        messages.success(request, _("It is saved."))
        return see_other("homework:dialogues", key)
    return _form(request, application, form, _("A dialogue at home"), here="homework:dialogues")


@require_safe
def the_map(request: HttpRequest, key: str) -> HttpResponse:
    """Each part of the governance map, before and after."""
    application = _member(key)
    found = queries.map_of(application)
    rows = []
    for each in programmes.components(application.programme):
        both = [found.get((each.number, when)) for when in MapStep.When.values]
        before, after = (SCALE[one.step] if one else "" for one in both)
        moved = rules.Moved(*(float(one.step) if one else None for one in both), members=1)
        rows.append((each, before, after, drawing.arrow(moved), each.number in application.components))
    evidence = {each.when: each.evidence for each in found.values() if each.evidence}
    context = {
        "rows": rows,
        "judged": bool(found),
        "source": application.programme.host.source_language,
        "evidence": [(WHEN[when], evidence[when]) for when in MapStep.When.values if when in evidence],
    }
    return own(request, "homework/map.html", application, context, here="homework:map")


@PAGE
def judge(request: HttpRequest, key: str, when: str) -> HttpResponse:
    """Where we stood with each part, or stand now."""
    application = _member(key)
    if when not in MapStep.When.values:
        raise Http404
    found = {number: each for (number, at), each in queries.map_of(application).items() if at == when}
    initial: dict[str, Any] = {f"part_{number}": each.step for number, each in found.items()}
    initial["evidence"] = next((each.evidence for each in found.values()), "")
    components = programmes.components(application.programme)
    source = application.programme.host.source_language
    form = MapForm(posted(request), components=components, source=source, initial=initial)

    def judged() -> Any:
        told = form.cleaned_data["evidence"]
        return doing.judge_map(application, actor=RESIDENT, when=when, steps=form.steps, evidence=told)

    if saved(form, judged):
        messages.success(request, _("It is saved."))
        return see_other("homework:map", key)
    return _form(request, application, form, WHEN[when], here="homework:map")


@PAGE
def met(request: HttpRequest, key: str) -> HttpResponse:
    """Other members and researchers whom we met, what it gave, and how many of us have been educated."""
    application = _member(key)
    form = EncounterForm(posted(request), application=application, initial={"held_on": clock.today()})
    if saved(form, lambda: doing.note_encounter(application, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("It is noted."))
        return see_other("homework:met", key)
    programme = application.programme
    context = {
        "met": [(each, *shown.both(each)) for each in queries.encounters(programme, application)],
        "held": [each for each in queries.education(programme, application) if each.members],
        "form": form,
    }
    return own(request, "homework/met.html", application, context, here="homework:met")


@PAGE
def case(request: HttpRequest, key: str) -> HttpResponse:
    """What we tell of our work, for the report."""
    application = _member(key)
    one = queries.case_of(application)
    initial = {part: getattr(one, part) for part in ("title", *CASE)} if one else {}
    form = CaseForm(posted(request), initial=initial)
    if saved(form, lambda: doing.write_case(application, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("It is saved."))
        return see_other("homework:case", key)
    return _form(request, application, form, _("Our case"), here="homework:case")


def _form(request: HttpRequest, application: Application, form: Form, heading: Any, *, here: str) -> HttpResponse:
    return own(request, "own_form", application, {"form": form, "heading": heading}, here=here)


def _member(key: str) -> Application:
    """Whose link it is, if the organisation has a place. Else 404: the pages are not there before."""
    application = keys.application(key)
    if programmes.state(application) is not State.ADMITTED:
        raise Http404
    return application
