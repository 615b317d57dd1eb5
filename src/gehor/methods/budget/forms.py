"""What staff settle: the sum, the areas, how it is counted; and the projects, one at a time or from a file."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.calc.text.tidying import tidy_all
from gehor.ground.errors import WrongInput
from gehor.ground.figures import Figure
from gehor.ground.forms import Form, FreshForm, LocalTextField, explained
from gehor.ground.maps.fields import PlaceField
from gehor.ground.sentences import refusal_text

from . import rules
from .pictures import Redrawn, redrawn
from .rules import AGE_MOST, ALL, AREAS_MOST, COST_MOST, ONE, Rule
from .texts import RULES

NAME_MOST, NOTE_MOST, PLACE_MOST, ALT_MOST = 120, 2000, 200, 200
ROWS_TOLD = 50  # wrong rows of a file that are listed


class SumField(forms.IntegerField):
    """Kronor, written as people write them: 1 500 000."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        typed = "".join(str(value or "").split()).removesuffix("kr").removesuffix("kronor")
        return super().to_python(typed)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


class ProjectsField(forms.Field):
    """The projects as JSON. Where nothing is sent they stay as they are: they have a page of their own."""

    widget = forms.MultipleHiddenInput  # nothing to fill in, and nothing in the page
    before: list[dict[str, Any]] = []

    def clean(self, value: Any) -> list[dict[str, Any]]:
        text = (value[0] if value else "") if isinstance(value, list) else value
        if not text:
            return list(self.before)
        try:
            found = tidy_all(json.loads(str(text)))
        except (ValueError, RecursionError):
            found = None
        if not rules.are_projects(found):
            raise forms.ValidationError(_("These are no projects."), code="no_projects")
        return list(found)


