"""A file that may be several: a zip file is taken apart, and several files are put together into one."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from gehor.ground.errors import WrongInput

from .tables import BYTES
from .zipped import BROKEN

ZIP = ".zip"
FILES_MOST = 50
UNFOLDED = 100 * 1024 * 1024
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same files give the same zip


def taken_apart(data: bytes, name: str) -> dict[str, bytes]:
    """Name → content: of the files in a zip, without their folders; else of the one file.

    Raises WrongInput file_empty, file_too_big, file_unfolds_too_big or file_is_broken.
    """
    if len(data) > BYTES:
        raise WrongInput("file_too_big", name=name, limit_mb=BYTES // 1024 // 1024)
    if not data.strip():
        raise WrongInput("file_empty", name=name)
    if not data.startswith(b"PK\x03\x04"):
        return {name: data}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [each for each in archive.infolist() if not each.is_dir() and not _is_beside(each.filename)]
            # zipfile never unpacks more than the size that it is told here
            if sum(each.file_size for each in parts) > UNFOLDED or len(parts) > FILES_MOST:
                raise WrongInput("file_unfolds_too_big", name=name, limit_mb=UNFOLDED // 1024 // 1024)
            return {each.filename.rpartition("/")[2]: archive.read(each) for each in parts}
    except BROKEN:
        raise WrongInput("file_is_broken", name=name) from None


def unfolded(data: bytes) -> int:
    """How many bytes the parts of a zip file or a workbook say they become; of another file, how many it has."""
    if not data.startswith(b"PK\x03\x04"):
        return len(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(each.file_size for each in archive.infolist())
    except BROKEN:
        return len(data)


def lines(data: bytes) -> int:
    """How many lines its tables have, about: ends of lines, and rows of a workbook."""
    try:
        parts = [data]
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts = [archive.read(each) for each in archive.infolist()]
    except BROKEN:
        return 0
    return sum(max(part.count(end) for end in (b"\n", b"\r", b"<row ")) for part in parts)


def put_together(files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """One file as it is, several as a zip. Returns the content and what such a file's name ends with."""
    if len(files) == 1:
        ((name, content),) = files.items()
        return content, "." + name.rpartition(".")[2]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue(), ZIP


def _is_beside(name: str) -> bool:
    """What a computer puts there without being asked."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
