"""What was done with whose text, and whether it is still so. Each row is told to everybody whose text it is."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from gehor.ground.people.models import Contact
from gehor.ground.people.queries import reached_by_mail
from gehor.methods.proposals.models import Amendment, Verdict
from gehor.participation.models import Contribution, Wording
from gehor.participation.moderation import rules
from gehor.participation.moderation.models import Ruling
from gehor.process.words import MASKING

from .models import Notice
from .rules import Kind

Done = dict[str, Any]  # the columns of a notice but for whom it goes to


def rulings(ids: Iterable[int]) -> list[Done]:
    """A text was hidden, or is shown again. What was left as it was concerns nobody."""
    rows = Ruling.objects.filter(pk__in=list(ids)).exclude(kind=rules.Ruling.KEEP.value).select_related("contribution")
    return [{"contribution": each.contribution, "kind": _kind(each), "ruling": each} for each in rows]


def withheld(contributions: Iterable[int]) -> list[Done]:
    """Set aside as unlawful by whoever read it; or shown, by whoever read it anew."""
    rows = Ruling.objects.filter(contribution__in=list(contributions), kind=rules.Ruling.WITHHOLD.value)
    return rulings(rows.values_list("pk", flat=True))


def masked(wordings: Iterable[int]) -> list[Done]:
    rows = Wording.objects.filter(pk__in=list(wordings), reason__in=[each.value for each in MASKING])
    return [
        {"contribution": each.contribution, "kind": Kind.MASKED, "wording": each}
        for each in rows.select_related("contribution")
    ]


def suggested(contributions: Iterable[int]) -> list[Done]:
    """Those of them that suggest a change of what somebody else has proposed. What came in a file is history."""
    rows = Amendment.objects.filter(contribution__in=list(contributions), contribution__imported_in__isnull=True)
    rows = rows.exclude(contribution__participant=F("of__participant")).select_related("contribution", "of")
    return [{"contribution": each.of, "kind": Kind.SUGGESTED, "amendment": each} for each in rows]


def settled(verdicts: Iterable[int]) -> list[Done]:
    """A change was accepted or declined: to whoever suggested it, and to the author unless they did it."""
    rows = Verdict.objects.filter(pk__in=list(verdicts)).select_related("amendment__contribution", "amendment__of")
    return [
        {"contribution": text, "kind": Kind.SETTLED, "verdict": each}
        for each in rows
        for text in ([each.amendment.contribution, each.amendment.of] if each.by_id else [each.amendment.contribution])
    ]


def addresses(contribution: Contribution) -> QuerySet[Contact]:
    """Of whoever wrote it: alone, or at a table that spoke with one voice."""
    theirs = Q(participant=contribution.participant_id) | Q(participant__voices=contribution.participant_id)
    rows = reached_by_mail().filter(theirs)
    return rows.order_by("pk").distinct()


def still_holds(notice: Notice) -> bool:
    """Whether there is anything to tell: what was undone before anybody heard of it is not told of."""
    match notice.kind:
        case Kind.HIDDEN:
            return _is_latest(notice.ruling) and _kind(notice.ruling) == Kind.HIDDEN
        case Kind.SHOWN:
            return _is_latest(notice.ruling) and _kind(notice.ruling) == Kind.SHOWN and _was_told(notice)
        case Kind.MASKED:
            return not Wording.objects.filter(
                contribution=notice.contribution_id, number__gt=notice.wording.number
            ).exists()
        case Kind.SUGGESTED:
            one = notice.amendment
            shown = one.contribution.published_at is not None and notice.contribution.published_at is not None
            return shown and not Verdict.objects.filter(amendment=one).exists()
        case _:
            return True


def _kind(ruling: Ruling) -> Kind:
    return Kind.HIDDEN if ruling.contribution.published_at is None else Kind.SHOWN


def _is_latest(ruling: Ruling) -> bool:
    return not Ruling.objects.filter(contribution=ruling.contribution_id, pk__gt=ruling.pk).exists()


def _was_told(notice: Notice) -> bool:
    """Whether what they heard last of it is that it was hidden: that message has left, or may have."""
    before = Notice.objects.filter(participant=notice.participant_id, contribution=notice.contribution_id)
    heard = before.filter(kind__in=[Kind.HIDDEN.value, Kind.SHOWN.value], started_at__isnull=False).order_by("-pk")
    return heard.values_list("kind", flat=True).first() == Kind.HIDDEN
