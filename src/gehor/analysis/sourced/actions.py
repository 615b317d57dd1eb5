"""A source is added, and findings that rest on one are brought in."""

import hashlib
from collections.abc import Sequence
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from gehor.analysis.actions import write_finding
from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.participation.attachments import BYTES, check_upload, safe_name
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import ADD_SOURCE, BRING_FINDINGS

from . import rules
from .models import Source, Sourced
from .rules import Brought


@transaction.atomic
def add_source(dialogue: Dialogue, *, actor: Actor, title: str, data: bytes, file_name: str, is_public: bool) -> Source:
    """Keep a report as it came, with its hash. PDF and DOCX only; what would run something is refused."""
    act = begin(ADD_SOURCE, dialogue, actor=actor, facts=facts_known)
    title = written.line(title, field="title")
    content_type, name = _checked(data, file_name)
    sha256 = hashlib.sha256(data).hexdigest()
    rows = Source.objects.filter(dialogue=dialogue)
    before = rows.filter(sha256=sha256).first()
    if before is not None:
        raise WrongInput("source_brought_before", field="file", number=before.number)
    source = Source(
        dialogue=dialogue,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=sha256,
        is_public=is_public,
        added_at=clock.now(),
        added_by_id=actor.account_id,
    )
    source.file.save(f"{uuid4().hex}.{name.rpartition('.')[2]}", ContentFile(data), save=False)
    source.save()
    record(act, subject=source, number=source.number, public=is_public)
    return source


@transaction.atomic
def bring_findings(dialogue: Dialogue, *, actor: Actor, source: Source, findings: Sequence[Brought]) -> list[Finding]:
    """Write each finding by the usual step, and say on which page of the source it rests. All or none."""
    act = begin(BRING_FINDINGS, dialogue, actor=actor, facts=facts)
    if source.dialogue_id != dialogue.pk:
        raise WrongInput("source_elsewhere", field="source")
    if not findings:
        raise WrongInput("row_without_statement", field="file", row=1)
    language, made = dialogue.source_language, []
    for each in findings:
        finding = write_finding(
            dialogue, actor=actor, statement={language: each.statement}, explanation={language: each.explanation}
        )
        Sourced.objects.create(
            finding=finding,
            source=source,
            page=written.line(each.page, field="page", required=False, longest=rules.PAGE_LONGEST),
            number_there=each.number,
            contributions=each.contributions,
        )
        made.append(finding)
    record(act, subject=source, findings=[finding.pk for finding in made])
    return made


def _checked(data: bytes, file_name: str) -> tuple[str, str]:
    """(content type, name) of a file that may be kept. Raises WrongInput."""
    try:
        if rules.is_docx(data) and len(data) <= BYTES:
            return rules.DOCX, safe_name(file_name, rules.PDF).removesuffix("pdf") + "docx"
        clean = check_upload(data, file_name)
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file"}) from None
    if clean.content_type != rules.PDF:
        raise WrongInput("source_is_no_report", field="file", name=file_name[:80])
    return clean.content_type, clean.name
