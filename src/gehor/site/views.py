"""What belongs to no stage: language, one-click demo people, health."""

from typing import TypeVar

from allauth.account import views as account
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.organisations.models import Account
from gehor.ground.web import SeeOther

Response = TypeVar("Response", bound=HttpResponse)


@csrf_exempt
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language in a cookie and go back to the page. Who is signed in keeps it in the account.

    No token is asked for: so a page to read needs none, and whoever only reads gets no cookie. Another site could at
    most change the language; the session's cookie does not come with its forms (SameSite).
    """
    code = request.POST.get("language", "")
    if code in settings.LANGUAGE_NAMES and settings.SESSION_COOKIE_NAME in request.COOKIES:
        Account.objects.filter(pk=request.user.pk).exclude(language=code).update(language=code)
    return speak(SeeOther(_back(request, "/")), code)


def speak(response: Response, language: str) -> Response:
    """Let the browser ask for this language from now on; an unknown one changes nothing."""
    if language in settings.LANGUAGE_NAMES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
        )
    return response


def confirm_login_code(request: HttpRequest) -> HttpResponse:
    """As allauth's. Where a code leads back to the beginning, it is said why; allauth says nothing, or to wait."""
    response: HttpResponse = account.confirm_login_code(request)
    if request.method == "POST" and response.get("Location") == reverse("account_request_login_code"):
        list(messages.get_messages(request))  # read here, so that it is not shown
        messages.error(
            request,
            _(
                "This code no longer works. It does for ten minutes, once, in the browser in which it was asked for, "
                "and until it has been mistyped three times. Let us send you a new one."
            ),
        )
    return response


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click into a demo person. The address exists in demo mode only, and only demo accounts open.

    The visitor's language is left as it is: they are a guest in the role, not the person.
    """
    if not (settings.DEMO or settings.MODE == "test"):
        raise Http404
    account = get_object_or_404(Account, email=request.POST.get("person", ""), is_demo=True, is_active=True)
    login(request, account)
    return SeeOther(_back(request, settings.LOGIN_REDIRECT_URL))


def _back(request: HttpRequest, otherwise: str) -> str:
    """Where the form asked to go afterwards, if that is here."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return otherwise


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
