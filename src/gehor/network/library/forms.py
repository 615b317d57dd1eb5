"""What an author fills in: made of the fields of the kind, so that nothing is listed twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import LEVELS
from gehor.ground.forms import Fold, Form, FreshForm, LocalTextField, explained
from gehor.ground.languages import said
from gehor.ground.people.keeping import EMAIL_MOST
from gehor.participation.fields import AttachmentField, SubmissionField
from gehor.participation.forms import Unseen
from gehor.process.words import Level

from . import facets as by
from . import rules, texts
from .figures import TELLABLE
from .keeping import slug_of
from .kinds import DEFINITIONS, LOCAL, Field, Holds, Kind
from .models import QUESTION_LONGEST, Body, Licence
from .shelf import Entry, Shelf

FACET, FIGURE = "facet_", "figure_"
ROWS = {"short_description": 3, "question": 2, "intro": 3}
TICKED_MOST = 200  # articles to tick; others are named by their address
_TYPES = {Holds.EMAIL: "email", Holds.PHONE: "tel", Holds.DAY: "date", Holds.MOMENT: "datetime-local"}
_SHORT = {Holds.YEAR: 4, Holds.MONTH: 2}


class ArticleForm(FreshForm):
    """One kind of article, see article_form. A draft may lack anything: what it must hold is asked for at the end."""

    kind: Kind

    def folds(self) -> tuple[Fold, ...]:
        facets = [name for name in self.fields if name.startswith(FACET)]
        told = [name for name in self.fields if name.startswith(FIGURE)]
        links = [name for name in ("external_links", "videos", "related", "licence") if name in self.fields]
        found = [self.fold(_("What others search by"), facets)]
        if "method" in self.fields:
            found.append(self.fold(_("Methods and tools that were used"), ["method", "used"]))
        if told:
            found.append(self.fold(_("Figures that you tell"), told))
        return (*found, self.fold(_("Links and licence"), links))

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        cleaned = self.cleaned_data
        return {
            "content": {field.key: cleaned.get(field.key) for field in DEFINITIONS[self.kind].fields},
            "facets": {facet.key: cleaned.get(FACET + facet.key) or [] for facet in by.of(self.kind)},
            "related": [*cleaned.get("used", []), *cleaned.get("method", []), *cleaned["related"].split()],
            "told": {code: cleaned.get(FIGURE + code) for code in TELLABLE},
            "licence": cleaned["licence"],
        }


def article_form(kind: Kind, shelf: Shelf, *, measured: Mapping[str, float]) -> type[ArticleForm]:
    """The form of one kind. measured: figures that the dialogue says itself, so that nobody is asked for them."""
    fields = dict(_fields(kind, shelf, measured))
    return type("ArticleForm", (ArticleForm,), {"kind": kind, **fields})


def filled(kind: Kind, body: Body, shelf: Shelf) -> dict[str, Any]:
    """The body as the form shows it."""
    found = _methods(kind, shelf)
    used = {entry.slug for entry in found} if len(found) <= TICKED_MOST else set()
    content = {key: "\n".join(value) if isinstance(value, list) else value for key, value in body.whole.items()}
    return {
        **content,
        **{FACET + key: options for key, options in body.facets.items()},
        **{FIGURE + code: value for code, value in body.told.items()},
        "used": [each for each in body.related if each in used],
        "related": "\n".join(_address(each) for each in body.related if each not in used),
        "licence": body.licence,
    }


def _fields(kind: Kind, shelf: Shelf, measured: Mapping[str, float]) -> Iterator[tuple[str, forms.Field]]:
    for field in DEFINITIONS[kind].fields:
        yield field.key, _made(kind, field)
    for facet in by.of(kind):
        if facet.key == "effect" and measured:
            continue  # the decisions say it
        yield FACET + facet.key, _ticks(texts.FACETS[facet.key], list(texts.OPTIONS[facet.key].items()))
    if found := _methods(kind, shelf):
        yield "method", MethodField(found)
        if len(found) <= TICKED_MOST:
            yield "used", _ticks(_("Methods and tools"), _grouped(found), widget=Grouped)
    if kind is Kind.EXAMPLE:
        yield from ((FIGURE + code, _told(code)) for code in TELLABLE if code not in measured)
    yield "related", _related()
    yield "licence", _licence()


def _made(kind: Kind, field: Field) -> forms.Field:
    label, hint = texts.field_label(kind, field.key), texts.HINTS.get(field.key, "")
    if field.holds in LOCAL:
        is_line = field.holds is Holds.LINE
        return LocalTextField(
            label,
            required=False,
            rows=1 if is_line else ROWS.get(field.key, 6),
            longest=rules.TITLE_LONGEST if is_line else rules.PROSE_LONGEST,
            help_text=hint,
        )
    if field.holds is Holds.LINKS:
        return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}))
    if field.holds in _SHORT:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "size": _SHORT[field.holds]}
        return forms.CharField(label=label, required=False, help_text=hint, widget=forms.TextInput(attrs=attrs))
    typed = forms.TextInput(attrs={"type": _TYPES.get(field.holds, "text")})
    return forms.CharField(label=label, required=False, help_text=hint, widget=typed)


def _ticks(label: Any, choices: list[tuple[Any, Any]], *, widget: type = forms.CheckboxSelectMultiple) -> forms.Field:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=widget)


class Grouped(forms.CheckboxSelectMultiple):
    """What is ticked, and the rest folded group by group."""

    template_name = "library/grouped.html"


class MethodField(forms.CharField):
    """One method or tool by its name in any language, which a browser completes. Cleaned it is a list of slugs."""

    def __init__(self, found: Iterable[Entry]) -> None:
        self.slugs = {name.casefold(): entry.slug for entry in found for name in entry.heading.values()}
        names = sorted({_called(entry) for entry in found}, key=str.casefold)
        hint = _("Begin to write its name, and choose. You can tick it below, too.")
        super().__init__(label=_("Find a method or tool"), required=False, widget=Completed(names), help_text=hint)

    def clean(self, value: Any) -> list[str]:
        name = super().clean(value)
        if not name:
            return []
        if name.casefold() not in self.slugs:
            raise forms.ValidationError(
                _("Nothing here has that name. Choose one of the names that are proposed, or tick it.")
            )
        return [self.slugs[name.casefold()]]


class Completed(forms.TextInput):
    """A line for which names are proposed while one writes."""

    template_name = "library/completed.html"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__({"autocomplete": "off", "list": "names"})
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "names": self.names}


class FigureField(forms.FloatField):
    """A number as people write it: 38 500 kr, or 12,5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 12})

    def to_python(self, value: Any) -> float | None:
        typed = "".join(str(value if value is not None else "").split())
        return super().to_python(typed.removesuffix("kr").removesuffix("kronor").replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.10g}".replace(",", " ").replace(".", ",") if isinstance(value, int | float) else value


