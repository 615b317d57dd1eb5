"""What every form of staff stands on: text in several languages, choices that explain themselves, two people on a page.

    class PurposeForm(Form):
        purpose = LocalTextField(_("Purpose"), rows=4, help_text=_("Why …"))

    PurposeForm(request.POST, source=dialogue.source_language, initial={"purpose": dialogue.purpose})

Cleaned, the field is a LocalText: only the languages that were written, stripped, line ends as \\n.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gehor.ground import written
from gehor.ground.design.texts import IN_LANGUAGE
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.sentences import refusal_text


class LocalTextWidget(forms.Widget):
    """One input per language of the installation: the source language first, the others folded until they are written.

    A translation that is written stands open, so that whoever changes the original sees that it must follow.
    """

    template_name = "design/local_text.html"
    use_fieldset = True

    def __init__(self, *, source: str, rows: int) -> None:
        super().__init__()
        self.source = source
        self.rows = rows
        self.wrong: frozenset[str] = frozenset()  # languages whose text was refused: these stand open

    @property
    def languages(self) -> list[str]:
        others = [code for code, _name in settings.LANGUAGES if code != self.source]
        return [self.source, *others]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = value if isinstance(value, Mapping) else {}
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["rows"] = self.rows
        context["widget"]["inputs"] = [
            {
                "name": f"{name}_{code}",
                "id": f"{own_id}_{number}",  # the id that error links lead to, see error_anchor
                "language": code,
                "label": IN_LANGUAGE.get(code),
                "value": text.get(code, ""),
                "required": number == 0 and self.is_required,
                "wrong": code in self.wrong,
                "first": number == 0,
            }
            for number, code in enumerate(self.languages)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> LocalText:
        return {code: data.get(f"{name}_{code}", "") for code in self.languages}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{code}" not in data for code in self.languages)

    def id_for_label(self, id_: str) -> str:
        return ""


class LocalTextField(forms.Field):
    """Text that staff write, in the source language first and in the others if they like.

    rows=1 gives a line of at most 200 characters, more rows a text of at most 5 000; `longest` says otherwise.
    """

    def __init__(
        self,
        label: str | Promise | None = None,
        source: str = "sv",
        required: bool = True,
        rows: int = 1,
        help_text: str | Promise = "",
        *,
        longest: int | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", LocalTextWidget(source=source, rows=rows))
        super().__init__(label=label, required=required, help_text=help_text, **kwargs)
        self.longest = longest or (written.LINE if rows == 1 else written.TEXT)

    @property
    def source(self) -> str:
        return str(self.widget.source)

    @source.setter
    def source(self, language: str) -> None:
        self.widget.source = language

    def clean(self, value: Any) -> LocalText:
        typed = value if isinstance(value, Mapping) else {}
        try:
            return written.local(
                {code: str(typed.get(code) or "") for code in self.widget.languages},
                self.source,
                field="",
                required=self.required,
                longest=self.longest,
                lines=self.widget.rows > 1,
            )
        except WrongInput as refusal:
            self.widget.wrong = frozenset({refusal.params["language"]})
            raise ValidationError(refusal_text(refusal), code=refusal.code) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {code: text for code, text in (initial or {}).items() if text} != self.clean(data)


def explained(words: Mapping[Any, tuple[Any, Any]]) -> list[tuple[Any, SafeString]]:
    """Choices for radio buttons and tick boxes that say what each means: code → (what it is called, explanation)."""
    return [
        (code, format_html('<span><b>{}</b><span class="why">{}</span></span>', name, meaning))
        for code, (name, meaning) in words.items()
    ]


@dataclass(frozen=True)
class Fold:
    """Fields that are seldom touched, behind a line that says what they are. Folded as long as nothing needs a look."""

    words: str | Promise
    fields: tuple[forms.BoundField, ...]
    is_open: bool


class Form(forms.Form):
    """A form of staff. `source`: the language in which texts are first written, e.g. dialogue.source_language."""

    def folds(self) -> tuple[Fold, ...]:
        """What design/form.html shows folded, after the other fields."""
        return ()

    def fold(self, words: str | Promise, names: Iterable[str], *, is_open: bool = False) -> Fold:
        """These fields folded, unless something in them was refused. is_open: they are to be looked at anyway."""
        fields = tuple(self[name] for name in names if name in self.fields)
        return Fold(words, fields, is_open or any(field.errors for field in fields))

    @property
    def unfolded(self) -> list[forms.BoundField]:
        folded = {field.name for fold in self.folds() for field in fold.fields}
        return [field for field in self if field.name not in folded]

    def __init__(self, *args: Any, source: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if source and isinstance(field, LocalTextField):
                field.source = source

    def refuse(self, refusal: WrongInput) -> None:
        """Show what an action refused, at the field that it names, with everything typed kept."""
        field = refusal.params.get("field")
        self.add_error(field if field in self.fields else None, refusal_text(refusal))


class FreshForm(Form):
    """A form that notices when somebody else has changed what it shows (its `initial`) since it was opened.

    It then keeps what was typed and asks once; saved again, it overwrites what it has told of.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = hashlib.sha256(json.dumps(self.initial, sort_keys=True, default=str).encode()).hexdigest()[:16]
        self.initial = {**self.initial, "seen": self.now}

    def clean(self) -> dict[str, Any]:
        seen = self.cleaned_data.pop("seen", "")
        if seen and seen != self.now:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.now
            self.add_error(None, refusal_text(WrongInput("changed_meanwhile")))
        return self.cleaned_data


class VersionedForm(Form):
    """A form that carries the version of what it shows, so that nobody overwrites what they have not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
