"""Approval, comments, things to do and minutes of a dialogue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.doors import one_of
from gehor.ground.errors import WrongInput
from gehor.ground.languages import said
from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.process.steps import COLLEAGUES

from . import content, rules
from .models import Asked, Assignment, Comment, Minutes, Request, Rule, Thread, Verdict
from .rules import Answer, Standing
from .texts import PARTS

# People


def colleagues(organisation: Organisation) -> QuerySet[Account]:
    """Everybody who may be named: an active account with a role that works on dialogues, by name."""
    roles = [role.value for role in COLLEAGUES]
    return (
        Account.objects.filter(memberships__organisation=organisation, memberships__role__in=roles, is_active=True)
        .distinct()
        .order_by("name", "email")
    )


# Approval


def rule_of(organisation: Organisation) -> Rule | None:
    return Rule.objects.filter(organisation=organisation).select_related("body").first()


def asking_whom(dialogue: Dialogue, rule: Rule) -> tuple[list[Account], Body | None]:
    """The persons, or the body, that would be asked about this plan today."""
    if rule.way == rules.Way.BODY:
        return [], rule.body or dialogue.deciding_body
    named = rule.approvers.values("pk")
    return list(colleagues(dialogue.organisation).filter(pk__in=named)), None


@dataclass(frozen=True)
class Approval:
    """The latest request of a dialogue with everything that was answered, and whether it still concerns this plan."""

    request: Request
    people: tuple[tuple[Account, Verdict | None], ...]  # who was asked, and what each has answered
    verdict: Verdict | None  # of a body
    standing: Standing
    plan: rules.Content | None  # as it is now; None where the facts were at hand

    def awaits(self, account_id: int | None) -> bool:
        """Whether this person is asked, and can still answer."""
        mine = [verdict for account, verdict in self.people if account.pk == account_id]
        return mine == [None] and self.standing.is_current

    @property
    def changed(self) -> list[str]:
        """Parts of the plan that have been changed since."""
        return rules.changed_parts(self.request.content, self.plan) if self.plan is not None else []

    @property
    def awaits_body(self) -> bool:
        return self.request.way == rules.Way.BODY and self.verdict is None and self.standing.is_current


def approval_of(dialogue: Dialogue, facts: Facts | None = None) -> Approval | None:
    """None where nobody has been asked. With the facts at hand, three queries, and `plan` is left out."""
    request = Request.objects.filter(dialogue=dialogue).select_related("asked_by", "body").first()
    if request is None:
        return None
    verdicts = list(request.verdicts.select_related("given_by", "body"))
    by_person = {each.given_by_id: each for each in verdicts if each.body_id is None}
    asked = Asked.objects.filter(request=request).select_related("account").order_by("account__name", "pk")
    now = content.content_of(dialogue) if facts is None else None
    return Approval(
        request=request,
        people=tuple((each.account, by_person.get(each.account_id)) for each in asked),
        verdict=next((each for each in verdicts if each.body_id is not None), None),
        standing=Standing(
            rules.state([Answer(each.answer) for each in verdicts], needed=request.needed),
            rules.content_hash(now) == request.content_hash
            if now is not None
            else facts is not None and (facts.approval_asked or facts.plan_approved),
        ),
        plan=now,
    )


def earlier_requests(request: Request) -> list[tuple[Request, list[Verdict]]]:
    """Those before this one in its dialogue, the latest first, with what was answered: two queries."""
    rows = Request.objects.filter(dialogue=request.dialogue_id, number__lt=request.number).select_related("asked_by")
    verdicts: dict[int, list[Verdict]] = {}
    for verdict in Verdict.objects.filter(request__in=rows).select_related("given_by", "body"):
        verdicts.setdefault(verdict.request_id, []).append(verdict)
    return [(row, verdicts.get(row.pk, [])) for row in rows]


def requests_waiting_for(account_id: int, *, recording_in: Collection[int]) -> list[Request]:
    """The latest request of each dialogue, where this person was asked and has not answered: one query.

    recording_in: organisations where this person may enter what a body has decided. Whether the plan has been changed
    since it was sent out is not asked here: the facts of the dialogue know.
    """
    newer = Request.objects.filter(dialogue=OuterRef("dialogue"), number__gt=OuterRef("number"))
    asked = Asked.objects.filter(request=OuterRef("pk"), account=account_id)
    answers = Verdict.objects.filter(request=OuterRef("pk"))
    mine = Q(Exists(asked)) & ~Q(Exists(answers.filter(given_by=account_id)))
    of_body = Q(way=rules.Way.BODY.value, dialogue__organisation__in=recording_in) & ~Q(Exists(answers))
    return list(Request.objects.filter(~Exists(newer)).filter(mine | of_body).order_by("asked_at", "pk"))


# The parts of a plan, by name


def part_names(dialogue: Dialogue) -> dict[str, str]:
    """Every part that can be spoken of, in the plan's order, and what it is called."""
    language, source = get_language() or dialogue.source_language, dialogue.source_language
    ways = {
        f"{content.ACTIVITY}{each.number}": _("Way of taking part: %(title)s")
        % {"title": said(each.title, source, language)[0]}
        for each in Activity.objects.filter(dialogue=dialogue).order_by("number")
    }
    names = {part: str(words) for part, words in PARTS.items()}
    return {**names, **ways}