def _told(code: str) -> forms.Field:
    return FigureField(label=texts.FIGURES[code], required=False)


def _methods(kind: Kind, shelf: Shelf) -> list[Entry]:
    """Methods and tools that an article of this kind can name, by their names."""
    wanted = {Kind.METHOD, Kind.TOOL}.intersection(DEFINITIONS[kind].links_to)
    found = [entry for entry in shelf.newest() if entry.kind in wanted]
    return sorted(found, key=lambda entry: _called(entry).casefold())


def _called(entry: Entry) -> str:
    return said(entry.heading, entry.source, get_language() or "sv")[0]


def _grouped(found: Iterable[Entry]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Methods by the highest level of participation that they reach, so that each stands once; tools by themselves."""
    names = {**LEVELS, "tools": texts.KINDS[Kind.TOOL][1], "others": _("Other methods")}
    groups: dict[str, list[tuple[str, str]]] = {group: [] for group in names}
    for entry in found:
        groups["tools" if entry.kind is Kind.TOOL else _reached(entry)].append((entry.slug, _called(entry)))
    return [(names[group], entries) for group, entries in groups.items() if entries]


def _reached(entry: Entry) -> str:
    reached = [level for level in Level if level in entry.facets.get("level_of_involvement", ())]
    return reached[-1] if reached else "others"


def _related() -> forms.Field:
    return forms.CharField(
        label=_("Related articles"),
        required=False,
        help_text=_("The address of one article on each line, here or in another library."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _licence() -> forms.Field:
    words = {code: (name, meaning) for code, (name, meaning, _url) in texts.LICENCES.items()}
    return forms.ChoiceField(
        label=_("Licence"), widget=forms.RadioSelect, choices=explained(words), initial=Licence.CC_BY
    )


def _address(related: str) -> str:
    return settings.ADDRESS + reverse("library:article", args=[related]) if slug_of(related) else related


class FileForm(Form):
    file = AttachmentField(
        label=_("Picture or PDF"),
        help_text=_(
            "At most 10 MB. What a picture carries along, such as where it was taken, is removed. Use only pictures "
            "that you may publish, and no person who has not agreed to it."
        ),
    )
    description = LocalTextField(
        _("Description"), required=False, longest=300, help_text=_("What one sees, for those who do not see it.")
    )


class ReasonForm(Form):
    """Why it is sent back or withdrawn."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class KeepForm(Form):
    """In which of a reader's own lists something is kept: one that there is, or a new one."""

    to = forms.ChoiceField(label=_("Which list?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("What is the new list to be called?"),
        required=False,
        max_length=200,
        help_text=_("Such as Safe ways to school, or To read before the meeting."),
    )

    def __init__(self, *args: Any, lists: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, name) for name in lists]
        if known:
            self.fields["to"].choices = [*known, ("", _("A new list"))]
            self.initial.setdefault("to", "" if self.initial.get("name") else known[-1][0])
        else:
            del self.fields["to"]

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("to") or self.cleaned_data.get("name") or "")


class AskForm(Unseen, Form):
    """A reader's question to the author of an article."""

    text = forms.CharField(
        label=_("Your question"), max_length=QUESTION_LONGEST, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail"),
        max_length=EMAIL_MOST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The answer comes here. The author sees the address; when the question has left, we forget both."),
    )
    submission = SubmissionField()
