"""The booklet of a programme, put together from its parts: cases and method, and what was measured."""

from collections.abc import Sequence

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gehor.ground.documents import (
    Bullets,
    Document,
    Heading,
    Link,
    Paragraph,
    Part,
    Table,
    foreign,
    local,
    local_prose,
    picture,
    prose,
    spoken,
    within,
)
from gehor.ground.languages import LocalText, is_said, said
from gehor.network.library.queries import Example
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Programme

from . import queries
from .found import Found
from .models import Report
from .texts import CASE, RESULTS


def document(report: Report, found: Found, cases: Sequence[queries.Shown], *, language: str) -> Document:
    """What the host and the members have written, and what is known; parts that are empty are left out."""
    programme = report.programme
    source = programme.source_language

    def paragraphs(text: LocalText) -> tuple[Paragraph, ...]:
        return local_prose(text, source, language)

    with translation.override(language):
        parts: list[Part] = []
        if report.foreword:
            parts += [Heading(_("Foreword")), *paragraphs(report.foreword)]
        parts += [Heading(_("The programme")), *paragraphs(programme.purpose), *_about(programme)]
        if report.method:
            parts += [Heading(_("How the programme worked"), level=2), *paragraphs(report.method)]
        parts += _steps(programme, found, language)
        parts += _learning(programme, language)
        parts += _results(programme, found, language)
        parts += _cases(programme, cases, language)
        if report.lessons:
            parts += [Heading(_("What we have learnt together")), *paragraphs(report.lessons)]
        period = f"{date_format(programme.begins_on, 'DATE_FORMAT')} – {date_format(programme.ends_on, 'DATE_FORMAT')}"
        lead = (programme.host.name, period)
        title = local(programme.name, source, language)
        return Document(title, language, tuple(parts), kicker=_("Report"), lead=lead)


def _about(programme: Programme) -> list[Part]:
    names = list(dict.fromkeys(programmes.called(each) for each in programmes.members(programme)))
    if not names:
        return []
    return [Heading(pgettext("programme", "Members"), level=2), Bullets(tuple(names))]


def _steps(programme: Programme, found: Found, language: str) -> list[Part]:
    """The steps of all members, and how many have done each."""
    source, done = programme.source_language, queries.done_by_step(*queries.picture(programme, found.on))
    if not done:
        return []
    rows = tuple(
        (
            local(each.title, source, language),
            local(each.about, source, language),
            date_format(each.due_on, "DATE_FORMAT"),
            _("%(done)s of %(all)s") % {"done": count, "all": taking},
        )
        for each, count, taking in done
    )
    head = (_("Step"), pgettext("step", "About"), _("To be done by"), _("Done"))
    bars = tuple(count / taking if taking else 0.0 for _each, count, taking in done)
    caption = _("How many members have done each step")
    return [Heading(_("The steps"), level=2), Table(caption, head, rows, numbers=(3,), bars=bars)]


def _learning(programme: Programme, language: str) -> list[Part]:
    source = programme.source_language
    held = queries.education(programme)
    met = queries.encounters(programme).count()
    parts: list[Part] = []
    if held:
        rows = tuple(
            (local(each.education.title, source, language), str(each.elected), str(each.officials)) for each in held
        )
        head = (_("Education"), _("Elected"), _("Officials"))
        parts.append(Table(_("Education"), head, rows, numbers=(1, 2)))
    if met:
        words = ngettext(
            "Members have met each other or researchers on %(count)s occasion beside the meetings.",
            "Members have met each other or researchers on %(count)s occasions beside the meetings.",
            met,
        )
        parts.append(Paragraph(words % {"count": met}))
    return [Heading(_("Education and exchange"), level=2), *parts] if parts else []


def _results(programme: Programme, found: Found, language: str) -> list[Part]:
    parts = [*_of_dialogues(found), *_of_map(programme, found, language)]
    return [Heading(_("What came of it at home")), *parts] if parts else []


def _of_dialogues(found: Found) -> list[Part]:
    if not found.dialogues:
        return []
    counts = [(words, getattr(found.results, code)) for code, words in RESULTS.items()]
    rows = tuple((str(words), str(each.yes), str(each.of)) for words, each in counts)
    head = (_("Dialogues at home"), _("Yes"), _("Of those where it is known"))
    words = ngettext(
        "Members have told of %(count)s dialogue.", "Members have told of %(count)s dialogues.", found.dialogues
    )
    bars = tuple(each.share or 0.0 for _words, each in counts)
    table = Table(_("Dialogues at home"), head, rows, numbers=(1, 2), bars=bars)
    return [Paragraph(words % {"count": found.dialogues}), table]


def _of_map(programme: Programme, found: Found, language: str) -> list[Part]:
    moved, source = found.moved, programme.host.source_language
    judged = [
        (each, moved[each.number])
        for each in programmes.components(programme)
        if each.number in moved and moved[each.number].change is not None
    ]
    if not judged:
        return []
    rows = tuple(
        (local(each.name, source, language), _mean(one.before), _mean(one.after), str(one.members))
        for each, one in judged
    )
    before = tuple((one.before - 1) / 4 for _each, one in judged if one.before is not None)
    after = tuple((one.after - 1) / 4 for _each, one in judged if one.after is not None)
    caption = _(
        "The governance map, mean of steps 1 to 5 among those who judged both times: pale bars show before, dark after."
    )
    head = (_("Part of the map"), _("Before"), _("After"), pgettext("programme", "Members"))
    return [Table(caption, head, rows, numbers=(1, 2, 3), bars=after, before=before)]


def _mean(value: float | None) -> str:
    return "–" if value is None else floatformat(value, 1)


def _cases(programme: Programme, cases: Sequence[queries.Shown], language: str) -> list[Part]:
    parts: list[Part] = []
    for each in cases:
        case = each.case
        title = spoken(case.title, case.language, language)
        heading = within("%(member)s: %(case)s", member=programmes.called(each.member), case=title)
        parts.append(Heading(heading, level=2))
        for code, words in CASE.items():
            text = getattr(case, code)
            if text:
                parts += [Heading(str(words), level=3), *prose(text, case.language, language)]
        for example in each.examples:
            parts += [*_pictured(example, language), _in_the_library(example, language)]
    if not parts:
        return []
    page = settings.ADDRESS + reverse("programme:programme", args=[programme.slug])
    more = Paragraph((_("More about the programme: "), Link(page, page)))
    return [Heading(_("Cases")), *parts, more]


def _pictured(example: Example, language: str) -> list[Part]:
    """Its picture, as the library shows it, with what is seen on it; nothing where the file is gone from the disk."""
    if example.picture is None or not example.picture.file.storage.exists(example.picture.file.name):
        return []
    source = example.article.source_language
    named = example.seen if is_said(example.seen, source) else example.heading
    seen, spoken_in = said(named, source, language)
    address = address_of(example.article.slug, example.picture.sha256)
    with example.picture.file.open("rb") as file:
        caption = spoken(seen, spoken_in, language)
        return [picture(file.read(), seen, caption=caption, address=address, language=foreign(spoken_in, language))]


def address_of(slug: str, sha256: str) -> str:
    """Where the library shows a picture."""
    return reverse("library:file", args=[slug, sha256])


def _in_the_library(example: Example, language: str) -> Part:
    page = settings.ADDRESS + reverse("library:article", args=[example.article.slug])
    heading, spoken_in = said(example.heading, example.article.source_language, language)
    return Paragraph((_("In the example library: "), Link(heading, page, foreign(spoken_in, language))))
