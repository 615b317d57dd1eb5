"""Where attached files lie: under random names in the media folder, written before the row that knows of them.

And how they are served: so that nothing in them can act in our name.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse

from .attachments import Clean
from .models import Attachment

K = TypeVar("K")


@dataclass(frozen=True)
class Stored:
    path: str
    name: str  # as the sender called it
    content_type: str
    size: int


def store(clean: Clean) -> Stored:
    ending = clean.name.rpartition(".")[2]
    path = default_storage.save(f"attachments/{uuid4().hex}.{ending}", ContentFile(clean.data))
    return Stored(path, clean.name, clean.content_type, len(clean.data))


@contextmanager
def stored(files: Mapping[K, Clean]) -> Iterator[dict[K, Stored]]:
    """All of them, as long as what is done with them comes through; taken away again where it does not."""
    there: dict[K, Stored] = {}
    try:
        there |= {key: store(each) for key, each in files.items()}
        yield there
    except BaseException:
        discard(there.values())
        raise


def discard(stored: Iterable[Stored]) -> None:
    """Take files away again that no row came to know of."""
    for each in stored:
        default_storage.delete(each.path)


def served(attachment: Attachment) -> FileResponse:
    """A picture is shown, a PDF is downloaded: a browser's own PDF reader does not run in a sandbox."""
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=not attachment.content_type.startswith("image/"),
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
