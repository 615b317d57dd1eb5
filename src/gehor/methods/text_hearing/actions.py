"""Publishing a version of the text: a step of its own, that residents see and can look back at."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, is_said
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.planning.queries import facts
from gehor.process.steps import PUBLISH_TEXT

from . import queries, rules
from .blocks import Block
from .models import Paragraph, TextVersion


@transaction.atomic
def publish_text(
    activity: Activity,
    *,
    actor: Actor,
    blocks: Sequence[Block],
    left: Mapping[str, int] | None = None,
    file_name: str = "",
    note: LocalText | None = None,
) -> TextVersion:
    """Publish the text, or a new version of it. Paragraphs that were there before keep their numbers.

    note: what is new, and why; it must be said as soon as there is a version before. Until the activity opens there is
    none: whoever mends the text before anybody could answer to it puts another in its place.
    """
    act = begin(PUBLISH_TEXT, activity.dialogue, actor=actor, facts=facts)
    if not any(block.is_numbered for block in blocks):
        raise WrongInput("text_is_empty", name=file_name)
    if not Opening.objects.filter(activity=activity).exists():
        TextVersion.objects.filter(activity=activity).delete()
    before = queries.versions(activity)
    sha256 = _fingerprint(blocks)
    if before and before[-1].sha256 == sha256:
        raise WrongInput("text_is_the_same", number=before[-1].number)
    if before and not is_said(note or {}, activity.dialogue.source_language):
        raise WrongInput("say_what_is_new", field="note")
    if len(before) >= rules.VERSIONS_MOST:
        raise WrongInput("too_many_versions", limit=rules.VERSIONS_MOST)
    version = TextVersion.objects.create(
        activity=activity,
        number=len(before) + 1,
        note=note or {},
        file_name=file_name[:200],
        left={str(key): count for key, count in (left or {}).items() if count},
        sha256=sha256,
        published_at=clock.now(),
        published_by_id=actor.account_id,
    )
    _store(version, blocks, before)
    record(act, subject=version, activity=activity.pk, number=version.number, paragraphs=len(blocks))
    return version


def _store(version: TextVersion, blocks: Sequence[Block], before: Sequence[TextVersion]) -> None:
    latest = [(each.number, each.text) for each in queries.paragraphs(before[-1]) if each.number] if before else []
    numbers = rules.numbers(blocks, latest, queries.numbers_given(before))
    rows = [
        Paragraph(
            version=version, place=place, kind=block.kind.value, level=block.level, number=number, text=block.text
        )
        for place, (block, number) in enumerate(zip(blocks, numbers, strict=True))
    ]
    Paragraph.objects.bulk_create(rows, batch_size=1000)


def _fingerprint(blocks: Sequence[Block]) -> str:
    told = json.dumps([[block.kind.value, block.level, block.text] for block in blocks], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
