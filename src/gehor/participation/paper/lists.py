"""Lists of support on paper: which of them a second person reads, and how well two people agree on their rows.

A list is known by what it is about and by its code; its rows are voters (`ballots.rules.list_mark`). Read `queries` for
forms first: the share, the key of the sample and the measure are the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.http import Http404

from gehor.ground import catalogue
from gehor.participation.ballots import rules as counting
from gehor.participation.ballots.queries import COUNTING
from gehor.participation.ballots.support import SUPPORTS
from gehor.planning.models import Activity
from gehor.process.words import Channel

from . import queries, rules
from .models import Again, ListAgain

ON_PAPER = (Channel.PAPER, Channel.MEETING)  # of those who rang nobody has a paper to read again


def takes_lists(activity: Activity) -> bool:
    """Whether people may support something here by a list that they fill in by hand."""
    method = catalogue.methods()[activity.method]
    return method.supports is not None and method.counts(activity.setup)


def is_compared(activity: Activity) -> bool:
    """Whether anything on paper here is typed in twice: forms that are chosen on, or lists."""
    return takes_lists(activity) or bool(queries.asked_twice(activity, activity.dialogue.source_language))


@dataclass(frozen=True)
class Listed:
    """One list as it is typed in: the rows that count, and who typed them."""

    about: str
    code: str
    rows: tuple[int, ...]
    by: frozenset[int]

    @property
    def key(self) -> str:
        return f"{self.about}:{self.code}"


def typed_lists(activity: Activity) -> list[Listed]:
    """All lists that came on paper. One query."""
    rows = COUNTING.filter(
        activity=activity,
        choice=SUPPORTS,
        channel__in=ON_PAPER,
        entered_by__isnull=False,
        voter__pseudonym__startswith=counting.LISTS,
    )
    found: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for pseudonym, by in rows.values_list("voter__pseudonym", "entered_by"):
        about, code, row = counting.row_of(pseudonym)
        found[about, code][row] = by
    return [Listed(*key, tuple(sorted(typed)), frozenset(typed.values())) for key, typed in sorted(found.items())]


@dataclass(frozen=True)
class Standing:
    """due: lists of the sample that have been typed in once · differing: those on which two people differ and nobody
    has looked a third time · agreed: how well two people agree on all that both have read
    """

    due: list[Listed]
    differing: list[ListAgain]
    agreed: rules.Agreed | None


def standing(activity: Activity, *, percent: int | None = None) -> Standing:
    """Two queries where the share is known. Rows that both left out say nothing of how well they agree."""
    share = queries.percent(activity) if percent is None else percent
    key, again = queries.sample_key(activity), list(_read_again(activity))
    before = {(each.about, each.listed) for each in again}
    return Standing(
        [
            each
            for each in typed_lists(activity)
            if (each.about, each.code) not in before and rules.is_in_sample(each.key, percent=share, key=key)
        ],
        [each for each in again if each.differ and not hasattr(each, "settled")],
        rules.agreed([_compared(each.first, each.second) for each in again]),
    )


def agreements(activity: Activity) -> tuple[rules.Agreed | None, rules.Agreed | None]:
    """How well two people agree on forms, and on lists. One query for both: a page of a result has none to spare."""
    forms = Again.objects.filter(sheet__run__activity=activity).annotate(is_list=Value(False))
    listed = ListAgain.objects.filter(activity=activity).annotate(is_list=Value(True))
    rows = forms.values_list("is_list", "fields", "differ")
    found = list(rows.union(listed.values_list("is_list", "first", "second"), all=True))
    on_forms = [(tuple(fields), tuple(differ)) for is_list, fields, differ in found if not is_list]
    on_lists = [_compared(first, second) for is_list, first, second in found if is_list]
    return rules.agreed(on_forms), rules.agreed(on_lists)


def _read_again(activity: Activity) -> QuerySet[ListAgain]:
    return ListAgain.objects.filter(activity=activity).select_related("by", "settled").order_by("about", "listed")


def again_of(activity: Activity, pk: int) -> ListAgain:
    """The one door to two readings of one list. Else 404."""
    found = _read_again(activity).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.activity = activity
    return found


def _compared(first: Iterable[int], second: Iterable[int]) -> tuple[list[str], list[str]]:
    one, other = set(first), set(second)
    return [str(row) for row in sorted(one | other)], [str(row) for row in sorted(one ^ other)]
