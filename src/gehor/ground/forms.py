"""What every form of staff stands on: text in several languages, choices that explain themselves, two people on a page.

    class PurposeForm(Form):
        purpose = LocalTextField(_("Purpose"), rows=4, help_text=_("Why …"))

    PurposeForm(request.POST, source=dialogue.source_language, initial={"purpose": dialogue.purpose})

Cleaned, the field is a LocalText: only the languages that were written, stripped, line ends as \\n.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.choices import BaseChoiceIterator
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gehor.ground import written
from gehor.ground.design.texts import IN_LANGUAGE
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.sentences import refusal_text


class Listed(BaseChoiceIterator):
    """Choices as they stand: given as a list, Django copies and looks through each of them for every form anew."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._pairs)

    def __copy__(self) -> "Listed":
        return self

    def __deepcopy__(self, memo: object) -> "Listed":
        return self


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


class WebAddressField(forms.URLField):
    """The address of a page elsewhere."""

    default_error_messages = {
        "invalid": gettext_lazy("Write the whole address of the page, as in https://example.org.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class WrittenField(forms.CharField):
    """A text that its form asks about already, as the action will: so all that is wrong on a page is told at once.

    ask: what the action asks, such as partial(written.line, longest=120) or addresses.email.
    """

    def __init__(self, ask: Callable[..., str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ask = ask

    def clean(self, value: Any) -> str:
        try:
            return self.ask(super().clean(value), field="", required=self.required)
        except WrongInput as refusal:
            raise ValidationError(refusal_text(refusal), code=refusal.code) from None


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

    outcome: Any = None  # what the action gave that took this form, see saved()
    is_overtaken = False  # somebody else has changed what the form shows, see saved()

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

    @property
    def page_status(self) -> int:
        """What a page answers that shows this form: 200, 422 with something to correct, 409 where it is overtaken."""
        if not self.errors:
            return 200
        return WrongMoment.status if self.is_overtaken else WrongInput.status

    def refuse(self, refusal: WrongInput) -> None:
        """Show what an action refused, at the field that it names, with everything typed kept."""
        field = refusal.params.get("field")
        self.add_error(field if field in self.fields else None, refusal_text(refusal))


def spoken(form: forms.BaseForm) -> dict[str, Any]:
    """What was typed, with the language of the page: whoever writes on a Swedish page writes Swedish."""
    return {**form.cleaned_data, "language": get_language() or ""}


def saved(form: Form, act: Callable[[], Any], *, meanwhile: Container[str] = ()) -> bool:
    """Whether the form is valid and the action took it; what the action refuses is shown at its field.

        if saved(form, lambda: actions.name_body(organisation, actor=request.actor, **form.cleaned_data)):
            messages.success(request, _("%(name)s is named.") % {"name": form.outcome.name})
            return see_other("organisations:bodies", slug)
        return staff_page(request, "organisations/bodies.html", organisation, {"form": form})

    Not valid, or refused: the page is shown again with all that was typed, and answers 422.
    meanwhile: codes of the WrongMoment by which the action says that somebody else was faster. Then the form is
    overtaken: the page shows what stands there now beside what was typed, and answers 409.
    """
    if not form.is_bound or not form.is_valid():
        return False
    try:
        form.outcome = act()
    except WrongInput as refusal:
        form.refuse(refusal)
        return False
    except WrongMoment as refusal:
        if refusal.code not in meanwhile:
            raise
        form.is_overtaken = True
        form.add_error(None, refusal_text(refusal))
        return False
    return True


MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """Two people have changed one field. `mine` and `theirs`: what each wrote, as (language or "", text)."""

    told: str  # the fingerprint of what is shown as theirs: a third text would be asked about anew
    mine: list[tuple[str, Any]]
    theirs: list[tuple[str, Any]]
    told_name: str
    stands_name: str


class FreshForm(Form):
    """A form that notices when somebody else has changed what it shows (its `initial`) since it was opened.

    What only the other has changed stays theirs. What both have changed is shown side by side at its field, and nothing
    is stored until it is chosen which one is to stand: nobody's text is lost unseen.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = {name: _fingerprint(value) for name, value in self.initial.items() if name in self.fields}
        self.initial = {**self.initial, "seen": " ".join(f"{name}:{mark}" for name, mark in self.now.items())}

    def clean(self) -> dict[str, Any]:
        seen = dict(mark.split(":", 1) for mark in self.cleaned_data.pop("seen", "").split() if ":" in mark)
        for name, now in self.now.items():
            opened = seen.get(name, now)
            if name in self.fields and opened != now:
                self._reconcile(name, opened=opened, now=now)
        return self.cleaned_data

    def _reconcile(self, name: str, *, opened: str, now: str) -> None:
        """Somebody else has changed this field since the form was opened."""
        mine = _fingerprint(self.cleaned_data[name]) if name in self.cleaned_data else ""
        told, stands = (self.add_prefix(f"{what}_{name}") for what in ("told", "stands"))
        chosen = self.data.get(stands) if self.data.get(told) == now else ""
        if mine == opened or chosen == THEIRS:
            self._take_theirs(name)
        elif mine != now and chosen != MINE:
            written = self.cleaned_data[name] if name in self.cleaned_data else self[name].data
            field = self.fields[name]
            field.clash = Clash(now, _in_words(field, written), _in_words(field, self.initial[name]), told, stands)
            self.add_error(name, refusal_text(WrongInput("changed_meanwhile")))

    def _take_theirs(self, name: str) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = self.fields[name].clean(self.initial[name])
        if own := getattr(self, f"clean_{name}", None):
            self.cleaned_data[name] = own()


def _fingerprint(value: Any) -> str:
    """The same for what is stored and for what a form has cleaned, if they say the same."""
    plain = getattr(value, "pk", value)
    if isinstance(plain, Mapping):
        plain = {language: text for language, text in plain.items() if text}
    elif isinstance(plain, list | tuple | set):
        plain = sorted(map(str, plain))
    written = json.dumps(plain or None, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _in_words(field: forms.Field, value: Any) -> list[tuple[str, Any]]:
    """A value as people read it: (language or "", text) for each piece of it."""
    if isinstance(value, Mapping):
        return [(language, text) for language, text in value.items() if text]
    if isinstance(value, bool):
        return [("", _("Yes") if value else _("No"))]
    if isinstance(field, forms.ModelChoiceField) and value:
        found = field.queryset.filter(pk=getattr(value, "pk", value)).first()
        return [("", field.label_from_instance(found))] if found else []
    if isinstance(field, forms.ChoiceField):
        wanted = {str(each) for each in (value if isinstance(value, list) else [value])}
        return [("", label) for code, label in _choices(field) if str(code) in wanted]
    if isinstance(value, dt.date | dt.time):
        return [("", date_format(value) if isinstance(value, dt.date) else time_format(value, "H:i"))]
    return [("", value)] if value not in (None, "") else []


def _choices(field: forms.ChoiceField) -> Iterator[tuple[Any, Any]]:
    for code, label in field.choices:
        yield from label if isinstance(label, list | tuple) else [(code, label)]


class VersionedForm(Form):
    """A form that carries the version of what it shows, so that nobody overwrites what they have not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def show(self, version: int, **others: int) -> None:
        """The page shows this version now, and these of `others`: whoever sends the form once more has seen them."""
        self.data = self.data.copy()
        for name, seen in {"version": version, **others}.items():
            self.data[self.add_prefix(name)] = str(seen)
