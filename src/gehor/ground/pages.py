"""Anonymous pages and the cards on them, kept in memory: one thousand readers cost little more than one.

    @require_safe
    @kept
    def contributions(request, slug): …

A page is made once per address, language and state of the data. Every change of the data leaves an entry in the
journal, so the state is the latest entry; it is asked for at most once a second, and a page made anew by one thread is
meanwhile served as it was to the others. Nothing that belongs to one reader is kept: CSRF tokens, the keys of forms and
the moments they are shown at are put in per request, and readers who have a session or a message waiting always get a
page of their own. So is what stands between <!--mine--> and <!--/mine-->, once on a page, by a function that the view
gives with `mine`.

The middleware `keep` stands far out, so that a page that is kept passes by everything that made it. It is kept as it
goes over the wire: with all headers, and packed. `ahead` stands before Django itself, and answers what is at hand.
"""

import hashlib
import re
import sys
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_request

from gehor.process.steps import CAST

from . import clock, pace, packing, tokens
from .journal.models import Entry
from .weight import weight

SECONDS = 1.0  # how old the state of the data may be
QUIET_SECONDS = 10.0  # where nothing but numbers has changed it is taken for new no oftener than this
QUIET = frozenset({CAST.key})  # steps that change nothing but numbers: how many have voted, and how
MOST_SECONDS = 60.0  # a page is made anew after this in any case
TURN_SECONDS = 10.0  # so long a page waits for its turn, when many must be made anew
SHARE = 0.1  # of a processor's time is meanwhile spent on making pages anew
PAGES_MOST_BYTES = 6 * 1024 * 1024
CARDS_MOST_BYTES = 5 * 1024 * 1024
REMEMBERED_MOST_BYTES = 4 * 1024 * 1024
AROUND = 400  # bytes that a shelf takes around each thing, with its key
ADDRESS_MOST = 300  # a longer address is nobody's bookmark
WINDOW = 500  # entries of transactions that run side by side may appear out of order

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

View = Callable[..., HttpResponse]
Mine = Callable[[HttpRequest], str]  # what one reader sees on a page that is otherwise the same for everybody
V = TypeVar("V")
_PER_REQUEST = re.compile(
    rb'(?P<token>(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?="))'
    rb'|(?P<submission>(?<=name="submission" value=")[0-9a-f-]{36}(?="))'
    rb'|(?P<shown>(?<=name="shown" value=")[A-Za-z0-9:_-]{1,99}(?="))'
    rb"|(?P<mine>(?<=<!--mine-->).*?(?=<!--/mine-->))",
    re.DOTALL,
)


