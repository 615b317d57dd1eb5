"""What was printed, what of it has come back, and what waits for somebody."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.crypto import salted_hmac

from gehor.ground import catalogue
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Account
from gehor.ground.people import receipt as receipts
from gehor.ground.people.models import Participant
from gehor.participation.ballots import items
from gehor.participation.ballots import queries as ballots
from gehor.participation.ballots import rules as counting
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import Question
from gehor.process.steps import ENTER, ENTER_CAST

from . import rules
from .asking import asked_on_paper
from .models import Again, Invalid, Page, Run, Scan, Share, Sheet
from .texts import WHY_INVALID

_IN_ADDRESS = re.compile(r"/c/([^/#?]+)")
_BOXES = {asking.Kind.ONE, asking.Kind.SEVERAL}
_RUNS = ("run__activity", "run__version")


def is_counted(activity: Activity) -> bool:
    return catalogue.methods()[activity.method].is_only_counted


def runs(activity: Activity) -> QuerySet[Run]:
    """All that was printed, the latest first, each with how many of its sheets have been typed in (`back`)."""
    rows = Run.objects.filter(activity=activity).select_related("version", "made_by").order_by("-number")
    back = Count("numbered", filter=Q(Exists(_typed_in("numbered__code"))))
    return rows.annotate(back=back)


def _typed_in(code: str = "code") -> QuerySet[Participant]:
    """The participants that sheets have become."""
    return Participant.objects.filter(receipt=OuterRef(code))


def has_runs(activity: Activity) -> bool:
    return Run.objects.filter(activity=activity).exists()


def run_of(activity: Activity, number: int) -> Run:
    """The one door to a run. Else 404."""
    run = Run.objects.filter(activity=activity, number=number).select_related("version").first()
    if run is None:
        raise Http404
    run.activity = activity
    return run


def code_in(typed: str) -> str:
    """The code that was typed, or that stands in an address which a scanner has read off a square."""
    found = _IN_ADDRESS.search(typed)
    return receipts.normalise(found[1] if found else typed)


def sheet_by(typed: str) -> Sheet | None:
    """The sheet with this code, whatever it is a form of."""
    parts = (*_RUNS, "run__activity__dialogue")
    return Sheet.objects.filter(code=code_in(typed)).select_related(*parts).first()


def is_waiting(typed: str) -> Sheet | None:
    """The sheet with this code, if it was printed and has not been typed in yet: for whoever looks for its receipt."""
    code = code_in(typed)
    if not receipts.is_valid(code):
        return None
    rows = Sheet.objects.filter(code=code).select_related("run__activity__dialogue__organisation")
    return rows.filter(~Exists(_typed_in())).first()


def invalid_with(submission: str) -> Invalid | None:
    """What was kept when this form was sent before."""
    return Invalid.objects.filter(submission=submission).first()


def invalid_in(activity: Activity) -> QuerySet[Invalid]:
    """Forms that cannot be counted, the latest first."""
    return Invalid.objects.filter(activity=activity).select_related("sheet", "by")


def invalid_counts(activity: Activity) -> list[tuple[str, int]]:
    """By reason, how many forms cannot be counted, the most common first."""
    rows = Invalid.objects.filter(activity=activity).order_by().values_list("reason")
    return sorted(rows.annotate(count=Count("pk")), key=lambda row: (-row[1], row[0]))


def is_invalid(sheet: Sheet) -> Invalid | None:
    return Invalid.objects.filter(sheet=sheet).first()


def why_invalid(sheet: Sheet) -> Any:
    """Why it cannot be counted, in words; "" where nobody has said so."""
    kept = is_invalid(sheet)
    return WHY_INVALID[kept.reason] if kept else ""


def holder(sheet: Sheet) -> Participant | None:
    """Whoever the sheet has become, once it is typed in."""
    organisation = sheet.run.activity.dialogue.organisation_id
    return Participant.objects.filter(organisation=organisation, receipt=sheet.code).first()


@dataclass(frozen=True)
class TypedIn:
    """That a sheet has been typed in: by whom, and when."""

    by: str
    at: Any
    submissions: tuple[str, ...]


def typed_in(sheet: Sheet) -> TypedIn | None:
    """Who took the sheet's answers down first, and when that was. None where nobody has."""
    first = first_ballots(sheet)[:1] or list(_contributions(sheet)[:1])
    if not first:
        return None
    step, subject = (ENTER_CAST, first[0].voter_id) if isinstance(first[0], Ballot) else (ENTER, first[0].pk)
    entry = Entry.objects.filter(step=step.key, subject_id=subject).order_by("id").first()
    at = entry.at if entry else first[0].received_at
    return TypedIn(str(first[0].entered_by), at, tuple(str(each.submission) for each in first))


