"""What kind of file this is, by its content; its name may say anything."""

import json
import re
import zipfile
from io import BytesIO

from gehor.ground.errors import WrongInput

from .delimited import read_delimited
from .tables import BYTES, Table

_SIGNATURES = (
    (b"%PDF-", "file_is_pdf"),
    (b"\x89PNG", "file_is_picture"),
    (b"\xff\xd8\xff", "file_is_picture"),
    (b"GIF8", "file_is_picture"),
    (b"II*\x00", "file_is_picture"),
    (b"MM\x00*", "file_is_picture"),
    (b"{\\rtf", "file_is_document"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"Rar!", "file_is_archive"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"\s*<(!doctype|html|table|head|body|meta|\?xml|svg)", re.IGNORECASE)


def read_table(data: bytes, filename: str, *, sheet: str = "") -> Table:
    """The table in a CSV or XLSX file.

    data: the file; filename: what it was called, used in refusals only. sheet: which one of a workbook, where it has
    that one.
    Raises WrongInput with a code of `codes.FILE` that says how to mend what cannot be read.
    """
    if len(data) > BYTES:
        raise WrongInput("file_too_big", name=filename, limit_mb=BYTES // 1024 // 1024)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise WrongInput("file_empty", name=filename)
    if data.startswith(b"PK\x03\x04"):
        _refuse_other_archives(data, name=filename)
        from .workbooks import read_workbook  # takes memory: loaded by whoever sends such a file first

        return read_workbook(data, name=filename, sheet=sheet)
    refusal = what_else(data)
    if refusal:
        raise WrongInput(refusal, name=filename)
    return read_delimited(data, name=filename)


def what_else(data: bytes) -> str | None:
    """The code for a file that is neither a workbook nor plain text, or None."""
    for signature, code in _SIGNATURES:
        if data.startswith(signature):
            return code
    if data.startswith(_OLD_OFFICE):
        return _old_office(data)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:3] == bytes(3) and data[4:8] == b"ftyp"):
        return "file_is_picture"
    if _WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        return "file_is_web_page"
    return "file_is_json" if _is_json(data) else None


def _old_office(data: bytes) -> str:
    """Microsoft's compound files name their parts in UTF-16 ([MS-CFB] 2.6.1)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "file_is_locked"
    if "WordDocument".encode("utf-16-le") in data:
        return "file_is_document"
    return "file_is_old_excel"


def _is_json(data: bytes) -> bool:
    if data.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_other_archives(data: bytes, *, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if _is_small(archive, "mimetype") else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise WrongInput("file_is_broken", name=name) from None
    if "xl/workbook.xml" in parts:
        return
    if "xl/workbook.bin" in parts:
        raise WrongInput("file_is_binary_excel", name=name)
    if "opendocument.spreadsheet" in kind:
        raise WrongInput("file_is_opendocument", name=name)
    if "opendocument" in kind or "word/document.xml" in parts:
        raise WrongInput("file_is_document", name=name)
    if any(part.endswith(".iwa") for part in parts):
        raise WrongInput("file_is_numbers", name=name)
    raise WrongInput("file_is_archive", name=name)


def _is_small(archive: zipfile.ZipFile, part: str) -> bool:
    return part in archive.namelist() and archive.getinfo(part).file_size < 1000