class SetupForm(FreshForm):
    cap = SumField(
        label=_("The sum, in kronor"),
        required=False,
        min_value=0,
        max_value=COST_MOST,
        help_text=_("What the projects share. Leave it empty where each area has a sum of its own."),
    )
    areas = LocalTextField(
        _("Areas, each with a sum of its own"),
        rows=4,
        required=False,
        help_text=_("One on each line with its sum, such as “Norra Alunda: 500 000”. Or none."),
    )
    votes_in = forms.ChoiceField(
        label=_("Where there are areas"),
        choices=[(ONE, _("Whoever votes chooses one area")), (ALL, _("Everybody votes in all areas"))],
        widget=forms.RadioSelect,
        initial=ONE,
    )
    within = forms.BooleanField(
        label=_("What one chooses may not cost more than the sum together"),
        required=False,
        initial=True,
        help_text=_("Then whoever votes has to weigh the projects against each other, as you have to."),
    )
    most = forms.IntegerField(
        label=_("How many projects one may choose at most"),
        required=False,
        min_value=0,
        max_value=rules.PROJECTS_MOST,
        help_text=_("Empty for as many as one likes."),
    )
    age = forms.IntegerField(
        label=_("Age from which one may vote"),
        required=False,
        min_value=0,
        max_value=AGE_MOST,
        help_text=_("Empty for everybody. It is asked as a yes, and nothing more about the age is stored."),
    )
    rule = forms.ChoiceField(
        label=_("How it is counted"),
        choices=[(rule.value, rule.value) for rule in Rule],  # said in the reader's language where it is asked
        widget=forms.RadioSelect,
        initial=Rule.VOTES.value,
        help_text=_("It is told to everybody who votes, and cannot be changed once somebody has voted."),
    )
    projects = ProjectsField(label=_("Projects"), required=False)

    def __init__(self, *args: Any, source: str = "sv", initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        found = dict(initial or {})
        before = found.pop("projects", [])
        self.areas_before = found.get("areas") or []
        if found:
            found["areas"] = written(self.areas_before)
        found |= {name: found[name] or None for name in ("cap", "most", "age") if name in found}
        super().__init__(*args, source=source, initial=found, **kwargs)
        self.source = source
        self.fields["projects"].before = before
        self.fields["rule"].choices = explained(RULES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("cap", "most", "age"):
            if name in cleaned:
                cleaned[name] = cleaned[name] or 0
        if "areas" in cleaned:
            cleaned["areas"] = self._areas(cleaned["areas"])
        if "areas" not in self.errors and "cap" not in self.errors:
            if not cleaned["areas"] and not cleaned["cap"]:
                self.add_error("cap", forms.ValidationError(_("Say how much money there is."), code="no_sum"))
            if cleaned["areas"]:
                cleaned["cap"] = 0
            self._look_at_projects(cleaned)
        return cleaned

    def _areas(self, text: Mapping[str, str]) -> list[dict[str, Any]]:
        """Each line “name: sum”; in other languages the names alone will do."""
        lines = {
            language: [line.strip() for line in each.splitlines() if line.strip()] for language, each in text.items()
        }
        named = lines.get(self.source, [])
        if any(len(each) != len(named) for each in lines.values()):
            words = _("Write equally many areas in every language, in the same order.")
            self.add_error("areas", forms.ValidationError(words, code="uneven"))
            return []
        if len(named) > AREAS_MOST:
            words = _("There can be at most %(most)d areas.")
            self.add_error("areas", forms.ValidationError(words, code="many", params={"most": AREAS_MOST}))
            return []
        found: list[dict[str, Any]] = []
        for at, line in enumerate(named):
            name, _colon, typed = line.rpartition(":")
            amount = "".join(typed.split()).removesuffix("kr").removesuffix("kronor")
            if not name.strip() or not amount.isascii() or not amount.isdecimal() or not 0 < int(amount) <= COST_MOST:
                words = _(
                    "“%(line)s”: write a name, a colon and a sum in whole kronor, such as “Norra Alunda: 500 000”."
                )
                self.add_error("areas", forms.ValidationError(words, code="no_sum", params={"line": line[:80]}))
                return []
            names = {language: _before_sum(each[at])[:NAME_MOST] for language, each in lines.items()}
            found.append({"key": "", "name": names, "cap": int(amount)})
        return self._with_keys(found)

    def _with_keys(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """An area keeps its key as long as its name or, with as many areas as before, its place is the same."""
        known = {row["name"].get(self.source): row["key"] for row in self.areas_before}
        names = [row["name"][self.source] for row in found]
        if len(set(map(str.casefold, names))) < len(names):
            self.add_error("areas", forms.ValidationError(_("Two areas have the same name."), code="twice"))
        taken: set[str] = set()
        for at, row in enumerate(found):
            name = row["name"][self.source]
            place = self.areas_before[at] if len(self.areas_before) == len(found) else None
            is_renamed = place is not None and place["name"].get(self.source) not in names
            key = known.get(name) or (place["key"] if place and is_renamed else "")
            row["key"] = key if key and key not in taken else rules.unused(rules.slug(name), taken)
            taken.add(row["key"])
        return found

    def _look_at_projects(self, cleaned: Mapping[str, Any]) -> None:
        """A project that lies in an area that is gone could not be chosen by anybody."""
        keys = {row["key"] for row in cleaned["areas"]} or {""}
        for row in cleaned.get("projects") or ():
            if (row.get("area") or "") not in keys and cleaned["areas"]:
                words = _(
                    "“%(name)s” lies in an area that is not there any more. Move it first, on the page of projects."
                )
                name = rules.said_in(row["name"], self.source)
                self.add_error("areas", forms.ValidationError(words, code="area_gone", params={"name": name}))
                return
            if not cleaned["areas"]:
                row["area"] = ""


def written(areas: list[dict[str, Any]]) -> dict[str, str]:
    """Areas as they are written in the form."""
    languages = dict.fromkeys(language for row in areas for language in row["name"])
    return {
        language: "\n".join(f"{row['name'].get(language, '')}: {row['cap']:,}".replace(",", " ") for row in areas)
        for language in languages
    }


def _before_sum(line: str) -> str:
    name, colon, typed = line.rpartition(":")
    return name.strip() if colon and "".join(typed.split()).rstrip("kron").isdecimal() else line.strip()


class ProjectForm(FreshForm):
    """One project. `project`: the row as it becomes, once the form is valid."""

    name = LocalTextField(_("Name"), longest=NAME_MOST)
    cost = SumField(label=_("Cost, in kronor"), min_value=1, max_value=COST_MOST)
    area = forms.ChoiceField(label=_("Area"))
    place = LocalTextField(
        _("Place"), required=False, longest=PLACE_MOST, help_text=_("Where it would be, in a sentence.")
    )
    coordinates = PlaceField(
        label=_("Point on the map"),
        required=False,
        help_text=_("Not needed. Projects with a point stand on the map of the ballot and of the result."),
    )
    note = LocalTextField(_("What it is"), rows=4, required=False, longest=NOTE_MOST)
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Not needed. It is shown small beside the project on the web, and cut to three by two. Where and with what "
            "it was taken is removed. Use only pictures that you may publish, and no person who has not agreed to it."
        ),
    )
    alt = LocalTextField(
        _("What the picture shows"),
        required=False,
        longest=ALT_MOST,
        help_text=_("In a sentence, for those who do not see it."),
    )
    no_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], source: str, before: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        point = {"coordinates": before.get("coordinates") or ()} if before else {}
        initial = {**before, "coordinates": point, "picture": None} if before else {}
        super().__init__(*args, source=source, initial=initial, **kwargs)
        self.fields["coordinates"].widget.asks_words = False  # they have a field of their own
        self.setup, self.source, self.before = setup, source, before
        areas = setup.get("areas") or []
        self.fields["area"].choices = [(row["key"], rules.said_in(row["name"], source)) for row in areas]
        if not areas:
            del self.fields["area"]
        if not (before or {}).get("picture"):
            del self.fields["no_picture"]

    def clean_picture(self) -> Redrawn | None:
        file = self.cleaned_data["picture"]
        try:
            return redrawn(file.read(), file.name) if file else None
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cap = next((each.cap for each in rules.areas(self.setup) if each.key == cleaned.get("area", "")), None)
        if cap and cleaned.get("cost", 0) > cap:
            words = _("It costs more than the sum, %(cap)s kronor, and could never be funded.")
            self.add_error("cost", forms.ValidationError(words, code="dear", params={"cap": Figure(cap)}))
        if self._picture and not (cleaned.get("alt") or {}).get(self.source) and "alt" not in self.errors:
            self.add_error("alt", forms.ValidationError(_("Say in words what the picture shows."), code="no_alt"))
        return cleaned

    @property
    def _picture(self) -> str:
        """The fingerprint of its picture as it becomes, or nothing."""
        if new := self.cleaned_data.get("picture"):
            return str(new.sha256)
        return "" if self.cleaned_data.get("no_picture") else (self.before or {}).get("picture", "")

    @property
    def project(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        taken = {row["key"] for row in self.setup.get("projects") or ()}
        key = self.before["key"] if self.before else rules.unused(rules.slug(cleaned["name"][self.source]), taken)
        return {
            "key": key,
            "name": cleaned["name"],
            "note": cleaned["note"],
            "place": cleaned["place"],
            "area": cleaned.get("area", ""),
            "cost": cleaned["cost"],
            "coordinates": (cleaned["coordinates"] or {}).get("coordinates", []),
            "picture": self._picture,
            "alt": cleaned["alt"] if self._picture else {},
        }


class FileForm(Form):
    """Projects out of a file, put after those that are there."""

    file = forms.FileField(
        label=_("File with projects"),
        help_text=_(
            "CSV or XLSX with the columns Name and Cost, and if you like Place, Description and Area. Or Pabulib (.pb)."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.pb"}),
    )

    def refuse(self, refusal: WrongInput) -> None:
        """Of a file with wrong rows each is told, so that all can be mended at once."""
        rows = getattr(refusal, "rows", [refusal])
        for each in rows[:ROWS_TOLD]:
            super().refuse(each)
        if len(rows) > ROWS_TOLD:
            super().refuse(WrongInput("more_rows_wrong", count=len(rows) - ROWS_TOLD, field="file"))
