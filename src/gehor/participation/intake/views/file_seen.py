"""What the pages of a file have in common, whether contributions or ballots are brought in."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext

from gehor.ground import catalogue, clock
from gehor.ground.languages import said
from gehor.ground.reading import Table
from gehor.ground.web import see_other
from gehor.planning.models import Activity

from ... import earlier, rules
from ...models import Import
from ...reading import Checked, Row
from .. import looks, uploads
from ..looking import blocking, same_file
from ..texts import problem_text
from ..uploads import Upload

PROBLEMS_SHOWN = 100


def file_seen(request: HttpRequest, activity: Activity, upload: Upload, table: Table, form: Form) -> dict[str, Any]:
    """The file, what was chosen for it, and whether and as what it may come in."""
    return {
        "dialogue": activity.dialogue,
        "activity": activity,
        "upload": upload,
        "table": table,
        "tabs": [
            {"label": sheet, "url": f"?{urlencode({'sheet': sheet})}", "here": sheet == table.sheet}
            for sheet in table.sheets
        ],
        "form": form,
        "sent": [(field.name, field.value() or "") for field in form],
        "query": request.GET.urlencode() if request.method == "GET" else "",
        "is_open": earlier.takes_files(activity),
        "is_large": looks.is_large(upload.data),
        "held": earlier.is_held(activity),
        "undated": timezone.localdate(earlier.undated(activity, now=clock.now())),
        "before": same_file(activity, upload.hash),
    }


def seen_rows(checked: Checked) -> dict[str, Any]:
    """How many rows are ready, and what is wrong with the others."""
    faults = list(blocking(checked.problems))
    return {
        "ready": len(checked.ready),
        "has_many_rows": len(checked.ready) >= rules.MANY_ROWS,
        "faults": [(problem, problem_text(problem)) for problem in faults[:PROBLEMS_SHOWN]],
        "more_faults": max(0, len(faults) - PROBLEMS_SHOWN),
        "figures": [
            (len(checked.ready), ngettext("row is ready", "rows are ready", len(checked.ready))),
            (len(checked.refused), ngettext("row has a fault", "rows have a fault", len(checked.refused))),
            (len(checked.skipped), ngettext("row is empty", "rows are empty", len(checked.skipped))),
        ],
    }


def brought_in_page(
    request: HttpRequest, upload: Upload, brought: Import, sentence: str, *, left_out: int
) -> HttpResponse:
    """On to the import, with what is in and what was left out."""
    uploads.forget(upload.key)
    sentences = [sentence]
    if left_out:
        words = ngettext("%(count)d row was left out.", "%(count)d rows were left out.", left_out)
        sentences.append(words % {"count": left_out})
    messages.success(request, " ".join(sentences))
    return see_other("participation:imported", brought.activity.dialogue.slug, brought.pk)


def said_beside(activity: Activity, rows: Iterable[Row]) -> list[str]:
    """What each row says beside its text: its category, and the method's own values by what they are called."""
    method, source, language = catalogue.methods()[activity.method], activity.dialogue.source_language, get_language()
    names = {"category": dict(method.categories(activity.setup)), **method.called(activity)}
    columns = {name: words for name, words in catalogue.words(activity.method).called.items() if name != "category"}

    def spoken(name: str, value: object) -> str:
        words = names.get(name, {}).get(str(value))
        return said(words, source, language or source)[0] if words else str(value)

    found = []
    for row in rows:
        kind = row.category or row.values.get("category", "")
        own = [f"{words}: {spoken(name, row.values[name])}" for name, words in columns.items() if row.values.get(name)]
        found.append(" · ".join([*([spoken("category", kind)] if kind else []), *own]))
    return found
