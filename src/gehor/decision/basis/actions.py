"""Every change of a decision basis: writing, freezing, and the templates it is put into."""

from django.db import transaction
from django.db.models import Max

from gehor.analysis.models import Finding
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.documents import check_template
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import (
    DROP_ALTERNATIVE,
    DROP_TEMPLATE,
    FREEZE_BASIS,
    MEET_FINDING,
    UPLOAD_TEMPLATE,
    WRITE_ALTERNATIVE,
    WRITE_BASIS,
)

from . import queries
from .fields import LINES, PARTS
from .making import Made, version_of
from .models import Alternative, Draft, Frozen, Met, WordTemplate

MOST_ALTERNATIVES = 12


@transaction.atomic
def write_basis(
    dialogue: Dialogue, *, actor: Actor, method: LocalText, reach: LocalText, proposal: LocalText, limits: LocalText
) -> Draft:
    """What is written beside the findings. Each part may be empty until it is known."""
    act = begin(WRITE_BASIS, dialogue, actor=actor, facts=facts_known)
    source = dialogue.source_language
    given = {"method": method, "reach": reach, "proposal": proposal, "limits": limits}
    said = {name: written.local(text, source, field=name, required=False) for name, text in given.items()}
    draft, _made = Draft.objects.update_or_create(
        dialogue=dialogue, defaults={**said, "written_at": clock.now(), "written_by_id": actor.account_id}
    )
    record(act, subject=draft, parts=[name for name, text in said.items() if text])
    return draft


@transaction.atomic
def write_alternative(
    dialogue: Dialogue,
    *,
    actor: Actor,
    title: LocalText,
    text: LocalText,
    consequences: LocalText,
    is_proposed: bool = False,
    alternative: Alternative | None = None,
) -> Alternative:
    """A new alternative, or another wording of one. At most one is proposed: the others then are not."""
    act = begin(WRITE_ALTERNATIVE, dialogue, actor=actor, facts=facts_known)
    source = dialogue.source_language
    said = {
        "title": written.local(title, source, field="title", lines=False, longest=written.LINE),
        "text": written.local(text, source, field="text", required=False),
        "consequences": written.local(consequences, source, field="consequences"),
    }
    rows = Alternative.objects.filter(dialogue=dialogue)
    if alternative is None:
        if rows.count() >= MOST_ALTERNATIVES:
            raise WrongMoment("too_many_alternatives", most=MOST_ALTERNATIVES)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        alternative = Alternative(dialogue=dialogue, number=number)
    elif not rows.filter(pk=alternative.pk).exists():
        raise WrongMoment("alternative_gone")
    if is_proposed:
        rows.exclude(pk=alternative.pk).update(is_proposed=False)
    for name, value in said.items():
        setattr(alternative, name, value)
    alternative.is_proposed = is_proposed
    alternative.written_at, alternative.written_by_id = clock.now(), actor.account_id
    alternative.save()
    record(act, subject=alternative, number=alternative.number, is_proposed=is_proposed)
    return alternative


@transaction.atomic
def drop_alternative(alternative: Alternative, *, actor: Actor) -> None:
    """Take it away. Versions that are frozen keep it."""
    act = begin(DROP_ALTERNATIVE, alternative.dialogue, actor=actor, facts=facts_known)
    number = alternative.number
    Alternative.objects.filter(pk=alternative.pk).delete()
    record(act, subject=alternative, number=number)


@transaction.atomic
def meet_finding(finding: Finding, *, actor: Actor, text: LocalText) -> Met:
    """Say how the proposal meets the finding, or why it does not."""
    act = begin(MEET_FINDING, finding.dialogue, actor=actor, facts=facts_known)
    met, _made = Met.objects.update_or_create(
        finding=finding,
        defaults={
            "dialogue": finding.dialogue,
            "text": written.local(text, finding.dialogue.source_language, field="text"),
            "written_at": clock.now(),
            "written_by_id": actor.account_id,
        },
    )
    record(act, subject=met, finding=finding.pk)
    return met


@transaction.atomic
def freeze(dialogue: Dialogue, *, actor: Actor, made: Made | None = None) -> Frozen:
    """The next version: content and file with their hashes, as the board gets them and everybody reads them.

    made: as `making.made` makes it before the transaction, in which nobody else can write on SQLite; a long version
    takes seconds. It is made anew if somebody has written since.
    """
    act = begin(FREEZE_BASIS, dialogue, actor=actor, facts=facts_known)
    if made is None or made.state != queries.state_of(dialogue):
        made = version_of(dialogue)
    before = Frozen.objects.filter(dialogue=dialogue).order_by("-number").defer("content", "pdf").first()
    content_hash = queries.sha256(made.content.encode())
    if before is not None and before.content_sha256 == content_hash:
        raise WrongMoment("nothing_new_to_freeze", number=before.number)
    frozen = Frozen.objects.create(
        dialogue=dialogue,
        number=before.number + 1 if before is not None else 1,
        content=made.content,
        content_sha256=content_hash,
        pdf=made.file,
        pdf_sha256=queries.sha256(made.file),
        template=queries.template_for(dialogue),
        frozen_at=clock.now(),
        frozen_by_id=actor.account_id,
    )
    record(act, subject=frozen, number=frozen.number, content=content_hash, file=frozen.pdf_sha256)
    return frozen


@transaction.atomic
def upload_template(
    organisation: Organisation, *, actor: Actor, data: bytes, name: str, body: Body | None = None
) -> WordTemplate:
    """A template for one body, or for all bodies that have none. The one before is put away."""
    act = begin(UPLOAD_TEMPLATE, organisation, actor=actor)
    if body is not None and body.organisation_id != organisation.pk:
        raise WrongInput("not_our_body", field="body")
    check_template(data, lines=LINES, parts=PARTS)
    now = clock.now()
    WordTemplate.objects.filter(organisation=organisation, body=body, dropped_at=None).update(dropped_at=now)
    template = WordTemplate.objects.create(
        organisation=organisation,
        body=body,
        name=written.line(name, field="file", longest=10_000)[-120:],
        file=data,
        uploaded_at=now,
        uploaded_by_id=actor.account_id,
    )
    record(act, subject=template, body=body.pk if body else None)
    return template


@transaction.atomic
def drop_template(template: WordTemplate, *, actor: Actor) -> None:
    """Put it away: from now on there is a plain document. Versions that are frozen keep their template."""
    act = begin(DROP_TEMPLATE, template.organisation, actor=actor)
    WordTemplate.objects.filter(pk=template.pk, dropped_at=None).update(dropped_at=clock.now())
    record(act, subject=template, body=template.body_id)
