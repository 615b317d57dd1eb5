"""What a line of the log says of an address: which page it was, never the receipt code, key or name that stands in it.

Whoever has a receipt code reads what its holder gave, and a log is read, sent and kept by others than they.
"""

import logging
import re

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_TOLD = ("slug", "int")  # which dialogue, which activity; all else might be a secret


class WithoutSecrets(logging.Filter):
    """Puts the page in the place of the address in what Django writes about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            written = (request.path, request.path.encode("unicode_escape").decode("ascii"))  # as Django writes it
            record.args = tuple(told(request) if each in written else each for each in record.args)
        return True


def told(request: HttpRequest) -> str:
    """The address without what might be a secret; of an address that leads nowhere no more than its beginning.

    /c/K7M2-9QXR/contact/ is told as /c/…/contact/.
    """
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "/".join(["", *request.path_info.split("/")[1:2], "…"]) if request.path_info.count("/") > 1 else "/…"
    return f"/{_PART.sub(lambda part: _said(part, match), match.route)}"


def _said(part: re.Match[str], match: ResolverMatch) -> str:
    return str(match.kwargs[part["name"]]) if part["kind"] in _TOLD else "…"
