"""From an activity to what stands on its sheets: printing.Form with the words of its language."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.documents.house import letterhead
from gehor.ground.languages import said
from gehor.participation.ballots.speaking import Speaker
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Question

from . import mapping, queries
from .models import Run, Sheet
from .printing import AT_MOST, Form, Layout, Numbered, Place, layout, sheets_pdf, slips_pdf


def form_of(
    activity: Activity,
    questions: tuple[Question, ...],
    *,
    language: str,
    size: str,
    both_sides: bool,
    maps: Mapping[str, str] | None = None,
    setup: Mapping[str, Any] | None = None,
) -> Form:
    """Called with the language active. maps, setup: as they were when it was printed first; else as they are now."""
    dialogue, source = activity.dialogue, activity.dialogue.source_language
    version, method = queries.frozen(activity), catalogue.methods()[activity.method]
    title = said(dialogue.title, source, language)[0]
    return Form(
        language=language,
        source=source,
        questions=questions,
        dialogue=title,
        heading=said(activity.title, source, language)[0],
        intro="\n\n".join(
            filter(
                None,
                [said(dialogue.question, source, language)[0], said(activity.introduction, source, language)[0]],
            )
        ),
        hand_in=_hand_in(activity),
        foot=" · ".join(
            filter(None, [dialogue.case_number, _("version %(n)d") % {"n": version.number} if version else ""])
        ),
        head=letterhead(dialogue.organisation),
        address=settings.ADDRESS + reverse("trace:find_receipt"),
        size=size,
        both_sides=both_sides,
        one_each=not method.is_only_counted,
        told=tuple(map(str, method.told_on_paper(setup or activity.setup, Speaker(language, source)))),
        maps=_maps(activity, questions) if maps is None else maps,
    )


def _maps(activity: Activity, questions: tuple[Question, ...]) -> dict[str, str]:
    """The map for each question that asks for a place; none where there is nothing to draw on."""
    asking = [each.key for each in questions if each.kind is Kind.PLACE]
    found = _map_of(activity) if asking else ""
    return dict.fromkeys(asking, found) if found else {}


def _map_of(activity: Activity) -> str:
    return mapping.map_of(activity.dialogue.organisation, activity.setup.get("layers") or ())


def _hand_in(activity: Activity) -> str:
    """An address that begins with the name of the house does not have it twice."""
    house = activity.dialogue.organisation
    rows = [" ".join(row.split()) for row in house.postal_address.splitlines()]
    where = ", ".join(filter(None, [house.name, *(row for row in rows if row != house.name)]))
    return _("Hand in or post the form by %(day)s: %(where)s.") % {
        "day": date_format(activity.ends_on),
        "where": " ".join(where.split()),
    }


def laid_out(activity: Activity, questions: tuple[Question, ...], *, language: str, size: str) -> Layout:
    with translation.override(language):
        return layout(form_of(activity, questions, language=language, size=size, both_sides=False))


def as_json(found: Layout) -> list[dict[str, Any]]:
    return [asdict(each) for each in found.places]


def places(run: Run) -> list[Place]:
    return [Place(**each) for each in run.places]


def parts(run: Run) -> range:
    """The numbers of the files in which its sheets are printed."""
    return range(1, (run.sheets + AT_MOST - 1) // AT_MOST + 1)


def run_pdf(run: Run, part: int) -> bytes:
    """The sheets of a run in one file, a hundred at most."""
    with translation.override(run.language):
        return sheets_pdf(_form_of_run(run), _numbered(run, part), pages=run.pages)


def slips(run: Run, part: int) -> bytes:
    """The codes of the same sheets alone, to hand over to people who have spoken instead of filling in a form."""
    with translation.override(run.language):
        due = run.activity.dialogue.answer_due
        promised = _("Everybody is answered by %(day)s.") % {"day": date_format(due)} if due else ""
        return slips_pdf(_form_of_run(run), _numbered(run, part), promised=promised)


def _form_of_run(run: Run) -> Form:
    """Printed once more everything stands where it stood: a map too, whatever has become of the layers."""
    mapped = [each.id for each in places(run) if each.kind == "map"]
    found = (_map_of(run.activity) or mapping.drawn([])) if mapped else ""
    return form_of(
        run.activity,
        queries.questions_of(run),
        language=run.language,
        size=run.size,
        both_sides=run.both_sides,
        maps=dict.fromkeys(mapped, found),
        setup=run.version.setup if run.version else None,
    )


def _numbered(run: Run, part: int) -> list[Numbered]:
    rows = Sheet.objects.filter(run=run, number__gt=(part - 1) * AT_MOST, number__lte=part * AT_MOST)
    return [Numbered(each.code, mark(run, each)) for each in rows.order_by("number")]


def blank_pdf(activity: Activity, questions: tuple[Question, ...], *, language: str, size: str) -> bytes:
    """One form without a code, to be copied: it is typed in, and cannot be read from a scan."""
    with translation.override(language):
        form = form_of(activity, questions, language=language, size=size, both_sides=False)
        return sheets_pdf(form, [Numbered()], pages=1)


def mark(run: Run, sheet: Sheet) -> str:
    """By which a sheet is found in the pile: number of the run and of the sheet."""
    return f"{run.number}–{sheet.number}"