def first_ballots(sheet: Sheet) -> list[Ballot]:
    """What the sheet became when it was first typed in: one ballot, or one for each thing that it asks about."""
    rows = Ballot.objects.filter(
        voter__activity=sheet.run.activity_id,
        voter__participant__receipt=sheet.code,
        entered_by__isnull=False,
        imported_in__isnull=True,
    )
    found: dict[str, Ballot] = {}
    for each in rows.select_related("entered_by", "version", "voter").order_by("pk"):
        found.setdefault(each.item, each)
    return list(found.values())


def _contributions(sheet: Sheet) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(
        activity=sheet.run.activity_id, participant__receipt=sheet.code, entered_by__isnull=False
    )
    return rows.select_related("entered_by").order_by("pk")


def is_old(run: Run) -> bool:
    """Whether something that stands on these sheets is asked otherwise now, or no longer. What was added is not."""
    now = asked_on_paper(run.activity, run.language)
    return any(each not in now for each in questions_of(run))


def questions_of(run: Run) -> tuple[Question, ...]:
    return asking.from_json(run.questions)


@dataclass(frozen=True)
class Tally:
    """printed: sheets in all · back: of them typed in · mine: by this person, in this activity"""

    printed: int
    back: int
    mine: int


def tally(activity: Activity, account: Account) -> Tally:
    """Two queries."""
    sheets = Sheet.objects.filter(run__activity=activity)
    counted = sheets.aggregate(printed=Count("pk"), back=Count("pk", filter=Q(Exists(_typed_in()))))
    made = Voter.objects.filter(activity=activity) if is_counted(activity) else None
    if made is not None:
        mine = made.filter(ballots__entered_by=account, ballots__imported_in__isnull=True).distinct().count()
    else:
        mine = Contribution.objects.filter(activity=activity, entered_by=account, imported_in__isnull=True).count()
    return Tally(counted["printed"], counted["back"], mine)


# Typed in twice


def percent(activity: Activity) -> int:
    found = Share.objects.filter(activity=activity).values_list("percent", flat=True).first()
    return rules.SHARE if found is None else found


def sample_key(activity: Activity) -> bytes:
    """By which the sample of an activity is drawn: on no paper and in no file."""
    return salted_hmac("gehor.paper.sample", str(activity.pk), secret=settings.SECRET_KEY, algorithm="sha256").digest()


def is_in_sample(sheet: Sheet) -> bool:
    activity = sheet.run.activity
    return rules.is_in_sample(sheet.code, percent=percent(activity), key=sample_key(activity))


def due_again(activity: Activity, *, share: int | None = None) -> list[Sheet]:
    """Sheets of the sample that have been typed in once, in the order in which they lie in the pile."""
    share, key = percent(activity) if share is None else share, sample_key(activity)
    once = Sheet.objects.filter(Exists(_typed_in()), run__activity=activity, again__isnull=True)
    rows = once.select_related("run").order_by("run__number", "number")
    return [each for each in rows if rules.is_in_sample(each.code, percent=share, key=key)]


def compared(activity: Activity) -> list[Again]:
    rows = Again.objects.filter(sheet__run__activity=activity).select_related("sheet__run", "by", "settled__by")
    return list(rows.order_by("sheet__run__number", "sheet__number"))


def to_settle(activity: Activity) -> list[Again]:
    """Sheets on which two people differ and nobody has looked a third time."""
    return [each for each in compared(activity) if each.differ and not hasattr(each, "settled")]


