"""How far one person has come, kept in their own browser: the page itself is the same for everybody.

A cookie of our own for the pages of one activity, signed, so that nobody sees how others voted on what they have not
voted on themselves. It says how many statements somebody has voted on and which was the last; not how.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gehor.planning.models import Activity

COOKIE = "gehor_statements"
SECONDS = 400 * 24 * 60 * 60
_signer = signing.Signer(salt="gehor.statements.progress")


@dataclass(frozen=True)
class Progress:
    answered: int = 0
    last: str = ""  # key of the statement


def read(request: HttpRequest, activity: Activity) -> Progress:
    """Nothing where there is nothing, or what we did not write."""
    try:
        number, answered, last = _signer.unsign(request.COOKIES.get(COOKIE, "")).split(" ")
    except (signing.BadSignature, ValueError):
        return Progress()
    return Progress(int(answered), last) if number == str(activity.pk) else Progress()


def give(response: HttpResponse, activity: Activity, progress: Progress, *, path: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        _signer.sign(f"{activity.pk} {progress.answered} {progress.last}"),
        max_age=SECONDS,
        path=path,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response
