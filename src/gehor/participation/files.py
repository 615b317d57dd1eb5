"""Where attached files lie: under random names in the media folder, written before the row that knows of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .attachments import Clean


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


def discard(stored: Iterable[Stored]) -> None:
    """Take files away again that no row came to know of."""
    for each in stored:
        default_storage.delete(each.path)
