"""A look at how large the parts of an XLSX or DOCX become: a small file can unfold to fill a machine."""

import re
import zipfile
import zlib
from io import BytesIO

from gehor.ground.errors import WrongInput

UNFOLDED = 100 * 1024 * 1024
PARTS = 5_000

# What a file that is cut off or was put together wrongly raises when it is unpacked
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)
_DEFINITIONS = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_bombs(data: bytes, *, name: str) -> None:
    """Raises WrongInput file_unfolds_too_big or file_is_broken."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            # zipfile never unpacks more than the size that it is told here
            unfolded = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
            if unfolded > UNFOLDED or len(parts) > PARTS:
                raise WrongInput("file_unfolds_too_big", name=name, limit_mb=UNFOLDED // 1024 // 1024)
            if any(_defines_entities(archive, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise WrongInput("file_is_broken", name=name)
    except BROKEN:
        raise WrongInput("file_is_broken", name=name) from None


def _defines_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Such a file never has a document type of its own; one that does is made to harm."""
    with archive.open(part) as opened:
        return bool(_DEFINITIONS.search(opened.read(4096).replace(b"\x00", b"")))
