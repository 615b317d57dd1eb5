"""What is written, the versions that are frozen, and the templates in use."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from gehor.analysis.models import Finding
from gehor.ground.doors import one_of
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Dialogue
from gehor.process.steps import FREEZE_BASIS

from .models import Alternative, Draft, Frozen, Met, WordTemplate


def draft_of(dialogue: Dialogue) -> Draft | None:
    return Draft.objects.filter(dialogue=dialogue).first()


def alternatives(dialogue: Dialogue) -> QuerySet[Alternative]:
    return Alternative.objects.filter(dialogue=dialogue)


def alternative_of(dialogue: Dialogue, number: int) -> Alternative:
    """The alternative with that number, which knows its dialogue. Else 404."""
    return one_of(dialogue, Alternative.objects, number=number)


def met(dialogue: Dialogue) -> dict[int, Met]:
    """Finding id → how the proposal meets it."""
    return {each.finding_id: each for each in Met.objects.filter(dialogue=dialogue)}


def met_of(finding: Finding) -> Met | None:
    return Met.objects.filter(finding=finding).first()


def next_unmet(dialogue: Dialogue, *, after: int) -> int | None:
    """The number of the next finding that no words meet yet; from the first again at last."""
    left = (
        Finding.objects.filter(dialogue=dialogue)
        .exclude(pk__in=Met.objects.filter(dialogue=dialogue).values("finding"))
        .order_by("number")
        .values_list("number", flat=True)
    )
    return left.filter(number__gt=after).first() or left.first()


# What is frozen


def versions(dialogue: Dialogue) -> QuerySet[Frozen]:
    """The frozen versions, the latest first, without their files."""
    return Frozen.objects.filter(dialogue=dialogue).defer("content", "pdf")


def version_of(dialogue: Dialogue, number: int) -> Frozen:
    """One frozen version, whole. Else 404."""
    return one_of(dialogue, Frozen.objects.select_related("template"), number=number)


def latest(dialogue: Dialogue) -> Frozen:
    """The latest frozen version, whole. There must be one."""
    found = Frozen.objects.filter(dialogue=dialogue).latest("number")
    found.dialogue = dialogue
    return found


def before_the_board(versions: Iterable[Frozen], day: dt.date) -> Frozen | None:
    """The version that the body had on the day when it decided: the last one frozen by then."""
    by_then = [each for each in versions if timezone.localdate(each.frozen_at) <= day]
    return max(by_then, key=lambda each: each.number, default=None)


def state_of(dialogue: Dialogue) -> int:
    """How many entries the journal has about the dialogue: as long as it is the same, so is the content."""
    return Entry.objects.filter(dialogue_id=dialogue.pk).count()


def is_changed_since(frozen: Frozen) -> bool:
    """Whether anybody has done anything since it was frozen that may show in it."""
    written = Q()
    for stage in ("basis", "participation", "analysis", "planning"):
        written |= Q(step__startswith=f"{stage}.")
    here = Entry.objects.filter(dialogue_id=frozen.dialogue_id)
    then = here.filter(step=FREEZE_BASIS.key, subject_id=frozen.pk).order_by().values("pk")[:1]
    return here.filter(written, pk__gt=Subquery(then)).exists()


def is_untouched(frozen: Frozen) -> bool:
    """Whether content and file still have the hashes that they were frozen with."""
    return sha256(frozen.content.encode()) == frozen.content_sha256 and sha256(bytes(frozen.pdf)) == frozen.pdf_sha256


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# Templates


def templates(organisation: Organisation) -> QuerySet[WordTemplate]:
    """Those in use."""
    return (
        WordTemplate.objects.filter(organisation=organisation, dropped_at=None)
        .select_related("body", "uploaded_by")
        .defer("file")
    )


def template_of(organisation: Organisation, pk: int) -> WordTemplate:
    """A template in use, else 404."""
    return one_of(organisation, WordTemplate.objects, dropped_at=None, pk=pk)


def template_for(dialogue: Dialogue) -> WordTemplate | None:
    """The deciding body's own template, else the organisation's, else none."""
    own = Q(body=dialogue.deciding_body_id) if dialogue.deciding_body_id else Q(pk=None)
    rows = WordTemplate.objects.filter(Q(body=None) | own, organisation=dialogue.organisation_id, dropped_at=None)
    return max(rows, key=lambda each: each.body_id is not None, default=None)
