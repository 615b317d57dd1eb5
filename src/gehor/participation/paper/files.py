"""Where scans and the pictures of their pages lie: under random names in the media folder, for staff's pages alone."""

import hashlib
import re
import secrets
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[A-Za-z0-9_-]{32}\.[a-z]{3,4}")


def keep(data: bytes, ending: str) -> str:
    name = f"{secrets.token_urlsafe(24)}.{ending}"
    _folder().mkdir(parents=True, exist_ok=True)
    (_folder() / name).write_bytes(data)
    return name


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read(name: str) -> bytes:
    return (_folder() / name).read_bytes()


def where(name: str) -> Path:
    return _folder() / name


def forget(name: str) -> None:
    if _NAME.fullmatch(name):
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "scans"
