"""How much one address, and one dialogue, may send: token buckets in memory.

Addresses are never stored: a bucket's key is a keyed hash that lives as long as the process.
"""

import hashlib
import secrets
import threading
import time
from ipaddress import IPv6Address

from django.conf import settings
from django.http import HttpRequest

from .errors import TooMany

ASKED = {"receipt_address", "code_address"}  # nothing is sent there, but asked for
_SALT = secrets.token_bytes(16)
_MOST_BUCKETS = 50_000
_buckets: dict[bytes, tuple[float, float]] = {}  # key -> (tokens left, moment of counting)
_lock = threading.Lock()


def spend(name: str, key: str, *, clock: float | None = None) -> None:
    """Take one token from the bucket `name` of `key`. Raises TooMany with the seconds to wait."""
    burst, per_minute = settings.LIMITS[name]
    now = time.monotonic() if clock is None else clock
    hashed = _hashed(name, key)
    with _lock:
        left, since = _buckets.get(hashed, (float(burst), now))
        left = min(float(burst), left + (now - since) * per_minute / 60)
        if left < 1:
            _buckets[hashed] = (left, now)
            code = "too_many_asked" if name in ASKED else "too_many"
            raise TooMany(code, seconds=max(2, int((1 - left) * 60 / per_minute) + 1))  # of one the sentence is wrong
        if len(_buckets) >= _MOST_BUCKETS:
            _buckets.clear()  # forgetting is kinder than growing without end
        _buckets[hashed] = (left - 1, now)


def give_back(name: str, key: str) -> None:
    """Put one token back that was taken for what needs no limit, such as a code that was right."""
    burst, _per_minute = settings.LIMITS[name]
    with _lock:
        if held := _buckets.get(_hashed(name, key)):
            _buckets[_hashed(name, key)] = (min(float(burst), held[0] + 1), held[1])


def _hashed(name: str, key: str) -> bytes:
    return hashlib.blake2b(f"{name} {key}".encode(), key=_SALT, digest_size=12).digest()


def address(request: HttpRequest) -> str:
    """The visitor's network address: the connection's, or what the outermost trusted proxy saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(seen) >= settings.PROXIES:
            return _household(seen[-settings.PROXIES])
    return _household(str(request.META.get("REMOTE_ADDR", "")))


def _household(address: str) -> str:
    """Of an IPv6 address the half that names the network: whoever has one of the other half has all of them."""
    if ":" not in address:
        return address
    try:
        whole = IPv6Address(address)
    except ValueError:
        return address
    return str(whole.ipv4_mapped or IPv6Address(int(whole) >> 64 << 64))
