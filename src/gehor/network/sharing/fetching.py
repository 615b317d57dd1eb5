"""Fetching what another installation has laid out, as from a stranger: limited in size, in time and in reach.

A name is looked up once, all that it leads to must be public or ours by the operator's word, and the connection goes to
what was looked at: a name that leads elsewhere a moment later leads nobody there. Standard library only; why:
docs/decisions/what-comes-from-other-installations.md.
"""

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from gehor.ground.errors import Refusal, WrongInput
from gehor.network.library.rules import address as web_address

SECONDS = 10.0  # for all of it, from the first question to the last byte: the one worker waits as long
MOST = 20 * 1024 * 1024  # bytes, unpacked as well as packed
TURNS_MOST = 3  # how often we let ourselves be sent on
AT_ONCE = 64 * 1024
SENT_ON = (301, 302, 303, 307, 308)
GONE = (404, 410)
PORTS = {80, 443}  # and those from 1024: the others belong to mail and the like
FIRST_FREE_PORT = 1024
WITHIN_IPV6 = IPv6Network("64:ff9b::/96"), IPv6Network("::/96")  # IPv4 addresses in other clothes
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")

Resolve = Callable[[str, int], Sequence[str]]
Heard = Callable[[int], None]


class NotFetched(Refusal):
    """Why nothing came. The other installation's doing or ours, never the reader's."""

    status = 502


# What may be otherwise in a while; anything else is asked for again when the feed is
PASSING = frozenset({"feed_unreachable", "feed_unknown_host", "feed_too_slow", "feed_cut_off", "feed_answers_with"})


@dataclass(frozen=True)
class Wanted:
    """What is asked for. is_it: whether an answer that says it is of this type can be it."""

    accept: str
    is_it: Callable[[str], bool]
    fault: str  # code, where it is not


JSON = Wanted(
    "application/json",
    lambda kind: kind in ("application/json", "text/json") or kind.endswith("+json"),
    "feed_is_no_json",
)
FILE = Wanted(
    "image/*, application/pdf", lambda kind: kind == "application/pdf" or kind.startswith("image/"), "feed_is_no_file"
)


@dataclass(frozen=True)
class Stamp:
    """By what the other installation knows whether anything has changed since we asked."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Fetched:
    body: bytes | None  # None: nothing has changed since
    stamp: Stamp
    received: int = 0  # bytes on the wire


@dataclass(frozen=True)
class _Place:
    """An address, and where it led when we looked."""

    parts: SplitResult
    host: str
    port: int
    addresses: Sequence[str]

    @property
    def is_private(self) -> bool:
        return self.parts.scheme == "https"

    @property
    def path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")


def fetch(
    address: str,
    *,
    wanted: Wanted = JSON,
    stamp: Stamp | None = None,
    most: int = MOST,
    seconds: float = SECONDS,
    resolve: Resolve | None = None,
    heard: Heard | None = None,
) -> Fetched:
    """The JSON at that address, or another kind of file. Raises NotFetched, or WrongInput for what is no address.

    stamp: as it came last time. heard: is told how many bytes have come so far.
    """
    ends, stamp = time.monotonic() + seconds, stamp or Stamp()
    for _turn in range(TURNS_MOST + 1):
        place = _place(address, resolve or resolved)
        with _line(place, ends, seconds) as line, _asked(line, place, stamp, wanted) as answer:
            if answer.status not in SENT_ON:
                return _taken(answer, stamp, wanted, most=most, heard=heard)
            address = _sent_on(place, answer)
    raise NotFetched("feed_sends_round", times=TURNS_MOST)


def resolved(host: str, port: int) -> list[str]:
    """All addresses that the name has now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_within_reach(address: str) -> bool:
    """Whether we may go there: public, or in a network that the operator has named.

    >>> is_within_reach("127.0.0.1"), is_within_reach("::ffff:10.0.0.1"), is_within_reach("169.254.169.254")
    (False, False, False)
    """
    found = ip_address(address.partition("%")[0])
    return _is_ours(found) or all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def _is_ours(found: IPv4Address | IPv6Address) -> bool:
    return any(found in network for network in settings.INNER_NETWORKS)