def part_name(names: dict[str, str], part: str) -> str:
    """Also of a part that has been taken out of the plan."""
    return names.get(part) or _("Something that is no longer in the plan")


def checked_part(dialogue: Dialogue, part: str) -> str:
    """Raises WrongInput."""
    if part not in part_names(dialogue):
        raise WrongInput("no_such_part_of_plan", field="part")
    return part


# Comments


@dataclass(frozen=True)
class Talk:
    """A thread with what was said in it."""

    thread: Thread
    comments: tuple[Comment, ...]


def talks(dialogue: Dialogue, *, part: str | None = None, open_only: bool = False) -> list[Talk]:
    """The oldest first: one query, since nobody begins a thread without saying something."""
    rows = Comment.objects.filter(thread__dialogue=dialogue)
    rows = rows.select_related("thread__resolved_by", "written_by").order_by("thread__begun_at", "thread_id", "pk")
    if part is not None:
        rows = rows.filter(thread__part=part)
    if open_only:
        rows = rows.filter(thread__resolved_at__isnull=True)
    said_in: dict[int, list[Comment]] = {}
    for comment in rows:
        said_in.setdefault(comment.thread_id, []).append(comment)
    return [Talk(said[0].thread, tuple(said)) for said in said_in.values()]


def open_per_part(dialogue: Dialogue) -> dict[str, int]:
    rows = Thread.objects.filter(dialogue=dialogue, resolved_at__isnull=True).order_by().values("part")
    return {row["part"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def thread_of(dialogue: Dialogue, pk: int) -> Thread:
    """One of the dialogue's threads, which knows its dialogue. Else 404."""
    return one_of(dialogue, Thread.objects, pk=pk)


# Things to do


def assignments(dialogue: Dialogue) -> QuerySet[Assignment]:
    """Those that are not taken back: what is not done first, by day."""
    rows = Assignment.objects.filter(dialogue=dialogue, taken_back_at__isnull=True)
    return rows.select_related("to", "given_by", "done_by").order_by("done_at", "due_on", "pk")


def assignments_waiting_for(account_id: int, organisation_ids: Iterable[int]) -> list[Assignment]:
    """What this person is still to do, the first day first: one query."""
    rows = Assignment.objects.filter(
        to=account_id, done_at__isnull=True, taken_back_at__isnull=True, dialogue__organisation__in=organisation_ids
    )
    return list(rows.select_related("dialogue", "given_by").order_by("due_on", "pk"))


def assignment_of(dialogue: Dialogue, pk: int) -> Assignment:
    """One of the dialogue's, which knows its dialogue. Else 404."""
    return one_of(dialogue, Assignment.objects, pk=pk)


# Minutes


@dataclass(frozen=True)
class Kept:
    """The minutes of one meeting as they read now, with the earlier wordings, the latest first."""

    minutes: Minutes
    earlier: tuple[Minutes, ...]


def all_minutes(dialogue: Dialogue) -> list[Kept]:
    """The latest meeting first: one query."""
    rows = {row.pk: row for row in Minutes.objects.filter(dialogue=dialogue).select_related("written_by")}
    corrected = {row.corrects_id for row in rows.values()}
    return [Kept(row, tuple(_before(row, rows))) for row in rows.values() if row.pk not in corrected]


def minutes_of(dialogue: Dialogue, pk: int) -> Minutes:
    """One wording, which knows its dialogue. Else 404."""
    return one_of(dialogue, Minutes.objects, pk=pk)


def _before(row: Minutes, rows: dict[int, Minutes]) -> Iterable[Minutes]:
    while row.corrects_id is not None:
        row = rows[row.corrects_id]
        yield row
