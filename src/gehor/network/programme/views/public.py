"""What everybody sees of a programme, and where an organisation begins to apply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground import addresses, clock, limits
from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted

from .. import queries, rules
from ..actions import applying
from ..forms import BeginForm, LinkForm


@require_safe
@kept
def programmes(request: HttpRequest) -> HttpResponse:
    """Every call that is public."""
    today = clock.today()
    rows = [(each, rules.may_come(each.apply_by, None, today)) for each in queries.public_programmes()]
    return render(request, "programme/programmes.html", {"rows": rows})


@require_safe
@kept
def programme(request: HttpRequest, name: str) -> HttpResponse:
    found = queries.public_programme(name)
    context = {
        "programme": found,
        "organisation": found.host,
        "is_open": rules.may_come(found.apply_by, None, clock.today()),
        "fees": list(found.fees.all()),
        "members": list(dict.fromkeys(queries.called(each) for each in queries.members(found))),
    }
    return render(request, "programme/programme.html", context)


@PAGE
def apply(request: HttpRequest, name: str) -> HttpResponse:
    """Who applies; the link to the rest goes to the address that was given."""
    found = queries.public_programme(name)
    if request.method == "POST":
        limits.spend("apply_address", limits.address(request))
    form = BeginForm(posted(request))
    context = {"programme": found, "organisation": found.host, "form": form}
    if not rules.may_come(found.apply_by, None, clock.today()):
        return render(request, "programme/closed.html", context, status=409 if request.method == "POST" else 200)
    language = get_language() or found.source_language
    if saved(form, lambda: applying.begin_application(found, actor=RESIDENT, language=language, **form.cleaned_data)):
        return render(request, "programme/begun.html", {**context, "application": form.outcome})
    return render(request, "programme/apply.html", context, status=form.page_status)


@PAGE
def link_again(request: HttpRequest) -> HttpResponse:
    """The link to an application once more. The answer is the same for every address: nobody learns who applies."""
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    form = LinkForm(posted(request))

    def send() -> None:
        email = addresses.email(form.cleaned_data["contact_email"], field="contact_email").lower()
        for application in queries.reached_at(email):
            applying.send_link(application, actor=RESIDENT)

    context = {"form": form, "sent": saved(form, send)}
    return private(render(request, "programme/link_again.html", context, status=form.page_status))
