"""What others have written about the same thing, before something is sent: nothing has been received yet."""

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from gehor.ground.act import RESIDENT
from gehor.participation import rules
from gehor.participation.intake import uploads
from gehor.participation.models import Contribution, Wording
from gehor.participation.queries import Entrance

from .showing import about

ANYWAY, CHANGE = "anyway", "change"  # names of the two buttons
KEPT = "kept_file"  # by which a file is found again that came with the form
CSRF = "csrfmiddlewaretoken"
EXCERPT_MOST = 400  # characters


def alike(entrance: Entrance, form: forms.Form) -> Sequence[Wording]:
    """What is to be seen first: nothing for somebody who has sent this already and presses send again."""
    found = entrance.method.alike(entrance.activity, form.cleaned_data)
    if found and Contribution.objects.filter(submission=form.cleaned_data["submission"]).exists():
        return ()
    return found


def page(request: HttpRequest, entrance: Entrance, form: forms.Form, found: Sequence[Wording]) -> HttpResponse:
    sent = [
        (name, value) for name, values in request.POST.lists() if name not in (CSRF, KEPT, CHANGE) for value in values
    ]
    attachment = form.cleaned_data.get("attachment")
    if attachment:
        key = uploads.keep(attachment.data, attachment.name, activity=entrance.activity, actor=RESIDENT)
        sent.append((KEPT, key))
    context = {
        **about(entrance.activity.dialogue),
        "activity": entrance.activity,
        "found": [(each, rules.excerpt(each.text, longest=EXCERPT_MOST)) for each in found],
        "attachment": attachment,
        "sent": sent,
    }
    response = render(request, "participation/look_first.html", context)
    response["Cache-Control"] = "no-cache, private"  # the way back shows it without asking to send again
    return response


def files(request: HttpRequest, entrance: Entrance) -> MultiValueDict:
    """The files of a form, with one that came with it before others were looked at. That one is kept for a day."""
    key = request.POST.get(KEPT)
    if not key or "attachment" in request.FILES:
        return request.FILES
    try:
        found = uploads.find(key, activity=entrance.activity, actor=RESIDENT)
    except Http404:  # the key of something else: nobody's text is lost for that
        found = None
    if found is None:
        return request.FILES
    return MultiValueDict({**dict(request.FILES.lists()), "attachment": [SimpleUploadedFile(found.name, found.data)]})


def is_wanting(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a sound form is to come back: to be changed, or since the file that came with it is kept no more."""
    is_gone = KEPT in request.POST and "attachment" in form.fields and "attachment" not in form.files
    if is_gone:
        form.add_error("attachment", _("The file is not kept any more. Choose it again, or send without it."))
    elif CHANGE in request.POST:
        form.ask_for_files_again()
    return is_gone or CHANGE in request.POST
