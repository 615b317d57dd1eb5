"""What everybody sees of the meetings of a network."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other

from ... import queries as networks
from .. import actions, feed, keys, queries
from .. import report as reports
from ..forms import PublicHereForm
from ..models import Gathering, Guest, Material
from ..shown import agenda_rows, is_over, welcome
from .frame import as_file
from .trial import kept as kept_document


@require_safe
@kept
def gathering(request: HttpRequest, name: str, number: int) -> HttpResponse:
    found = queries.public_gathering(name, number)
    context = {
        **_frame(found),
        "rows": agenda_rows(found),
        "materials": list(found.materials.filter(is_public=True)),
        "is_over": is_over(found),
    }
    return render(request, "gatherings/public.html", context)


@PAGE
def here(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """I am here, with the code of the room and the address that the invitation came to: for whoever lacks the link."""
    found = queries.public_gathering(name, number)
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    form = PublicHereForm(posted(request))

    def come() -> Guest:
        code, guest = form.cleaned_data["code"], queries.expected(found, form.cleaned_data["email"])
        if guest is None or not keys.opens(found, code):
            raise WrongInput("nobody_with_this_address")
        return actions.check_in(guest, actor=RESIDENT, code=code)

    if saved(form, come, meanwhile=("not_the_day_of_the_gathering",)):
        messages.success(request, welcome(form.outcome))
        return see_other("gatherings:public_here", name, number)
    return render(request, "gatherings/public_here.html", {**_frame(found), "form": form}, status=form.page_status)


@require_safe
@kept
def report(request: HttpRequest, name: str, number: int) -> HttpResponse:
    found = _reported(name, number)
    return render(request, "gatherings/public_report.html", {**_frame(found), "document": reports.report(found)})


@require_safe
def report_file(request: HttpRequest, name: str, number: int, form: str) -> HttpResponse:
    found = _reported(name, number)
    return as_file(reports.report(found), found.network.host, form=form, name=f"{name}-{number}")


@require_safe
def material(request: HttpRequest, name: str, number: int, pk: int) -> HttpResponse:
    found = queries.public_gathering(name, number)
    return handed_out(get_object_or_404(found.materials, pk=pk, is_public=True))


def handed_out(material: Material) -> HttpResponse:
    """The file, or the way to the address."""
    if material.link:
        return redirect(material.link)
    response = FileResponse(material.file.open(), filename=material.name, content_type=material.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def calendar(request: HttpRequest, name: str) -> HttpResponse:
    """The network's meetings as calendars take them."""
    network = networks.public_network(name)
    return feed.answer(network, queries.gatherings(network), name=name)


@require_safe
@kept
def trial(request: HttpRequest, name: str) -> HttpResponse:
    """The basis for the decision, as it was evaluated."""
    network = networks.public_network(name)
    evaluation = network.evaluations.last()
    if evaluation is None:
        raise Http404
    context = {"network": network, "organisation": network.host, "document": kept_document(evaluation)}
    return render(request, "gatherings/public_trial.html", context)


@require_safe
def trial_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    network = networks.public_network(name)
    evaluation = network.evaluations.last()
    if evaluation is None:
        raise Http404
    return as_file(kept_document(evaluation), network.host, form=form, name=f"{name}-trial")


def _reported(name: str, number: int) -> Gathering:
    found = queries.public_gathering(name, number)
    if found.report_public_at is None:
        raise Http404
    return found


def _frame(gathering: Gathering) -> dict[str, object]:
    return {"gathering": gathering, "network": gathering.network, "organisation": gathering.network.host}
