"""Text messages out of the house: what a gateway is, and the one that lays files in a folder.

Whoever sends text messages for the organisation fetches the files; docs/operations.md says how they look. Another
gateway is a class with the same `send`, named in settings.SMS_GATEWAY.
"""

import os
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class NotNow(Exception):
    """The gateway certainly has not taken the message, and may take it later."""


class Refused(Exception):
    """The gateway will never take the message. code: a word of its own, without number and text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway(Protocol):
    def send(self, number: str, text: str, *, own_id: str, sender: str) -> None:
        """Take over one message, or raise NotNow or Refused. Any other error: nobody knows whether it was taken.

        number: +46…. own_id: the same for every attempt, so that a message which comes twice can be seen.
        """


class Folder:
    """One file per message. A file appears whole, and the same message has the same name each time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings.SMS_DIR

    def send(self, number: str, text: str, *, own_id: str, sender: str) -> None:
        if self.folder is None:
            raise Refused("no_gateway")
        head = {"To": number, "From": sender, "Id": own_id}
        written = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in head.items()) + f"\n{text}\n"
        unfinished = self.folder / f".{own_id}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            unfinished.chmod(0o600)
        except OSError as failure:  # no room, no right: it has not been laid there
            raise NotNow from failure
        unfinished.replace(self.folder / f"{own_id}.sms")


def gateway() -> Gateway:
    found: Gateway = import_string(settings.SMS_GATEWAY)()
    return found


def is_there() -> bool:
    """Whether this installation can send text messages at all."""
    return settings.SMS_DIR is not None or not settings.SMS_GATEWAY.endswith("gateway.Folder")
