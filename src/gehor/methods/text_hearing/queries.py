"""The text in its versions, and what has been said about it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404

from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity

from . import rules
from .blocks import Kind
from .models import Paragraph, TextVersion

SHOWN_AT_ONCE = 2  # of what was said of a paragraph, beside it
FETCHED_MOST = 400  # for one page
OF_THE_WHOLE = ~Q(contribution__values__has_key="paragraph")
PER_PAGE = 50


def versions(activity: Activity) -> list[TextVersion]:
    """All versions in their order."""
    return list(TextVersion.objects.filter(activity=activity).order_by("number"))


def version_numbered(activity: Activity, number: int | None) -> TextVersion | None:
    """The version, or the latest where no number is given."""
    rows = TextVersion.objects.filter(activity=activity).order_by("-number")
    return (rows.filter(number=number) if number else rows).first()


def paragraphs(version: TextVersion) -> list[Paragraph]:
    return list(Paragraph.objects.filter(version=version).order_by("place"))


def numbers_given(before: Iterable[TextVersion]) -> set[str]:
    """Every number that a paragraph ever had."""
    rows = Paragraph.objects.filter(version__in=list(before)).exclude(number="")
    return set(rows.values_list("number", flat=True).distinct().order_by())


def numbers_by_version(activity: Activity) -> dict[int, set[str]]:
    """Version → the numbers of the paragraphs that stand in it."""
    found: dict[int, set[str]] = {}
    rows = TextVersion.objects.filter(activity=activity).values_list("number", "paragraphs__number")
    for version, number in rows:
        found.setdefault(version, set()).add(number)
    return found


def numbered(rows: Iterable[Paragraph]) -> list[rules.Numbered]:
    return [(row.number, row.block) for row in rows]


def subjects(activity: Activity) -> dict[str, dict[str, Any]]:
    """Number of a paragraph, as people may write it in a file → what is stored: of the latest version."""
    version = version_numbered(activity, None)
    rows = Paragraph.objects.filter(version=version).exclude(number="").values_list("number", flat=True)
    return {
        word: {"paragraph": number, "version": version.number}
        for number in rows
        for word in {number, rules.spoken(number), *(f"{said} {rules.spoken(number)}" for said in rules.BEFORE)}
    }


# What has been said


@dataclass(frozen=True)
class Comment:
    """One published contribution, as it is shown beside a paragraph."""

    wording: Wording
    paragraph: str
    version: int | None  # the text that it was said of

    @property
    def contribution(self) -> Contribution:
        return self.wording.contribution


def counts(activity: Activity) -> dict[str, int]:
    """Number of a paragraph → how many published contributions are about it; "" for the whole text. One query."""
    rows = Contribution.objects.filter(activity=activity, published_at__isnull=False)
    found = rows.annotate(about=KeyTextTransform("paragraph", "values")).order_by().values_list("about")
    return {about or "": count for about, count in found.annotate(count=Count("pk"))}


def _shown(activity: Activity) -> QuerySet[Wording]:
    later = Wording.objects.filter(contribution=OuterRef("contribution"), number__gt=OuterRef("number"))
    rows = Wording.objects.filter(
        ~Exists(later), contribution__activity=activity, contribution__published_at__isnull=False
    )
    return rows.select_related("contribution").order_by("-contribution__received_at", "-contribution_id")


def _about(rows: QuerySet[Wording], number: str) -> QuerySet[Wording]:
    if number:
        return rows.filter(contribution__values__paragraph=number)
    return rows.filter(OF_THE_WHOLE)


def comment(wording: Wording) -> Comment:
    values = wording.contribution.values
    return Comment(wording, values.get("paragraph", ""), values.get("version"))


def beside(activity: Activity, numbers: Sequence[str]) -> dict[str, list[Comment]]:
    """The newest of what was said of each of these paragraphs, and under "" of the whole text. One query."""
    these = Q(contribution__values__paragraph__in=list(numbers)) | OF_THE_WHOLE if numbers else OF_THE_WHOLE
    rows = _shown(activity).filter(these)[:FETCHED_MOST]
    found: dict[str, list[Comment]] = {}
    for each in map(comment, rows):
        some = found.setdefault(each.paragraph, [])
        if len(some) < SHOWN_AT_ONCE:
            some.append(each)
    return found


def page_about(activity: Activity, number: str, page: object) -> Page:
    """All that was said of one paragraph, or of the whole text (""), the newest first."""
    return Paginator(_about(_shown(activity), number), PER_PAGE).get_page(page)


def gone(activity: Activity, rows: Iterable[Paragraph], counted: dict[str, int]) -> list[tuple[str, int]]:
    """(number, how many comments) of paragraphs that stand in the text no more, though something was said of them."""
    here = {row.number for row in rows}
    left = sorted((number for number in counted if number and number not in here), key=rules.place_of)
    return [(number, counted[number]) for number in left]


def last_with(activity: Activity, number: str, *, version: int | None = None) -> Paragraph:
    """The paragraph as it last stood, or in this version. Raises Http404."""
    rows = Paragraph.objects.filter(version__activity=activity, number=number).exclude(number="")
    if version:
        rows = rows.filter(version__number=version)
    found = rows.select_related("version").order_by("-version__number").first()
    if found is None:
        raise Http404
    return found


def head_of(row: Paragraph) -> str:
    """The head of the table in which it stands; "" where it is no row, or the table has none. One query for a row."""
    if row.kind != Kind.ROW:
        return ""
    above = Paragraph.objects.filter(version=row.version_id, place__lt=row.place).exclude(kind=Kind.ROW.value)
    nearest = above.order_by("-place").first()
    return nearest.text if nearest and nearest.kind == Kind.HEAD else ""


def heads_of(rows: Iterable[Paragraph]) -> dict[int, str]:
    """Id → the same, of many: one query where any of them is a row."""
    of_tables = [row for row in rows if row.kind == Kind.ROW]
    if not of_tables:
        return {}
    versions = {row.version_id for row in of_tables}
    others = Paragraph.objects.filter(version__in=versions).exclude(kind=Kind.ROW.value).order_by("place")
    above: dict[int, list[tuple[int, str]]] = {version: [] for version in versions}
    for version, place, kind, text in others.values_list("version", "place", "kind", "text"):
        above[version].append((place, text if kind == Kind.HEAD else ""))
    found = {}
    for row in of_tables:
        at = bisect_left(above[row.version_id], row.place, key=itemgetter(0))
        found[row.pk] = above[row.version_id][at - 1][1] if at else ""
    return found


def wordings_of(activity: Activity, number: str) -> dict[int, str]:
    """Number of a version → what the paragraph said there."""
    rows = Paragraph.objects.filter(version__activity=activity, number=number)
    return dict(rows.values_list("version__number", "text"))


def rows_of(activity: Activity, numbers: Iterable[str]) -> QuerySet[Paragraph]:
    """These paragraphs in every version in which they stand."""
    rows = Paragraph.objects.filter(version__activity=activity, number__in=list(numbers))
    return rows.select_related("version")
