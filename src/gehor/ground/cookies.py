"""Our own signed cookies, each for some of our pages. Never the session: whoever has one gets no kept pages."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

DEVICE, LISTS, PROOF, TRIP = "gehor_device", "gehor_lists", "gehor_proof", "gehor_eid_"
DAYS = 24 * 60 * 60
SECONDS = {DEVICE: 400 * DAYS, LISTS: 400 * DAYS, PROOF: 30 * 60}
STAY = (DEVICE, LISTS)  # the others go when the browser is closed
TRIP_SECONDS = 10 * 60


def read(request: HttpRequest, name: str) -> str:
    """What we wrote. Raises BadSignature for nothing, for what is too old, and for what somebody else wrote."""
    given = _given(request)
    value = given[name][0] if name in given else request.COOKIES.get(name, "")
    return _signer(name).unsign(value, max_age=SECONDS.get(name, TRIP_SECONDS))


def give(request: HttpRequest, name: str, value: str, *, path: str) -> None:
    """Set a cookie on whatever becomes of this request. It goes back to what lies below the path alone."""
    _given(request)[name] = (_signer(name).sign(value), path)


def take_back(request: HttpRequest, name: str, *, path: str) -> None:
    _given(request)[name] = ("", path)


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response with what was given."""
    for name, (value, path) in _given(request).items():
        if not value:
            response.delete_cookie(name, path=path, samesite="Lax")
            continue
        response.set_cookie(
            name,
            value,
            max_age=SECONDS[name] if name in STAY else None,
            path=path,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    return response


def trip(number: str) -> str:
    """The name of one that somebody takes along to a provider. Two trips in two tabs do not meet."""
    return TRIP + "".join(sign for sign in number if sign.isalnum())[:12]


def path_of(slug: str) -> str:
    """Below which the pages of one dialogue lie."""
    return f"/d/{slug}/"


def _given(request: HttpRequest) -> dict[str, tuple[str, str]]:
    if not hasattr(request, "identity_given"):
        request.identity_given = {}
    found: dict[str, tuple[str, str]] = request.identity_given
    return found


def _signer(name: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"gehor.identity.{name}")