class Shelf(Generic[V]):
    """What was used last, up to so much of it; the rest is forgotten."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        with self._lock:
            if key in self._kept:
                self._size -= self._kept.pop(key)[1]
            self._kept[key] = (value, size)
            self._size += size
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1][1]

    def drop(self, key: Hashable) -> None:
        with self._lock:
            if key in self._kept:
                self._size -= self._kept.pop(key)[1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


@dataclass(frozen=True)
class _Page:
    version: Hashable
    made_at: float
    pieces: tuple[bytes, ...]  # between them stand `gaps`, to be filled per request
    gaps: tuple[str, ...]
    packed: tuple[bytes, ...]  # the pieces packed, each by itself; none where it is not worth it
    # A page that is packed and has no gaps is kept in one piece alone: packed[0], as it goes over the wire.
    headers: tuple[tuple[str, str], ...]
    etag: str | None  # none for a page with a form's key or one's own part: a browser must fetch a new one
    mine: "Mine | None" = None

    @property
    def size(self) -> int:
        return 2000 + sum(map(sys.getsizeof, [*self.pieces, *self.packed]))

    def plain(self, filled: list[bytes]) -> bytes:
        return b"".join(packing.in_turn(self.pieces, filled)) if self.pieces else packing.unpacked(self.packed[0])

    def gzip(self, filled: list[bytes]) -> bytes:
        return packing.joined(self.pieces, self.packed, filled) if self.pieces else self.packed[0]


@dataclass
class _State:
    """The latest state of the data, read by one thread at a time."""

    version: Hashable = None
    read_at: float = float("-inf")
    heard: "_Heard" = field(default_factory=lambda: _Heard())
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_new(self) -> bool:
        return time.monotonic() - self.read_at < SECONDS

    def now(self) -> Hashable:
        if self.is_new:
            return self.version
        if not self.lock.acquire(blocking=self.version is None):
            return self.version
        try:
            if not self.is_new:
                read_at = time.monotonic()
                self.version, self.read_at = _latest_entries(), read_at
            return self.version
        finally:
            self.lock.release()


class _Heard:
    """The entries of the journal, as far as they have been read: counts when anything has changed.

    Where somebody hands in a ballot, nothing has changed but numbers, and on an evening of voting someone does each
    moment. So the first is counted at once, and those that follow after a while, all of them together.
    """

    def __init__(self) -> None:
        self._changes, self._last, self._counted_at = 0, 0, 0.0
        self._is_quiet_waiting = False
        self._lately: set[int] = set()  # those of the window that have been heard

    def catch_up(self) -> int:
        rows = Entry.objects.order_by("-pk").values_list("pk", "step")
        found = dict(rows.filter(pk__gt=self._last - WINDOW)) if self._last else dict(rows[:WINDOW])
        new = found.keys() - self._lately
        self._lately, self._last = set(found), max(found, default=self._last)
        self._is_quiet_waiting |= bool(new)
        is_loud = any(found[pk] not in QUIET for pk in new)
        if is_loud or (self._is_quiet_waiting and time.monotonic() - self._counted_at >= QUIET_SECONDS):
            self._changes, self._counted_at, self._is_quiet_waiting = self._changes + 1, time.monotonic(), False
        return self._changes


class _Turn:
    """A lock that rests when it is let go: nine times as long as was worked under it."""

    def __init__(self) -> None:
        self._lock, self._rests_until, self._worked = threading.Lock(), 0.0, 0.0

    @property
    def is_taken(self) -> bool:
        return time.monotonic() < self._rests_until or self._lock.locked()

    def acquire(self, blocking: bool) -> bool:
        if time.monotonic() < self._rests_until or not self._lock.acquire(blocking):
            return False
        self._worked = time.thread_time()
        return True

    def release(self) -> None:
        self._rests_until = time.monotonic() + (time.thread_time() - self._worked) * (1 / SHARE - 1)
        self._lock.release()


_pages: Shelf[_Page] = Shelf(PAGES_MOST_BYTES)
_cards: Shelf[SafeString] = Shelf(CARDS_MOST_BYTES)
_remembered: Shelf[tuple[Hashable, Any]] = Shelf(REMEMBERED_MOST_BYTES)
_state = _State()
_turn = _Turn()
_secure = SecurityMiddleware(lambda request: HttpResponse())
_making: dict[Hashable, threading.Lock] = {}
_making_lock = threading.Lock()


def kept(view: View) -> View:
    """Decorates a view that shows everybody the same: its page is kept until the data changes."""
    view.is_kept = True
    return view


def mine(response: HttpResponse, make: Mine) -> HttpResponse:
    """The response, with how its one part that is each reader's own is made: quickly, and of the request's cookies."""
    response.mine = make
    return response


def keep(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that serves what is kept, and keeps what comes of the views decorated with `kept`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_anonymous(request):
            return get_response(request)
        key = _key(request)
        page = _fresh(key)
        if page is None and not _shows_everybody_the_same(request):
            return get_response(request)
        return _response(request, page) if page else _made(request, key, get_response)

    return middleware


def ahead(application: "WSGIApplication") -> "WSGIApplication":
    """The application, with what is at hand answered before it begins: a third of what Django takes for the same."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not _state.is_new:
            return application(environ, start_response)
        request = WSGIRequest(environ)
        page = _at_hand(_key(request)) if _is_anonymous(request) else None
        if page is None:
            return application(environ, start_response)
        status, headers, body = _on_the_wire(request, page)
        start_response(status, headers)
        return [body]

    return answer


def card(key: Hashable, make: Callable[[], str]) -> SafeString:
    """A piece of a page, made once. The key must name the object, its version and the language."""
    if not settings.KEEP_PAGES:
        return SafeString(make())
    found = _cards.get(key)
    if found is None:
        found = SafeString(make())
        _cards.put(key, found, AROUND + sys.getsizeof(found))
    return found


def remembered(key: Hashable, make: Callable[[], V]) -> V:
    """What many readers need alike and nobody changes, such as an open activity; made anew when the data changes."""
    if not settings.KEEP_PAGES:
        return make()
    state = _state.now()
    found = _remembered.get(key)
    if found is None or found[0] != state:
        found = (state, make())
        _remembered.put(key, found, AROUND + weight(found))
    return found[1]


def forget() -> None:
    """Forget everything that is kept."""
    _pages.clear()
    _cards.clear()
    _remembered.clear()
    _state.version, _state.read_at, _state.heard = None, float("-inf"), _Heard()


def _is_anonymous(request: HttpRequest) -> bool:
    return (
        settings.KEEP_PAGES
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
        and len(request.get_full_path()) <= ADDRESS_MOST
    )


def _key(request: HttpRequest) -> Hashable:
    """All that a page may depend on. Scheme and host too: what lies further in may send another one elsewhere."""
    address = request.scheme, request.META.get("HTTP_HOST"), request.get_full_path()
    return *address, get_language_from_request(request), request.method


def _shows_everybody_the_same(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "is_kept", False)
    except Resolver404:
        return False


