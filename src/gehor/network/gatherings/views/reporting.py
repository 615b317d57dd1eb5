"""What is taken home, how it was, the materials, and the report that is made of all of it."""

import datetime as dt

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground import clock
from gehor.ground.figures import Figure
from gehor.ground.forms import saved, spoken
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.learning import (
    ASK_HOW_IT_WAS,
    KEEP_MATERIAL,
    PUBLISH_REPORT,
    SUM_UP,
    TAKE_HOME,
    TELL_OUTCOME,
)

from .. import actions, queries
from .. import report as reports
from ..forms import AskForm, HomeOfForm, MaterialForm, SumUpForm, TellForm
from ..models import Material
from ..shown import called
from ..texts import OUTCOMES_AT_HOME
from .frame import as_file, at, entered, page

DUE_IN, ASKED_FOR = dt.timedelta(days=150), dt.timedelta(days=14)


@PAGE
def home(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """What each organisation takes home, and what came of it."""
    found = entered(request, slug, name, number, TAKE_HOME)
    form = HomeOfForm(posted(request), gathering=found, initial={"due_on": found.held_on + DUE_IN})
    if saved(form, lambda: actions.take_home(found, actor=request.actor, **spoken(form))):
        messages.success(request, _("It is noted for %(name)s.") % {"name": form.outcome.partner.name})
        return see_other("gatherings:home", *at(found))
    taken = list(found.taken_home.select_related("partner__merged_into"))
    came = queries.guests(found).filter(came_at__isnull=False).order_by()
    context = {
        "rows": [(each, called(each.partner), OUTCOMES_AT_HOME.get(each.outcome, "")) for each in taken],
        "taking": len({each.partner.now.pk for each in taken}),
        "houses": came.values(house=queries.HOUSE).distinct().count(),
        "form": form,
        "missing": [need_text(need.code) for need in TAKE_HOME.missing(queries.facts(found))],
        "today": clock.today(),
    }
    return page(request, "home", found, context, here="home")


@PAGE
def tell(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Somebody tells the host by telephone what came of it at home."""
    found = entered(request, slug, name, number, TELL_OUTCOME)
    form = TellForm(posted(request), gathering=found)

    def take() -> object:
        taken = form.cleaned_data.pop("taken")
        taken.gathering = found
        return actions.tell_outcome(taken, actor=request.actor, **spoken(form))

    if saved(form, take):
        messages.success(request, _("It is noted."))
        return see_other("gatherings:home", *at(found))
    return page(request, "tell", found, {"form": form})


@PAGE
def materials(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    found = entered(request, slug, name, number, KEEP_MATERIAL)
    if request.method == "POST" and "remove" in request.POST:
        chosen = request.POST["remove"]
        material = get_object_or_404(found.materials, pk=chosen if chosen.isdecimal() else 0)
        material.gathering = found
        actions.drop_material(material, actor=request.actor)
        messages.success(request, _("It is taken away."))
        return see_other("gatherings:materials", *at(found))
    form = MaterialForm(posted(request), request.FILES or None)

    def keep() -> Material:
        said = spoken(form)
        file = said.pop("file")
        data, file_name = (file.read(), file.name) if file else (b"", "")
        return actions.keep_material(found, actor=request.actor, data=data, file_name=file_name, **said)

    if saved(form, keep):
        messages.success(request, _("It is kept."))
        return see_other("gatherings:materials", *at(found))
    return page(request, "materials", found, {"materials": list(found.materials.all()), "form": form}, here="materials")


@PAGE
def report(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """The report as it would be read, and a button that shows it to everybody."""
    found = entered(request, slug, name, number, SUM_UP)
    if request.method == "POST":
        is_public = "publish" in request.POST
        actions.publish_report(found, actor=request.actor, is_public=is_public)
        said = _("Everybody can read the report now.") if is_public else _("Only you can read it now.")
        messages.success(request, said)
        return see_other("gatherings:report", *at(found))
    prefetch_related_objects([found], "parts", "responses")
    facts = queries.facts(found, parts=len(found.parts.all()))
    context = {
        "document": reports.report(found),
        "missing": [need_text(need.code) for need in PUBLISH_REPORT.missing(facts)],
        "may_ask": not ASK_HOW_IT_WAS.missing(facts),
        "may_sum_up": not SUM_UP.missing(facts),
        "remarks": [each.remark for each in sorted(found.responses.all(), key=lambda one: one.pk) if each.remark],
    }
    return page(request, "report", found, context, here="report")


@PAGE
def ask(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Those who came are asked how it was."""
    found = entered(request, slug, name, number, ASK_HOW_IT_WAS)
    form = AskForm(posted(request), initial={"until": found.asked_until or clock.today() + ASKED_FOR})
    if saved(form, lambda: actions.ask_how_it_was(found, actor=request.actor, **form.cleaned_data)):
        count = form.outcome
        said = ngettext("%(count)s person is asked.", "%(count)s people are asked.", count)
        messages.success(request, said % {"count": Figure(count)} if count else _("It is saved."))
        return see_other("gatherings:report", *at(found))
    missing = [need_text(need.code) for need in ASK_HOW_IT_WAS.missing(queries.facts(found))]
    return page(request, "ask", found, {"form": form, "missing": missing, "to_ask": queries.to_ask(found).count()})


@PAGE
def sum_up(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    found = entered(request, slug, name, number, SUM_UP)
    initial = {field: getattr(found, field) for field in ("gave", "cost_sek", "hours")}
    form = SumUpForm(posted(request), source=found.network.source_language, initial=initial)
    if saved(form, lambda: actions.sum_up(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("gatherings:report", *at(found))
    missing = [need_text(need.code) for need in SUM_UP.missing(queries.facts(found))]
    return page(request, "sum_up", found, {"form": form, "missing": missing})


@require_safe
def file(request: HttpRequest, slug: str, name: str, number: int, form: str) -> HttpResponse:
    found = entered(request, slug, name, number, SUM_UP)
    return as_file(reports.report(found), found.network.host, form=form, name=f"{name}-{number}")
