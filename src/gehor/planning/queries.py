"""Dialogues and their facts so far. Every other stage reads a dialogue through these doors."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import is_not
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Count, Exists, Expression, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.doors import one_of
from gehor.ground.errors import WrongPerson
from gehor.ground.languages import is_said
from gehor.ground.organisations.models import Organisation
from gehor.ground.prepared import Prepared
from gehor.process.facts import Facts
from gehor.process.step import Step
from gehor.process.words import Go

from .models import Activity, Assessment, Dialogue, PublishedChange
from .retroactive.models import Earlier
from .together import facts as approval
from .together.rules import NOT_ASKED, Standing

Made = TypeVar("Made")


def dialogue_for(actor: Actor, slug: str, *steps: Step) -> Dialogue:
    """The one door for staff: a dialogue of an organisation where this actor has a role, and may take one of the steps.

    Else 404 or 403.
    """
    dialogue = _there(_by_slug.first(slug))
    if dialogue.organisation_id not in actor.organisation_ids:
        raise WrongPerson("not_your_organisation")
    if steps:
        actor.demand(dialogue.organisation_id, *steps)
    return dialogue


def public_dialogue(slug: str) -> Dialogue:
    """The one door for everybody: a dialogue whose first step has been decided, or which was held earlier.

    An idea is nobody's business yet.
    """
    return _there(_public_by_slug.first(slug))


def public_dialogues(organisation: Organisation) -> QuerySet[Dialogue]:
    return _with_parts().filter(is_public(), organisation=organisation)


def dialogues_of(organisation: Organisation) -> QuerySet[Dialogue]:
    """All of an organisation's dialogues, ideas too: for its staff."""
    return _with_parts().filter(organisation=organisation)


def latest_assessment(dialogue: Dialogue) -> Assessment | None:
    return Assessment.objects.filter(dialogue=dialogue).first()


def activities(dialogue: Dialogue) -> QuerySet[Activity]:
    return Activity.objects.filter(dialogue=dialogue)


def activity_of(dialogue: Dialogue, number: int) -> Activity:
    """The activity with that number, which knows its dialogue. Else 404."""
    return one_of(dialogue, Activity.objects, number=number)


def changes(dialogue: Dialogue) -> QuerySet[PublishedChange]:
    """What has been changed after somebody had answered, the latest first."""
    return PublishedChange.objects.filter(dialogue=dialogue)


def open_until(dialogue: Dialogue) -> dt.date | None:
    """The last day of the last activity, as planned."""
    return activities(dialogue).aggregate(last=Max("ends_on"))["last"]


def public_activities(slug: str) -> QuerySet[Activity]:
    """Those of a dialogue that everybody may read of, each with it: the door and what is behind it in one query."""
    rows = Activity.objects.filter(is_public("dialogue"), dialogue__slug=slug)
    return rows.select_related(*(f"dialogue__{part}" for part in _PARTS))


_PARTS = ("organisation", "deciding_body", "earlier__brought_in_by")


def _with_parts() -> QuerySet[Dialogue]:
    return Dialogue.objects.select_related(*_PARTS)


_by_slug = Prepared(lambda slug: _with_parts().filter(slug=slug).order_by(), str)
_public_by_slug = Prepared(lambda slug: _with_parts().filter(is_public(), slug=slug).order_by(), str)


def _there(found: Made | None) -> Made:
    """Else 404."""
    if found is None:
        raise Http404
    return found


def is_public(dialogue: str = "") -> Q:
    """The condition that everybody may read of a dialogue; `dialogue`: the way to it from the rows that are asked."""
    at = f"{dialogue}__" if dialogue else ""
    return Q(**{f"{at}pk__in": Assessment.objects.values("dialogue")}) | Q(**{f"{at}earlier__isnull": False})


# Facts: every stage adds its own columns to those upstream; one query reads them all, for one dialogue or for many.


def counted(rows: QuerySet[Any], by: str = "dialogue") -> Expression:
    """How many of `rows` belong to the dialogue in question, as a column."""
    counts = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def added_up(rows: QuerySet[Any], column: str, by: str = "dialogue") -> Expression:
    """What a column of `rows` adds up to for the dialogue in question, as a column; 0 where nothing is said."""
    sums = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Sum(column)).values("n")
    return Coalesce(Subquery(sums, output_field=IntegerField()), 0)


def first_day(rows: QuerySet[Any], column: str, by: str = "dialogue") -> Expression:
    """The first day that a column of `rows` has for the dialogue in question, as a column."""
    return _of_days(rows, Min(column), by)