def _latest_entries() -> Hashable:
    """What changes when anything has changed, or a new day has come."""
    return _state.heard.catch_up(), clock.today()


def _fresh(key: Hashable) -> _Page | None:
    page = _pages.get(key)
    if page and page.version == _state.now() and time.monotonic() - page.made_at < MOST_SECONDS:
        return page
    return None


def _at_hand(key: Hashable) -> _Page | None:
    """The page, if nobody need make it now: it is fresh, or others have their turn."""
    page = _pages.get(key)
    waits = page is not None and _turn.is_taken and time.monotonic() - page.made_at < TURN_SECONDS
    return page if waits else _fresh(key)


def _made(request: HttpRequest, key: Hashable, make: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The page made by one thread; the others take the one from before, or wait when there is none.

    While much is said, every page must be made anew every second. They take turns at that, so that it never takes the
    time of those who say something.
    """
    before = _pages.get(key)
    lock = _turn if before and time.monotonic() - before.made_at < TURN_SECONDS else _lock_of(key)
    if not connection.in_atomic_block:
        close_old_connections()  # whoever makes the page may need the one that a waiting thread would keep
    if not lock.acquire(blocking=before is None):
        return _response(request, before)
    try:
        page = _fresh(key)
        if page:
            return _response(request, page)
        version = _state.now()  # asked before the page reads: it shows this state or a later one
        response = make(request)
        if (
            response.status_code == 200
            and not response.streaming
            and set(response.cookies) <= {settings.CSRF_COOKIE_NAME}
            and "no-store" not in response.get("Cache-Control", "")  # not everybody's: behind a door
        ):
            page = _cut(request, response, version)
            _pages.put(key, page, page.size)
        else:
            _pages.drop(key)  # what everybody could see before
        return response
    finally:
        lock.release()
        with _making_lock:
            _making.pop(key, None)


def _lock_of(key: Hashable) -> threading.Lock:
    with _making_lock:
        return _making.setdefault(key, threading.Lock())


def _cut(request: HttpRequest, response: HttpResponse, version: Hashable) -> _Page:
    """The page to keep. The response gets the headers that it will be kept with."""
    pieces, gaps, end = [], [], 0
    for gap in _PER_REQUEST.finditer(response.content):
        pieces.append(response.content[end : gap.start()])
        gaps.append(str(gap.lastgroup))
        end = gap.end()
    pieces.append(response.content[end:])
    packed: tuple[bytes, ...] = ()
    if packing.is_worth_it(response):
        packed = packing.packed_pieces(pieces)
        patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.setdefault("Cache-Control", "private, no-cache")
    _secure.process_response(request, response)  # stands further out, and what is at hand does not come by there
    digest = hashlib.blake2b(b"".join(pieces), digest_size=12).hexdigest()
    etag = None if {"submission", "mine"} & set(gaps) else f'W/"{digest}"'
    if etag:
        response.headers["ETag"] = etag
    if packed and not gaps:
        pieces, packed = [], (packing.joined(pieces, packed, []),)
    return _Page(
        version=version,
        made_at=time.monotonic(),
        pieces=tuple(pieces),
        gaps=tuple(gaps),
        packed=packed,
        headers=tuple((name, value) for name, value in response.items() if name != "Content-Length"),
        etag=etag,
        mine=getattr(response, "mine", None),
    )


def _response(request: HttpRequest, page: _Page) -> HttpResponse:
    status, headers, body = _on_the_wire(request, page)
    response = HttpResponse(body, status=int(status[:3]))
    del response["Content-Type"]  # what it would say of itself
    for name, value in headers:
        if name == "Set-Cookie":
            response.cookies.load(value)
        else:
            response[name] = value
    return response


def _on_the_wire(request: HttpRequest, page: _Page) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body."""
    if page.etag and page.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return "304 Not Modified", [each for each in page.headers if each[0] != "Content-Type"], b""
    filled, headers = _filled(request, page), list(page.headers)
    if page.packed and packing.takes_gzip(request):
        body = page.gzip(filled)
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = page.plain(filled)
    headers.append(("Content-Length", str(len(body))))
    if "token" in page.gaps:
        headers.append(("Set-Cookie", tokens.cookie(request)))
    return "200 OK", headers, body


# What is put in per request


def _filled(request: HttpRequest, page: _Page) -> list[bytes]:
    try:
        return _fillings(request, page)
    finally:
        if page.mine and not connection.in_atomic_block:
            close_old_connections()  # it may have asked for something, and nobody else gives the connection back


def _fillings(request: HttpRequest, page: _Page) -> list[bytes]:
    return [(page.mine if gap == "mine" and page.mine else _fill[gap])(request).encode() for gap in page.gaps]


_fill: dict[str, Mine] = {
    "token": tokens.token,
    "submission": lambda request: str(uuid.uuid4()),
    "shown": lambda request: pace.now(),
    "mine": lambda request: "",
}
