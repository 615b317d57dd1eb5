"""The two forms of the catalogue. Both are GET: what is asked for stands in the address, and nothing is stored."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import LEVELS
from gehor.process.words import Level

from .rules import Choice, Wishes
from .texts import COSTS, GROUPS, MODES, POLARISATIONS, PURPOSES
from .words import Cost, Group, Mode, Polarisation, Purpose

MOST_PEOPLE = 1_000_000
Code = TypeVar("Code", bound=StrEnum)


def _one(label: Any, names: Mapping[str, Any], none: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=lambda: [("", none), *names.items()], help_text=help_text
    )


def _many(label: Any, names: Mapping[str, Any], help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=lambda: list(names.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def _people(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=help_text,
    )


class ChoiceForm(forms.Form):
    """Narrows the catalogue. A value that does not exist is shown at its field and narrows nothing."""

    purpose = _one(_("Purpose"), PURPOSES, _("Any purpose"))
    level = _one(_("Level of participation"), LEVELS, _("Any level"))
    group = _one(_("Reaches well"), GROUPS, _("Anybody"))
    people = _people(_("How many take part"))
    mode = _one(_("How it is held"), {m: MODES[m] for m in (Mode.PHYSICAL, Mode.DIGITAL)}, _("Any way"))
    cost = _one(_("Costs at most"), COSTS, _("Any cost"))
    polarisation = _one(_("The question"), POLARISATIONS, _("Any question"))
    run_here = forms.BooleanField(label=_("Only methods that Gehör runs"), required=False)

    FIRST = ("purpose", "level", "group", "people")  # the others are folded

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.FIRST]

    @property
    def rest_is_asked(self) -> bool:
        return any(field.data for field in self.rest)

    def choice(self) -> Choice:
        given = _given(self)
        return Choice(
            purpose=_code(Purpose, given.get("purpose")),
            level=_code(Level, given.get("level")),
            group=_code(Group, given.get("group")),
            mode=_code(Mode, given.get("mode")),
            cost=_code(Cost, given.get("cost")),
            polarisation=_code(Polarisation, given.get("polarisation")),
            people=given.get("people"),
            run_here=bool(given.get("run_here")),
        )


EVERYTHING = "everything"  # in the address: ask also for what the plan has settled
SETTLED_BY_PLAN = ("purposes", "people", "cost", "polarisation", "mode")


class WishesForm(forms.Form):
    """What the plan does not know and advice rests on. `settled`: what is not asked, with what the plan says."""

    purposes = _many(_("What is the dialogue for?"), PURPOSES)
    levels = _many(_("On which levels?"), LEVELS, _("Those of your plan are ticked from the start."))
    groups = _many(_("Is there anybody you must reach?"), GROUPS)
    people = _people(_("How many should take part?"), _("About, in all."))
    cost = _one(_("How much may it cost?"), COSTS, _("Not known yet"))
    polarisation = _one(_("How divided are opinions?"), POLARISATIONS, _("Not known yet"))
    mode = _one(_("How should it be held?"), MODES, _("Either way"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settled: dict[str, Any] = {}

    def drop(self, settled: dict[str, Any]) -> None:
        """Do not ask for these: the plan says them."""
        self.settled = settled
        for name in settled:
            del self.fields[name]

    def wishes(self, days: int | None) -> Wishes:
        given = _given(self)
        asked = Wishes(
            purposes=_codes(Purpose, given.get("purposes")),
            levels=_codes(Level, given.get("levels")),
            groups=_codes(Group, given.get("groups")),
            people=given.get("people"),
            days=days,
            cost=_code(Cost, given.get("cost")),
            polarisation=_code(Polarisation, given.get("polarisation")),
            mode=_code(Mode, given.get("mode")),
        )
        return replace(asked, **self.settled)


def wishes_form(asked: QueryDict, *, known: Wishes) -> WishesForm:
    """With what was asked for; from the start, with what the plan knows. What it has settled is not asked for again."""
    said = _said(known)
    form = WishesForm(asked if any(name in asked for name in WishesForm.base_fields) else said)
    if EVERYTHING not in asked:
        form.drop({name: getattr(known, name) for name in SETTLED_BY_PLAN if said[name] and name not in asked})
    return form


def _said(known: Wishes) -> dict[str, Any]:
    """What the plan knows, as the form takes it."""
    return {
        "levels": sorted(known.levels),
        "purposes": sorted(known.purposes),
        "groups": sorted(known.groups),
        "people": known.people,
        "cost": known.cost,
        "polarisation": known.polarisation,
        "mode": known.mode,
    }


def _given(form: forms.Form) -> dict[str, Any]:
    """Every value that is right, whatever else is wrong."""
    form.is_valid()
    return form.cleaned_data


def _code(codes: type[Code], value: str | None) -> Code | None:
    return codes(value) if value else None


def _codes(codes: type[Code], values: list[str] | None) -> frozenset[Code]:
    return frozenset(codes(value) for value in values or ())
