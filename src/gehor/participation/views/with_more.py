"""The page of a method that has the form of all, and something of its own above it."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse

from gehor.ground.people.models import Participant
from gehor.participation.forms import web_form
from gehor.participation.queries import Entrance

from .showing import form_page, shut
from .taking_part import receive


def with_more(
    template: str, more: Callable[[Entrance], Mapping[str, object]]
) -> Callable[[HttpRequest, Entrance], HttpResponse]:
    """For Method.view. template: extends participation/activity.html. more: what it shows beside the form."""

    def page(
        request: HttpRequest,
        entrance: Entrance,
        form: forms.Form,
        *,
        before: Participant | None = None,
        status: int = 200,
    ) -> HttpResponse:
        return form_page(request, entrance, form, before=before, status=status, template=template, more=more(entrance))

    def view(request: HttpRequest, entrance: Entrance) -> HttpResponse:
        if request.method == "POST":
            return receive(request, entrance, page)
        if not entrance.is_open:
            return shut(request, entrance)
        return page(request, entrance, web_form(entrance))

    return view