def last_day(rows: QuerySet[Any], column: str, by: str = "dialogue") -> Expression:
    return _of_days(rows, Max(column), by)


def _of_days(rows: QuerySet[Any], found: Expression, by: str) -> Expression:
    return Subquery(rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(day=found).values("day"))


COLUMNS: Mapping[str, Expression] = {
    "outcome": Subquery(
        Assessment.objects.filter(dialogue=OuterRef("pk")).order_by("-assessed_at", "-pk").values("outcome")[:1]
    ),
    "retroactive": Exists(Earlier.objects.filter(dialogue=OuterRef("pk"))),
    "activities_": counted(Activity.objects.all()),
    **approval.COLUMNS,
}


def read_facts(
    dialogues: Iterable[Dialogue], columns: Mapping[str, Expression], *, is_approval_asked: bool = True
) -> dict[int, Facts]:
    """Facts per dialogue id. A column's name is the fact's, with a trailing _ where the model has it too.

    One query; and where approval has been asked for, what it takes to read those plans, however many.
    """
    found = read_facts_and(dialogues, columns, {}, is_approval_asked=is_approval_asked)
    return {pk: facts for pk, (facts, _) in found.items()}


def read_facts_and(
    dialogues: Iterable[Dialogue],
    columns: Mapping[str, Expression],
    more: Mapping[str, Expression],
    *,
    is_approval_asked: bool = True,
) -> dict[int, tuple[Facts, dict[str, Any]]]:
    """As read_facts, with further columns that are asked for in the same query.

    is_approval_asked: whether to read plans that wait for approval. It is asked before anything opens: everybody's
    pages say nothing of it, and no gate further down the river asks.
    """
    by_id, wanted = {dialogue.pk: dialogue for dialogue in dialogues}, {**columns, **more}
    if len(by_id) == 1:
        rows = [row for dialogue in by_id.values() if (row := _row(dialogue, wanted))]
    else:
        rows = list(_asking(wanted).filter(pk__in=by_id))
    approvals = approval.standings(by_id, rows) if is_approval_asked else {}
    found = {}
    for row in rows:
        asked = {name: row.pop(name) for name in more}
        found[row["pk"]] = _facts(by_id[row["pk"]], row, approvals.get(row["pk"], NOT_ASKED)), asked
    return found


class _Kept(NamedTuple, Generic[Made]):
    made: Made
    of: tuple[Expression, ...]
    on: dt.date


class _Once(Generic[Made]):
    """What is made of a set of columns, once for each set: that takes longer than the database needs to answer.

    A column that names today is another expression each time it is asked for. Where one is, all is made anew the next
    day; the same expressions say the same on every day.
    """

    def __init__(self, make: Callable[[Mapping[str, Expression]], Made]) -> None:
        self.make = make
        self.kept: dict[tuple[str, ...], _Kept[Made]] = {}

    def __call__(self, columns: Mapping[str, Expression]) -> Made:
        names, today = tuple(columns), clock.today()
        kept = self.kept.get(names)
        if kept is None or (kept.on != today and any(map(is_not, kept.of, columns.values()))):
            kept = self.kept[names] = _Kept(self.make(columns), tuple(columns.values()), today)
        return kept.made


_asking = _Once(lambda columns: Dialogue.objects.order_by().values("pk", **columns))


@_Once
def _asked(columns: Mapping[str, Expression]) -> Prepared[dict[str, Any]]:
    return Prepared(lambda pk: _asking(columns).filter(pk=pk), int)


@_Once
def _asked_at_the_door(columns: Mapping[str, Expression]) -> Prepared[Dialogue]:
    return Prepared(lambda slug: _with_parts().order_by().annotate(**columns).filter(is_public(), slug=slug), str)


def _row(dialogue: Dialogue, columns: Mapping[str, Expression]) -> dict[str, Any] | None:
    return _asked(columns).first(dialogue.pk)


def _public_row(slug: str, columns: Mapping[str, Expression]) -> tuple[Dialogue, dict[str, Any]]:
    """A dialogue that is public, with its parts, and the columns. Else 404."""
    dialogue = _there(_asked_at_the_door(columns).first(slug))
    return dialogue, {"pk": dialogue.pk, **{name: dialogue.__dict__.pop(name) for name in columns}}


