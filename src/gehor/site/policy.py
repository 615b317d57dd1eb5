"""The Content-Security-Policy of each answer, as django-csp makes it. What most share is put together once."""

from functools import cache
from wsgiref.headers import Headers

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS = "camera=(), microphone=(), geolocation={position}, interest-cohort=()"


class ContentPolicy(CSPMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(request, "_csp_nonce") or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _usual())
        return response


def on_files(headers: Headers, path: str, url: str) -> None:
    """The same for static files, which WhiteNoise answers before anything of ours is asked."""
    headers[HEADER] = _usual()
    headers["X-Frame-Options"] = "DENY"
    headers["Permissions-Policy"] = PERMISSIONS.format(position="()")


@cache
def _usual() -> str:
    return build_policy()
