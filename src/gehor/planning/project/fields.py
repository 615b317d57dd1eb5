"""The shape of a part of the plan and of its fields. What the parts say stands in parts/."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.planning.handbook import Entry

from .models import Sheet
from .rules import Kind


@dataclass(frozen=True)
class Field:
    """One field of a part. entry: what the handbook says beside it."""

    name: str
    kind: Kind
    label: Promise
    entry: Entry
    required: bool = False
    choices: Mapping[Any, Any] | None = None
    most: int = 0


@dataclass(frozen=True)
class Part:
    """A part of the plan. model: Sheet, where it is said once; else the model of its rows.

    public: whether it concerns everybody, or only those who do the work.
    """

    key: str
    heading: Promise
    lead: Promise
    model: type[models.Model]
    fields: tuple[Field, ...]
    public: bool
    add: Promise | str = ""  # the heading above the form for one more row
    holder: Field | None = None  # who in Gehör its `who` is: asked before it, and shown nowhere by itself

    @property
    def is_list(self) -> bool:
        return self.model is not Sheet

    @property
    def planned(self) -> tuple[Field, ...]:
        """What it says before anything has been done: what it cost is reported on a page of its own."""
        return tuple(field for field in self.fields if field.name not in REPORTED)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of its form."""
        asked: list[Field] = []
        for field in self.planned:
            if field.name == "who" and self.holder:
                asked.append(self.holder)
            asked.append(field)
        return tuple(asked)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class RiverPart:
    """A part that the river asks for: without it nothing opens. needs: codes of what must hold for it to be settled."""

    key: str
    heading: Promise
    url_name: str
    needs: tuple[str, ...]


REPORTED = frozenset({"hours_actual", "sek_actual"})


def _of(kind: Kind) -> Callable[..., Field]:
    def field(
        name: str,
        label: Promise,
        why: Promise,
        how: Promise,
        example: Promise,
        *,
        required: bool = False,
        choices: Mapping[Any, Any] | None = None,
        most: int = 0,
        sources: tuple[str, ...] = (),
    ) -> Field:
        return Field(name, kind, label, Entry(why, how, example, sources), required, choices, most)

    return field


# One maker for each kind of field: its name, what it is called, and the handbook's why, how and example.
text, words, line = _of(Kind.TEXT), _of(Kind.WORDS), _of(Kind.LINE)
day, time, number = _of(Kind.DAY), _of(Kind.TIME), _of(Kind.NUMBER)
choice, choices, step, activity = _of(Kind.CHOICE), _of(Kind.CHOICES), _of(Kind.STEP), _of(Kind.ACTIVITY)
holder = _of(Kind.HOLDER)

RESPONSIBLE = line(
    "responsible",
    _("Who sees to it"),
    _("What is everybody’s task is done by nobody."),
    _("One name or one office, somebody who knows that they are named."),
    _("“Kim, communicator”"),
)