def _facts(dialogue: Dialogue, row: dict[str, Any], approved: Standing) -> Facts:
    source = dialogue.source_language
    values = {name.rstrip("_"): value for name, value in row.items() if name not in ("pk", "asked_")}
    values["outcome"] = Go(values["outcome"]) if values["outcome"] else None
    if values["retroactive"]:  # nobody here asked whether it should be run: it has been
        values["outcome"] = Go.RUN
    return Facts(
        question_stated=is_said(dialogue.question, source),
        purpose_stated=is_said(dialogue.purpose, source),
        goal_stated=is_said(dialogue.goal, source),
        influence_stated=is_said(dialogue.can_influence, source) and is_said(dialogue.cannot_influence, source),
        level_stated=bool(dialogue.levels),
        decision_maker_named=bool(dialogue.deciding_body_id and dialogue.decision_on and dialogue.case_number),
        answer_date_promised=dialogue.answer_due is not None,
        approval_asked=approved.waits,
        plan_approved=approved.holds,
        **values,
    )


def facts(dialogue: Dialogue) -> Facts:
    return read_facts([dialogue], COLUMNS)[dialogue.pk]


# What planning asks of later stages ("has anybody answered yet?") it cannot look up itself: a stage never looks
# downstream. So the site, which knows everyone, tells it all columns when it starts.
_TOLD: dict[str, Expression] = {}
_HOLDS: set[Callable[[Dialogue], None]] = set()
_PUT_RIGHT: set[Callable[[Activity], None]] = set()
_OPENED: set[Callable[[Collection[int]], set[int]]] = set()


def tell(
    columns: Mapping[str, Expression],
    *,
    hold: Callable[[Dialogue], None],
    put_right: Callable[[Activity], None],
    opened: Callable[[Collection[int]], set[int]],
) -> None:
    """hold: waits for whoever is just answering, and keeps others waiting until the transaction ends.

    put_right: is called where an activity has been set up anew, inside the action.
    opened: which of these activities have been open, so that somebody may have used them.
    """
    _TOLD.update(columns)
    _HOLDS.add(hold)
    _PUT_RIGHT.add(put_right)
    _OPENED.add(opened)


def is_put_right(activity: Activity) -> None:
    """Tell later stages that what people are asked in the activity has changed."""
    for follow in _PUT_RIGHT:
        follow(activity)


def has_opened(activity: Activity) -> bool:
    """Whether it is open or has been."""
    return bool(opened_among([activity]))


def opened_among(activities: Iterable[Activity]) -> set[int]:
    """The ids of those that are open or have been: one query."""
    ids = [each.pk for each in activities]
    return {each for opened in _OPENED for each in opened(ids)}


def finished() -> QuerySet[Dialogue]:
    """Those that are closed and that everybody may read; none as long as nobody has told what closed means."""
    if "closed" not in _TOLD:
        return Dialogue.objects.none()
    return Dialogue.objects.order_by().alias(is_closed=_TOLD["closed"]).filter(is_public(), is_closed=True)


def facts_known(dialogue: Dialogue, standing: Standing | None = None) -> Facts:
    """All that is true of the dialogue now, later stages included. standing: of its approval, where it is at hand."""
    row = _row(dialogue, {**COLUMNS, **_TOLD})
    if row is None:
        raise Dialogue.DoesNotExist
    if standing is None:
        standing = approval.standings({dialogue.pk: dialogue}, [row]).get(dialogue.pk, NOT_ASKED)
    return _facts(dialogue, row, standing)


def facts_shown(dialogue: Dialogue) -> Facts:
    """What everybody's pages say: as facts_known, without approval, which is asked and given before anything opens."""
    return facts_known(dialogue, NOT_ASKED)


def public_with_facts(slug: str) -> tuple[Dialogue, Facts]:
    """The door for everybody, and what their pages say of the dialogue behind it: one query. Else 404."""
    dialogue, facts, _ = public_with_facts_and(slug, {})
    return dialogue, facts


def public_with_facts_and(slug: str, more: Mapping[str, Expression]) -> tuple[Dialogue, Facts, dict[str, Any]]:
    """As public_with_facts, with further columns that are asked for in the same query."""
    dialogue, row = _public_row(slug, {**COLUMNS, **_TOLD, **more})
    asked = {name: row.pop(name) for name in more}
    return dialogue, _facts(dialogue, row, NOT_ASKED), asked


def facts_held(dialogue: Dialogue) -> Facts:
    """As facts_known, for steps that may only be taken as long as nobody has answered: nobody answers meanwhile.

    Contributions do not wait for the dialogue's row. Without this, the first of them and a change of what people are
    asked could each miss the other.
    """
    for hold in _HOLDS:
        hold(dialogue)
    return facts_known(dialogue)
