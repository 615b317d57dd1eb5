"""Error pages: a clear sentence, what to do, and never a lost text."""

from contextlib import suppress
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from gehor.ground.design.templatetags.gehor import is_prose
from gehor.ground.errors import Refusal, TooMany
from gehor.ground.organisations.queries import organisation_for, organisations
from gehor.ground.organisations.texts import role_label
from gehor.ground.people.door import private
from gehor.ground.sentences import need_texts, refusal_text
from gehor.planning.queries import dialogue_for, public_dialogue

from . import again, origin
from .above import page_above

READ_AND_THROWN_AWAY = 100 * 1024 * 1024  # of a request that is too large; what is larger yet is cut off
READ_AT_ONCE = 256 * 1024
NOT_KEPT = {"csrfmiddlewaretoken", again.NAME}
SIGNING_IN = "/account/"
LAID = "cookie_laid"  # a field that says that the page before laid a cookie


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be carried on in hidden fields. Never what one signs in with."""
    if request.method != "POST" or request.path_info.startswith(SIGNING_IN):
        return []
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in values]


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    kept = kept_fields(request)
    context = {
        "sentence": refusal_text(refusal),
        "missing": need_texts(getattr(refusal, "missing", ())),
        "kept": kept if isinstance(refusal, TooMany) else [each for each in kept if is_prose(each[1])],
        "status": refusal.status,
        "before": origin.page_before(request),
        **({} if isinstance(refusal, TooMany) else _house(request)),
    }
    response = render(request, f"design/{refusal.status}.html", context, status=refusal.status)
    if _receipt(request):
        private(response)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.params["seconds"])
    return response


def _house(request: HttpRequest) -> dict[str, object]:
    """The head of the page: that of the organisation to which the address belongs, for those who may enter there.

    Behind a receipt code it is that of whoever holds it, once the door has been passed.
    """
    if behind := _receipt(request):
        return behind
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    if match is None or slug is None:
        return {}
    is_staff, room = match.route.startswith("staff/"), match.route.removeprefix("staff/")[:2]
    dialogue = None
    with suppress(Http404, Refusal):
        if room == "d/":
            dialogue = dialogue_for(request.actor, slug) if is_staff else public_dialogue(slug)
            organisation = dialogue.organisation
        elif room == "o/":
            organisation = (
                organisation_for(request.actor, slug) if is_staff else get_object_or_404(organisations(), slug=slug)
            )
        else:
            return {}
        house = {"dialogue": dialogue, "organisation": organisation}
        if not is_staff:
            return house
        role = role_label(request.actor.roles_in(organisation.pk))
        return {**house, "frame": "design/staff.html", "role_label": role}
    return {}


def _receipt(request: HttpRequest) -> dict[str, object]:
    participant = getattr(request, "receipt_of", None)
    return {"organisation": participant.organisation, "here": "receipt"} if participant else {}


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth's limits that end in a page are per minute."""
    return refused(request, TooMany("too_many_sign_ins", seconds=60))


def signed_out(request: HttpRequest) -> HttpResponse:
    """A staff page without a session. What was typed survives: it is sent again after signing in in another tab.

    Unless another site sent it: a browser sends our cookies with no such form, so it looks as from somebody signed out.
    """
    if request.method != "POST":
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")
    kept = kept_fields(request)
    if not kept or origin.is_from_elsewhere(request):
        return render(request, "design/signed_out.html", {"kept": []}, status=403)
    kept.append((again.NAME, again.proof(request)))
    return again.give(request, render(request, "design/signed_out.html", {"kept": kept}, status=403))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed can be sent again with one click, unless another site sent it in the reader's name."""
    from_elsewhere = origin.is_from_elsewhere(request) or reason.startswith("Referer checking failed")
    kept = [] if from_elsewhere else kept_fields(request)
    # This page lays a cookie itself: whoever sends the form from here without one refuses them
    has_no_cookie = not from_elsewhere and reason == REASON_NO_CSRF_COOKIE and LAID in request.POST
    if kept and LAID not in request.POST:
        kept.append((LAID, "1"))
    return render(request, "design/csrf.html", {"kept": kept, "has_no_cookie": has_no_cookie}, status=403)


def too_large(request: HttpRequest, *, is_text: bool = False) -> HttpResponse:
    """Says so on a page. The rest is read and thrown away first: a browser that is still sending sees no answer."""
    _throw_away(request)
    most_bytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if is_text else settings.UPLOAD_MOST_BYTES
    context = {"megabytes": most_bytes // 1024 // 1024, "is_text": is_text}
    return render(request, "design/too_large.html", context, status=413)


def _throw_away(request: HttpRequest) -> None:
    with suppress(UnreadablePostError):  # the sender has gone, and hears nothing in any case
        for _ in range(READ_AND_THROWN_AWAY // READ_AT_ONCE):
            if not request.read(READ_AT_ONCE):
                return


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, is_text=True)
    return render(request, "design/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "design/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {**_receipt(request), "again": getattr(exception, "again", "")}
    return render(request, "design/404.html", context, status=404)


def not_in_this_way(request: HttpRequest, plain: HttpResponse) -> HttpResponse:
    """Django's answer to somebody who opens an address that only takes forms (by a reload, or after signing in), or who
    sends something to a page to read: a page with a way on, in the place of an empty one.
    """
    is_sent = request.method == "POST"
    above = request.path if is_sent else page_above(request)
    response = render(request, "design/405.html", {"is_sent": is_sent, "above": above, **_house(request)}, status=405)
    response["Allow"] = plain["Allow"]
    return private(response)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "design/500.html", status=500)
