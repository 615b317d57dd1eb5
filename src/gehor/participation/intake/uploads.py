"""Files on their way in: kept under a random name between two steps, of an import or before sending, a day at most.

They may hold names and addresses, so they lie in no session and no database, and go as soon as they are brought in.
"""

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.planning.models import Activity

KEPT = dt.timedelta(days=1)
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")
_HEAD_MOST = 2000


@dataclass(frozen=True)
class Upload:
    key: str
    name: str  # as the sender called it
    data: bytes

    @property
    def hash(self) -> str:
        return hash_of(self.data)


def hash_of(data: bytes) -> str:
    """By which the same file is known again, whatever it is called."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes, name: str, *, activity: Activity, actor: Actor) -> str:
    """Keep a file for the next steps; the key that leads to it works for this person and activity alone."""
    forget_old()
    key = secrets.token_urlsafe(24)
    _folder().mkdir(parents=True, exist_ok=True)
    _path(key).write_bytes(_head(name=name[:200], activity=activity.pk, actor=actor.key) + b"\n" + data)
    return key


def find(key: str, *, activity: Activity, actor: Actor) -> Upload | None:
    """The file, or None when it is not kept any more. 404 for somebody else's."""
    path = _path(key)
    if not _KEY.fullmatch(key) or not path.exists():
        return None
    head, _, data = path.read_bytes().partition(b"\n")
    about = json.loads(head)
    if (about["activity"], about["actor"]) != (activity.pk, actor.key):
        raise Http404
    if _is_old(about):
        forget(key)
        return None
    return Upload(key, about["name"], data)


def forget(key: str) -> None:
    if _KEY.fullmatch(key):
        for path in _folder().glob(f"{key}*"):
            path.unlink(missing_ok=True)


def keep_beside(key: str, name: str, found: bytes) -> None:
    """What was found in the file. It goes with it."""
    new = _path(f"{key}.{name}.found.new")
    new.write_bytes(_head() + b"\n" + found)
    new.replace(_path(f"{key}.{name}"))


def kept_beside(key: str, name: str) -> bytes | None:
    try:
        return _path(f"{key}.{name}").read_bytes().partition(b"\n")[2]
    except FileNotFoundError:
        return None


def forget_beside(key: str, name: str) -> None:
    """What was found, and how far the work on it has come."""
    for path in _folder().glob(f"{key}.{name}*"):
        path.unlink(missing_ok=True)


def _head(**more: Any) -> bytes:
    """The first line of what is kept: when it came."""
    return json.dumps({"at": clock.now().isoformat(), **more}).encode()


def note(key: str, told: Mapping[str, Any]) -> None:
    """Keep beside the file how far the work on it has come: see course.py."""
    _folder().mkdir(parents=True, exist_ok=True)
    new = _so_far(key).with_suffix(".new")
    new.write_bytes(_head(**told))
    new.replace(_so_far(key))


def noted(key: str) -> dict[str, Any] | None:
    """What was noted last."""
    try:
        told: dict[str, Any] = json.loads(_so_far(key).read_text())
    except FileNotFoundError:
        return None
    del told["at"]
    return told


def forget_old() -> int:
    """Take away what nobody brought in within a day. Returns how many files went."""
    old = [path for path in _folder().glob("*") if _is_old(_about(path))]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _about(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        try:
            about = json.loads(file.readline(_HEAD_MOST))
        except ValueError:  # cut off while it was written
            about = {"at": dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).isoformat()}
    return about


def _is_old(about: dict[str, Any]) -> bool:
    return clock.now() - dt.datetime.fromisoformat(about["at"]) > KEPT


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming"


def _so_far(key: str) -> Path:
    return _folder() / f"{key}.so-far"


def _path(key: str) -> Path:
    return _folder() / key
