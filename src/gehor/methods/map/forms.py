"""What the lead settles, and what a resident marks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gehor.calc.geo.shapes import places
from gehor.ground.errors import WrongInput
from gehor.ground.forms import FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.ground.maps.charts import in_words
from gehor.ground.maps.fields import ShapeField
from gehor.ground.maps.models import Layer
from gehor.ground.sentences import refusal_text
from gehor.participation.fields import TextField

from . import rules

# What a new set-up begins with: words of the organisation's own, so in both languages
SUGGESTED = {
    "sv": "Bra: Vad är bra här?\nDåligt: Vad är dåligt här?\nIdé: Vad borde göras här?",
    "en": "Good: What is good here?\nBad: What is bad here?\nIdea: What should be done here?",
}


class SetupForm(FreshForm):
    points = LocalTextField(
        pgettext_lazy("on a map", "Points"),
        rows=4,
        required=False,
        initial=SUGGESTED,
        help_text=_("One kind on each line: what it is called, a colon, and what you ask."),
    )
    lines = LocalTextField(
        _("Lines"), rows=2, required=False, help_text=_("In the same way, for example: My way: How is it to go here?")
    )
    areas = LocalTextField(
        _("Areas"),
        rows=2,
        required=False,
        help_text=_("In the same way, for example: Area: What should be done with it?"),
    )
    layers = forms.TypedMultipleChoiceField(
        label=_("Layers on this map"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Beside those that lie on every map."),
    )
    count_by = forms.TypedChoiceField(
        label=_("Count marks by the areas of"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The result then says how many marks there are in each area, such as a district."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[int, Layer] = {}
        chosen = self.initial.get("layers") or []
        count_by = self.initial.get("count_by")
        self.fields["layers"].choices = [(pk, pk) for pk in chosen]
        self.fields["count_by"].choices = [("", _("No layer")), *([(count_by, count_by)] if count_by else [])]

    def know(self, dialogue: Any) -> None:
        """Whose layers can be chosen: those that are offered, and those that are chosen already."""
        organisation = dialogue.organisation
        chosen = {*(self.initial.get("layers") or []), self.initial.get("count_by")}
        rows = Layer.objects.filter(organisation=organisation).order_by("pk")
        self.known = {row.pk: row for row in rows if row.withdrawn_at is None or row.pk in chosen}
        language = get_language() or organisation.source_language
        named = [(pk, in_words(row.name, organisation.source_language, language)) for pk, row in self.known.items()]
        self.fields["layers"].choices = named
        self.fields["count_by"].choices = [("", _("No layer")), *(one for one in named if self.known[one[0]].has_areas)]
        self.fields["layers"].help_text = format_html(
            '{} <a href="{}">{}</a>',
            _("Beside those that lie on every map."),
            reverse("maps:layers", args=[organisation.slug]),
            _("Add and see layers"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_kinds(cleaned)
        cleaned["count_by"] = cleaned.get("count_by") or None
        cleaned["counted"] = self._counted(cleaned["count_by"])
        return cleaned

    def _check_kinds(self, cleaned: Mapping[str, Any]) -> None:
        for part in rules.DRAWN:
            found = [rules.parsed(text) for text in (cleaned.get(part) or {}).values()]
            if len({len(each) for each in found}) > 1:
                self.add_error(part, _("Write equally many kinds in every language, in the same order."))
            for name, question in (pair for each in found for pair in each):
                if not name or len(name) > rules.NAME_MOST or len(question) > rules.QUESTION_MOST:
                    self.add_error(
                        part,
                        forms.ValidationError(
                            _("Shorten “%(name)s”: a name has at most %(name_most)d characters, a question %(most)d."),
                            code="too_long",
                            params={
                                "name": name[: rules.NAME_MOST],
                                "name_most": rules.NAME_MOST,
                                "most": rules.QUESTION_MOST,
                            },
                        ),
                    )
        count = len(rules.kinds(cleaned))
        if not count and not self.errors:
            self.add_error("points", refusal_text(WrongInput("no_kinds")))
        if count > rules.KINDS_MOST:
            self.add_error("points", refusal_text(WrongInput("too_many_kinds", limit=rules.KINDS_MOST, count=count)))

    def _counted(self, count_by: int | None) -> list[dict[str, Any]]:
        """The areas by which marks are counted, as they are now: they travel with the set-up."""
        if count_by is None:
            return []
        layer = self.known.get(count_by)
        features = layer.features if layer else []
        areas = [each for each in features if each["geometry"]["type"] in ("Polygon", "MultiPolygon")]
        corners = sum(1 for each in areas for _place in places(each["geometry"]))
        if corners > rules.CORNERS_MOST:
            refusal = WrongInput("too_detailed_to_count", limit=rules.CORNERS_MOST)
            self.add_error("count_by", refusal_text(refusal))
        return [
            {"name": each["name"] or f"{at}", "geometry": each["geometry"]} for at, each in enumerate(areas, start=1)
        ]


class MarkForm(forms.Form):
    category = forms.ChoiceField(label=_("What do you want to mark?"), widget=forms.RadioSelect)
    text = TextField(
        label=_("What do you want to say about it?"),
        rows=5,
        help_text=_("Write as you would say it. All languages are fine."),
    )

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.setup, self.layers = setup, setup.get("layers") or ()
        found = rules.kinds(setup)
        self.fields["category"].choices = [(kind.key, _explained(kind, language, source)) for kind in found]
        looks = {kind.key: (kind.draws, kind.look) for kind in found}
        place = ShapeField(label=_("Where is it?"), kinds=looks, choice="category", required=False)
        self.fields = {"category": self.fields["category"], "place": place, **self.fields}
        if len(found) == 1:
            self.fields["category"].initial = found[0].key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        mark = values(cleaned)
        try:
            rules.checked(self.setup, mark)
            if "place" in cleaned and not (mark.get("places") or mark.get("where")) and self._asks_the_person:
                raise WrongInput("place_missing")
        except WrongInput as refusal:
            if "place" not in self.errors:
                self.add_error("place", refusal_text(refusal))
        return cleaned

    @property
    def _asks_the_person(self) -> bool:
        """Whoever types in cannot ask again: what was left out is not known."""
        return "received_on" not in self.fields


def _explained(kind: rules.Kind, language: str, source: str) -> Any:
    name, question = said(kind.name, source, language)[0], said(kind.question, source, language)[0]
    if question == name:
        return name
    return format_html(
        '<span><b>{}</b><span class="unseen">: </span><span class="why">{}</span></span>', name, question
    )


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    place = cleaned.get("place") or {}
    found = {"category": cleaned.get("category"), "places": place.get("places"), "where": place.get("words")}
    return {name: value for name, value in found.items() if value}
