"""Error pages: a clear sentence, what to do, and never a lost text."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gehor.ground.errors import Refusal
from gehor.ground.sentences import need_texts, refusal_text

NOT_KEPT = {"csrfmiddlewaretoken", "password", "login", "code"}


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be carried on in hidden fields. Never passwords."""
    if request.method != "POST":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not name.startswith("password")
        for value in values
    ]


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context = {
        "sentence": refusal_text(refusal),
        "missing": need_texts(getattr(refusal, "missing", ())),
        "kept": kept_fields(request),
        "status": refusal.status,
    }
    return render(request, f"design/{refusal.status}.html", context, status=refusal.status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """A staff page without a session. What was typed survives: it is sent again after signing in in another tab."""
    if request.method == "POST":
        return render(request, "design/signed_out.html", {"kept": kept_fields(request)}, status=403)
    return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.get_full_path()}")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed can be sent again with one click, unless another site sent it in the reader's name."""
    from_elsewhere = reason.startswith(("Origin checking failed", "Referer checking failed"))
    kept = [] if from_elsewhere else kept_fields(request)
    return render(request, "design/csrf.html", {"kept": kept}, status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    context = {"megabytes": settings.UPLOAD_MOST_BYTES // 1024 // 1024}
    return render(request, "design/too_large.html", context, status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "design/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "design/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "design/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "design/500.html", status=500)
