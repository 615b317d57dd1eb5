"""The key of all pseudonyms. It lies outside the database, so that a copy of the database names nobody.

GEHOR_PSEUDONYM_KEY, or the file pseudonym.key in GEHOR_HOME, which is made when it is first needed. Its fingerprint
stands in the database: another key would let everybody vote once more, so it is not taken.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.files import improper

from . import rules
from .models import KeyMark, Salt

NAME = "pseudonym.key"


@cache
def key() -> bytes:
    """Raises ImproperlyConfigured for a key that is lost, or another than the pseudonyms were made with."""
    mark = KeyMark.objects.order_by("pk").values_list("fingerprint", flat=True).first()
    found = found_key()
    if found is None:
        if mark is not None:
            raise improper(
                _("{file} is gone, and {mark} is needed. Lay it back from the backup."), file=file(), mark=mark
            )
        found = _made()
    if mark is None:
        KeyMark.objects.create(fingerprint=rules.fingerprint(found), made_at=clock.now())
    elif mark != rules.fingerprint(found):
        raise improper(
            _(
                "The key of pseudonyms is {found}, and the database needs {mark}. "
                "With another key everybody could vote once more. Lay back the right one from the backup."
            ),
            found=rules.fingerprint(found),
            mark=mark,
        )
    return found


def found_key() -> bytes | None:
    """The key as it lies there, compared with nothing. None where there is none yet."""
    if settings.PSEUDONYM_KEY:
        return _read(settings.PSEUDONYM_KEY, "GEHOR_PSEUDONYM_KEY")
    return _read(file().read_text().strip(), str(file())) if file().exists() else None


def file() -> Path:
    return Path(settings.HOME) / NAME


def is_right() -> bool | None:
    """Whether the key is the one that the pseudonyms were made with. None where none have been made."""
    mark = KeyMark.objects.order_by("pk").values_list("fingerprint", flat=True).first()
    found = found_key()
    return None if mark is None else found is not None and rules.fingerprint(found) == mark


def copy(target: Path) -> bool:
    """Write the key into a new file that its owner alone can read. False where there is none in GEHOR_HOME."""
    if not file().exists():
        return False
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as written:
        written.write(file().read_text())
        written.flush()
        os.fsync(written.fileno())
    return True


def lay_back(source: Path) -> bool:
    """Take the key out of a file into GEHOR_HOME, unless one lies there. False where the file is not there."""
    if not source.exists() or file().exists():
        return False
    _written(_read(source.read_text().strip(), str(source)))
    return True


def salt(dialogue_id: int) -> bytes:
    """That of one dialogue, made when it is first needed."""
    if dialogue_id not in _salts:
        made, _ = Salt.objects.get_or_create(dialogue_id=dialogue_id, defaults={"value": secrets.token_bytes(32)})
        _salts[dialogue_id] = bytes(made.value)
    return _salts[dialogue_id]


_salts: dict[int, bytes] = {}  # a salt never changes


def forget() -> None:
    """For tests: another database has other salts."""
    key.cache_clear()
    _salts.clear()


def _made() -> bytes:
    _written(secrets.token_bytes(rules.KEY_LEAST_BYTES))
    found = found_key()
    assert found is not None
    return found


def _written(made: bytes) -> None:
    """Into the file, whole or not at all. What lies there already is left."""
    with tempfile.NamedTemporaryFile("w", dir=settings.HOME) as written:  # for its owner alone
        written.write(made.hex())
        written.flush()
        os.fsync(written.fileno())
        with suppress(FileExistsError):  # another process was quicker
            os.link(written.name, file())


def _read(written: str, where: str) -> bytes:
    try:
        found = bytes.fromhex(written)
    except ValueError:
        found = b""
    if len(found) < rules.KEY_LEAST_BYTES:
        raise improper(
            _("{where} must hold at least 64 hexadecimal digits. Make one: `openssl rand -hex 32`."), where=where
        )
    return found