def again_of(activity: Activity, pk: int) -> Again:
    """The one door to two typings of one sheet. Else 404."""
    rows = Again.objects.filter(sheet__run__activity=activity).select_related("sheet__run__activity", "by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.sheet.run.activity = activity
    return found


def agreement(activity: Activity) -> rules.Agreed | None:
    """How well two people agree, over all sheets that both have typed."""
    rows = Again.objects.filter(sheet__run__activity=activity).values_list("fields", "differ")
    return rules.agreed([(tuple(fields), tuple(differ)) for fields, differ in rows])


@dataclass(frozen=True)
class First:
    """What the first person typed of a sheet: by whom, and the answers that are compared."""

    by_id: int | None
    values: dict[str, Any]


def first_typing(sheet: Sheet) -> First | None:
    activity = sheet.run.activity
    if is_counted(activity):
        typed = first_ballots(sheet)
        return First(typed[0].entered_by_id, as_typed(activity, typed)) if typed else None
    one = first_contribution(sheet)
    return First(one.entered_by_id, as_chosen({**one.covered, **one.values})) if one else None


def first_contribution(sheet: Sheet) -> Contribution | None:
    return _contributions(sheet).select_related("activity__dialogue").first()


TICKED = "on"  # on a form: asking.Option of a box alone


def as_chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    """A contribution's values as its form asks for them: keys of options, also where a number is kept."""
    return {key: TICKED if value is True else str(value) for key, value in values.items()}


def as_typed(activity: Activity, typed: Sequence[Ballot]) -> dict[str, Any]:
    """The answers that are counted, as they stand on the form from which these ballots came."""
    method = catalogue.methods()[activity.method]
    if method.items is not None:
        return items.gathered(activity, typed)[1]
    values = counting.put_together(typed[0].choice, typed[0].values)
    return dict(method.answers(typed[0].version.setup, values))


def asked_twice(activity: Activity, language: str) -> tuple[Question, ...]:
    """What a second person is asked: what is counted; of a form for people's own words the boxes that are chosen among.

    Two people never type a text letter by letter the same, nor point at the same spot of a map.
    """
    if is_counted(activity):
        return tuple(items.asked_on(activity))
    return tuple(_own_boxes(activity, asked_on_paper(activity, language)))


def comparable(activity: Activity, questions: Iterable[Question]) -> list[str]:
    """The questions whose answers two people can be compared in: see asked_twice."""
    asked = asking.asked(questions)
    if is_counted(activity):
        return [each.key for each in asked if each.kind not in asking.OPEN]
    return [each.key for each in _own_boxes(activity, asked)]


def _own_boxes(activity: Activity, asked: Iterable[Question]) -> list[Question]:
    """Those that are chosen among, and are kept as values of the method."""
    own = catalogue.methods()[activity.method].export_columns
    return [each for each in asked if each.kind in _BOXES and each.key in own]


def frozen(activity: Activity) -> Any:
    return ballots.version(activity)


# Scans


def scans(activity: Activity) -> QuerySet[Scan]:
    """What was scanned, the latest first, with what could not be read (`bad`) and backs without print (`blank`)."""
    blank, fine = Q(pages__trouble="empty"), Q(pages__trouble="")
    counted = {"bad": Count("pages", filter=~blank & ~fine), "blank": Count("pages", filter=blank)}
    return Scan.objects.filter(activity=activity).select_related("by").annotate(**counted)


def scan_of(activity: Activity, pk: int) -> Scan:
    found = Scan.objects.filter(activity=activity, pk=pk).first()
    if found is None:
        raise Http404
    found.activity = activity
    return found


def troubled(activity: Activity) -> list[Page]:
    """Pages that could not be read, each with the reason; backs without print are not among them."""
    rows = Page.objects.filter(scan__activity=activity).exclude(trouble="").exclude(trouble="empty")
    return list(rows.select_related("scan", "sheet__run").order_by("scan", "number"))


@dataclass(frozen=True)
class Gathered:
    """Sheets of which pages have been read and nothing is counted yet, in the order in which they were scanned."""

    whole: list[Sheet]
    missing: list[tuple[Sheet, list[int]]]  # and which pages are


def gathered(activity: Activity) -> Gathered:
    found = _gathered(activity)
    return Gathered([each for each, missing in found if not missing], [pair for pair in found if pair[1]])


def _gathered(activity: Activity) -> list[tuple[Sheet, list[int]]]:
    rows = Page.objects.filter(scan__activity=activity, scan__read_at__isnull=False, trouble="", sheet__isnull=False)
    rows = rows.annotate(is_done=Exists(_typed_in("sheet__code"))).filter(is_done=False, sheet__invalid__isnull=True)
    found: dict[int, tuple[Sheet, set[int]]] = {}
    for each in rows.select_related("sheet__run").order_by("scan", "number"):
        found.setdefault(each.sheet_id, (each.sheet, set()))[1].add(each.page)
    return [
        (sheet, [page for page in range(1, sheet.run.pages + 1) if page not in read]) for sheet, read in found.values()
    ]


def pages_of(sheet: Sheet) -> list[Page]:
    return list(Page.objects.filter(sheet=sheet, trouble="").order_by("page"))


def of_person(participant: Participant) -> list[dict[str, Any]]:
    """The sheet that somebody filled in, and what is kept of it, as plain data for "everything about me"."""
    rows = Sheet.objects.filter(code=participant.receipt).select_related("run")
    kept = Page.objects.filter(sheet__code=participant.receipt, trouble="").order_by("page")
    pages = [{"page": each.page, "scanned_at": each.scan.at} for each in kept.select_related("scan")]
    twice = Again.objects.filter(sheet__code=participant.receipt).select_related("settled").first()
    return [
        {
            "run": each.run.number,
            "sheet": each.number,
            "printed_at": each.run.made_at,
            "scanned_pages": pages,
            "typed_a_second_time": twice.second if twice else None,
            "settled": twice.settled.values if twice and hasattr(twice, "settled") else None,
        }
        for each in rows
    ]
