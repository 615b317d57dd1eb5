"""What is sent before a meeting. Plain Python."""

from enum import StrEnum


class Kind(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"