def _within(found: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """What an IPv6 address leads to in the end."""
    if isinstance(found, IPv4Address):
        return []
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if any(found in network for network in WITHIN_IPV6):
        inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
    if found in LOCAL_TRANSLATION:
        inner.append(IPv4Address("0.0.0.0"))
    return [each for each in inner if each is not None]


def _place(address: str, resolve: Resolve) -> _Place:
    parts = urlsplit(web_address(address, field="address"))
    try:
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:  # UnicodeError is one
        raise WrongInput("no_web_address", field="address", address=address[:80]) from None
    if port not in PORTS and port < FIRST_FREE_PORT:
        raise NotFetched("feed_port", port=port)
    try:
        addresses = list(resolve(host, port))
    except (OSError, UnicodeError):
        addresses = []
    if not addresses:
        raise NotFetched("feed_unknown_host", host=host[:80])
    if not all(is_within_reach(each) for each in addresses):
        raise NotFetched("feed_private_address", host=host[:80])
    if parts.scheme != "https" and not all(_is_ours(ip_address(each.partition("%")[0])) for each in addresses):
        raise NotFetched("feed_not_encrypted")
    return _Place(parts, host, port, addresses)


@contextmanager
def _line(place: _Place, ends: float, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when the time is up, whatever it waits for then: also one that drips."""
    over = threading.Event()
    try:
        with _connected(place, ends) as raw, _cut_at(raw, ends, over):
            line = _spoken(raw, place)
            try:
                yield line
            finally:
                line.close()
        if over.is_set():  # what is cut off within its head looks like an empty answer
            raise NotFetched("feed_too_slow", seconds=round(seconds))
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        if over.is_set() or isinstance(trouble, TimeoutError):
            raise NotFetched("feed_too_slow", seconds=round(seconds)) from None
        raise _said_of(trouble) from None
    except NotFetched:
        if over.is_set():
            raise NotFetched("feed_too_slow", seconds=round(seconds)) from None
        raise


def _said_of(trouble: Exception) -> NotFetched:
    if isinstance(trouble, ssl.SSLError):
        return NotFetched("feed_certificate")
    if isinstance(trouble, http.client.IncompleteRead):
        return NotFetched("feed_cut_off")
    if isinstance(trouble, http.client.HTTPException | ValueError):
        return NotFetched("feed_speaks_no_http")
    return NotFetched("feed_unreachable")


def _connected(place: _Place, ends: float) -> socket.socket:
    """To the first of the addresses that answers. Raises OSError."""
    trouble: OSError = TimeoutError()
    for address in place.addresses:
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            return socket.create_connection((address, place.port), timeout=left)
        except OSError as failure:
            trouble = failure
    raise trouble


def _spoken(raw: socket.socket, place: _Place) -> http.client.HTTPConnection:
    """HTTP on a connection that is there already. The certificate must be that of the name."""
    if not place.is_private:
        line = http.client.HTTPConnection(place.host, place.port)
        line.sock = raw
        return line
    context = ssl.create_default_context()
    line = http.client.HTTPSConnection(place.host, place.port, context=context)
    line.sock = context.wrap_socket(raw, server_hostname=place.host)
    return line


@contextmanager
def _cut_at(raw: socket.socket, ends: float, over: threading.Event) -> Iterator[None]:
    line = raw.dup()  # what is cut here is cut for whoever reads, also within TLS

    def cut() -> None:
        over.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, ends - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        line.close()


def _asked(line: http.client.HTTPConnection, place: _Place, stamp: Stamp, wanted: Wanted) -> http.client.HTTPResponse:
    headers = {"Accept": wanted.accept, "Accept-Encoding": "gzip", "User-Agent": "Gehor", "Connection": "close"}
    if stamp.etag:
        headers["If-None-Match"] = stamp.etag
    if stamp.modified:
        headers["If-Modified-Since"] = stamp.modified
    line.request("GET", place.path, headers=headers)
    return line.getresponse()


def _sent_on(place: _Place, answer: http.client.HTTPResponse) -> str:
    """Where to ask instead: on the same machine only, and never without encryption after with."""
    address = urljoin(place.parts.geturl(), answer.headers.get("Location", "")[:2000])
    parts = urlsplit(address)
    if parts.hostname != place.parts.hostname or (place.is_private and parts.scheme != "https"):
        raise NotFetched("feed_sends_elsewhere", host=(parts.hostname or "?")[:80])
    return address


def _taken(
    answer: http.client.HTTPResponse, stamp: Stamp, wanted: Wanted, *, most: int, heard: Heard | None
) -> Fetched:
    if answer.status == 304 and (stamp.etag or stamp.modified):
        return Fetched(None, stamp)
    if answer.status in GONE:
        raise NotFetched("feed_gone", status=answer.status)
    if answer.status != 200:
        raise NotFetched("feed_answers_with", status=answer.status)
    _is_what(wanted, answer)
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > most:
        raise _too_large(most)
    body, received = _body(answer, most=most, heard=heard)
    return Fetched(body, _stamp(answer), received)


def _is_what(wanted: Wanted, answer: http.client.HTTPResponse) -> None:
    kind = answer.headers.get_content_type()
    if not wanted.is_it(kind):
        raise NotFetched(wanted.fault, kind=kind[:80])
    if answer.headers.get("Content-Encoding", "identity").lower() not in ("identity", "gzip"):
        raise NotFetched("feed_packed_otherwise")


def _body(answer: http.client.HTTPResponse, *, most: int, heard: Heard | None) -> tuple[bytes, int]:
    """Unpacked, never further than may be: a small file that unpacks to a huge one is left after the limit."""
    unpacker = zlib.decompressobj(31) if answer.headers.get("Content-Encoding", "").lower() == "gzip" else None
    body, received = bytearray(), 0
    while chunk := answer.read1(AT_ONCE):
        received += len(chunk)
        try:
            body += unpacker.decompress(chunk, most + 1 - len(body)) if unpacker else chunk
        except zlib.error:
            raise NotFetched("feed_cut_off") from None
        if max(len(body), received) > most:
            raise _too_large(most)
        if heard:
            heard(received)
    if answer.length or (unpacker and (not unpacker.eof or unpacker.unused_data)):
        raise NotFetched("feed_cut_off")
    return bytes(body), received


def _too_large(most: int) -> NotFetched:
    return NotFetched("feed_too_large", mb=max(1, round(most / 1024 / 1024)))


def _stamp(answer: http.client.HTTPResponse) -> Stamp:
    etag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    return Stamp(
        etag if re.fullmatch(r'(W/)?"[\x21\x23-\x7e]{0,150}"', etag) else "",
        modified if re.fullmatch(r"[A-Za-z0-9,: +-]{1,60}", modified) else "",
    )
