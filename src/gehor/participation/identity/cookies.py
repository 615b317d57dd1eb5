"""Our own signed cookies, one for each dialogue. Never the session: whoever has one gets no kept pages."""

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

DEVICE, PROOF = "gehor_device", "gehor_proof"
DAYS = 24 * 60 * 60
SECONDS = {DEVICE: 400 * DAYS, PROOF: 2 * 60 * 60}

Next = Callable[[HttpRequest], HttpResponse]


def read(request: HttpRequest, name: str) -> str:
    """What we wrote. Raises BadSignature for nothing, for what is too old, and for what somebody else wrote."""
    given = _given(request)
    value = given[name][0] if name in given else request.COOKIES.get(name, "")
    return _signer(name).unsign(value, max_age=SECONDS[name])


def give(request: HttpRequest, name: str, value: str, *, slug: str) -> None:
    """Set a cookie on whatever becomes of this request. It goes back to the pages of one dialogue alone."""
    _given(request)[name] = (_signer(name).sign(value), f"/d/{slug}/")


def keep(get_response: Next) -> Next:
    """Middleware that sets what was given."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, (value, path) in _given(request).items():
            response.set_cookie(
                name,
                value,
                max_age=SECONDS[name],
                path=path,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def _given(request: HttpRequest) -> dict[str, tuple[str, str]]:
    if not hasattr(request, "identity_given"):
        request.identity_given = {}
    found: dict[str, tuple[str, str]] = request.identity_given
    return found


def _signer(name: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"gehor.identity.{name}")
