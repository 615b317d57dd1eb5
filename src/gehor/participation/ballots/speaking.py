"""Questions in the reader's language, with what has to be known to answer them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gehor.ground.figures import Figure
from gehor.ground.languages import said
from gehor.process.asking import STEPS, Kind, LocalText, Option, Question

Words = str | SafeString | Promise


class Foreign(str):
    """Words in another language than the reader's, where no mark-up can tell which."""

    language: str

    def __new__(cls, words: str, language: str) -> "Foreign":
        found = super().__new__(cls, words)
        found.language = language
        return found


@dataclass(frozen=True)
class Shown:
    """An option, a row or a step of a scale as it is shown."""

    key: str
    label: Words
    note: Words = ""


@dataclass(frozen=True)
class Speaker:
    """language: the reader's. source: the one in which the questions are first written."""

    language: str
    source: str

    def __call__(self, text: LocalText) -> Words:
        """The text in the reader's language, else marked with its own."""
        words, language = said(text, self.source, self.language)
        if not words or language == self.language:
            return words
        return format_html('<span lang="{}" dir="auto">{}</span>', language, words)

    def plainly(self, text: LocalText) -> str:
        """The same without mark-up, where there is no room for it, such as in an attribute or a file."""
        words, language = said(text, self.source, self.language)
        return words if not words or language == self.language else Foreign(words, language)

    def options(self, question: Question) -> tuple[Shown, ...]:
        """What is chosen among; of a scale its steps, with their names."""
        if question.kind in STEPS:
            names = {option.key: option for option in question.options}
            if names:
                return tuple(self._step(step, names.get(str(step))) for step in question.steps)
            return tuple(_bare_step(step, question.steps) for step in question.steps)
        return tuple(map(self._option, question.options))

    def rows(self, question: Question) -> tuple[Shown, ...]:
        return tuple(map(self._option, question.rows))

    def hint(self, question: Question, before: Mapping[str, Question]) -> Words:
        """Who is asked, what it means, and how one answers."""
        said_of_it = (self._condition(question, before), self(question.help), _how(question))
        return format_html_join(" ", "{}", ((words,) for words in said_of_it if words))

    def _option(self, option: Option) -> Shown:
        label = self(option.label)
        if option.cost is not None:
            label = format_html("{} ({})", label, kronor(option.cost))
        return Shown(option.key, label, self(option.note))

    def _step(self, step: int, named: Option | None) -> Shown:
        label = format_html("{} – {}", step, self(named.label)) if named else str(step)
        return Shown(str(step), label)

    def _condition(self, question: Question, before: Mapping[str, Question]) -> Words:
        if question.when is None:
            return ""
        earlier = before[question.when.question]
        answers = [each.label for each in self.options(earlier) if each.key in question.when.among]
        listed = format_html_join(", ", _("“{}”"), ((each,) for each in answers))
        if len(answers) == 1:
            words = _("Only if you have answered %(answer)s to “%(question)s”.")
        else:
            words = _("Only if you have answered one of %(answer)s to “%(question)s”.")
        return _filled(words, answer=listed, question=self(earlier.label))


@dataclass(frozen=True)
class PlainSpeaker(Speaker):
    """Speaks in files and documents, which would show mark-up as it is written."""

    def __call__(self, text: LocalText) -> str:
        return self.plainly(text)


def _bare_step(step: int, steps: range) -> Shown:
    """Of a scale without words nobody need guess which end is which."""
    ends = {steps[0]: _("%(step)d – lowest"), steps[-1]: _("%(step)d – highest")}
    return Shown(str(step), ends[step] % {"step": step} if step in ends else str(step))


def _filled(words: str, **parts: Words) -> SafeString:
    """A translated sentence with marked-up parts in it."""
    pattern = words
    for name in parts:
        pattern = pattern.replace(f"%({name})s", f"{{{name}}}")
    return format_html(pattern, **parts)


def _how(question: Question) -> str:
    match question.kind:
        case Kind.SEVERAL:
            return _how_many(question)
        case Kind.RANK:
            return _how_to_rank(question)
        case Kind.POINTS:
            return _how_to_give(question)
        case Kind.DATE:
            return _("Year, month and day, such as 2026-03-09.")
        case Kind.FILE:
            return _("A picture or a PDF, at most 10 MB. It is shown to others only when somebody has looked at it.")
        case _:
            return ""


def kronor(amount: int) -> str:
    """1 500 000 kr, on one line."""
    return (_("%(sek)s kr") % {"sek": Figure(amount)}).replace(" ", "\N{NO-BREAK SPACE}")


def _how_many(question: Question) -> str:
    if question.cap is None:
        return _how_many_of(question)
    words = _("You have %(sum)s to share out: what you choose may not cost more together.") % {
        "sum": kronor(question.cap)
    }
    return f"{words} {_how_many_of(question)}" if question.most else words


def _how_many_of(question: Question) -> str:
    least, most = question.least, question.most
    if least and most:
        if least == most:
            return _("Choose %(n)d.") % {"n": most}
        return _("Choose from %(least)d to %(most)d.") % {"least": least, "most": most}
    if most:
        return _("Choose at most %(n)d.") % {"n": most}
    if least:
        return _("Choose at least %(n)d.") % {"n": least}
    return _("Choose as many as you like.")


def _how_to_rank(question: Question) -> str:
    if question.most:
        return _("Give place 1 to what you want first, then 2 and so on, to at most place %(most)d.") % {
            "most": question.places[-1]
        }
    return _("Give place 1 to what you want first, then 2 and so on. You need not give all a place.")


def _how_to_give(question: Question) -> str:
    return _("You have %(n)d to give out.") % {"n": question.most or 0}


def by_hand(question: Question) -> str:
    """What a pen does, where a control on the web says it by itself."""
    match question.kind:
        case Kind.ONE | Kind.SCALE:
            return _("Tick one box.")
        case Kind.MATRIX:
            return _("Tick one box on each row.")
        case Kind.RANK:
            return _("Write the place in the box.")
        case Kind.POINTS:
            return _("Write how many in the box.")
        case Kind.FILE:
            return _("Put the picture or the page with this form.")
        case _:
            return ""


def spoken(options: Iterable[Shown]) -> list[tuple[str, Words]]:
    """As choices of a widget, each with its note. Where some have one, all look alike."""
    shown = list(options)
    has_notes = any(each.note for each in shown)
    return [(each.key, _with_note(each) if has_notes else each.label) for each in shown]


def _with_note(shown: Shown) -> SafeString:
    note = format_html('<span class="why">{}</span>', shown.note) if shown.note else ""
    return format_html("<span><b>{}</b>{}</span>", shown.label, note)
