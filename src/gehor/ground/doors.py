"""The door to one row of a dialogue or of an organisation: nobody reaches another's by its number."""

from typing import TypeVar

from django.db import models
from django.http import Http404


class NoSuchLink(Http404):
    """A link out of a mail that opens nothing, or nothing any longer. again: address where one asks for it anew."""

    def __init__(self, again: str) -> None:
        super().__init__()
        self.again = again


Row = TypeVar("Row", bound=models.Model)


def one_of(owner: models.Model, rows: "models.Manager[Row] | models.QuerySet[Row]", **which: object) -> Row:
    """The one of `rows` with these values that belongs to the dialogue or organisation, and knows it. Else 404.

    one_of(dialogue, Finding.objects, number=3)
    """
    belongs = "dialogue" if hasattr(owner, "organisation_id") else "organisation"
    if belongs == "organisation" and hasattr(rows.model, "host"):
        belongs = "host"  # of what it does together with others
    row = rows.filter(**{belongs: owner}, **which).first()
    if row is None:
        raise Http404
    setattr(row, belongs, owner)
    return row
