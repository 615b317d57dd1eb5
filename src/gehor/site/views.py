"""What belongs to no stage: language, one-click demo people, health."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.organisations.models import Account
from gehor.ground.web import SeeOther


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language in a cookie and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = SeeOther(back)
    code = request.POST.get("language", "")
    if check_for_language(code) and code in settings.LANGUAGE_NAMES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click into a demo person. The address exists in demo mode only, and only demo accounts open."""
    if not (settings.DEMO or settings.MODE == "test"):
        raise Http404
    account = get_object_or_404(Account, email=request.POST.get("person", ""), is_demo=True, is_active=True)
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return SeeOther(settings.LOGIN_REDIRECT_URL)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
