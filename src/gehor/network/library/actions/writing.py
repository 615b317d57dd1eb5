"""What an article's own organisation does with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.participation.attachments import Clean
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.learning import (
    BEGIN_VERSION,
    CHANGE_ARTICLE,
    DROP_ARTICLE,
    SUBMIT_ARTICLE,
    TAKE_ARTICLE_BACK,
    WITHDRAW_ARTICLE,
    WRITE_ARTICLE,
)
from gehor.process.steps import MAKE_EXAMPLE

from .. import facets as by
from .. import figures, keeping, making, measuring, queries, rules
from ..kinds import Kind
from ..models import Article, Body, Done, Draft, File, Licence, Version
from ..rules import Deed

Content = Mapping[str, Any]


@transaction.atomic
def write_article(
    organisation: Organisation,
    *,
    actor: Actor,
    kind: Kind,
    source_language: str,
    content: Content,
    facets: by.Chosen | None = None,
    related: Sequence[str] = (),
    told: Mapping[str, Any] | None = None,
    licence: str = Licence.CC_BY,
) -> Article:
    """A draft, for colleagues to go on with. It may lack anything but what it is called."""
    act = begin(WRITE_ARTICLE, organisation, actor=actor)
    if source_language not in dict(settings.LANGUAGES):
        raise WrongInput("no_such_language", field="source_language")
    article = Article(organisation=organisation, kind=kind.value, source_language=source_language)
    given = {"facets": facets or {}, "related": related, "told": told or {}, "licence": licence}
    _begin(article, actor, content=content, **given)
    record(act, subject=article, kind=kind.value)
    return article


@transaction.atomic
def make_example(dialogue: Dialogue, *, actor: Actor) -> Article:
    """A draft of an example, of what the dialogue already says. Once: who makes it again goes on with the first."""
    act = begin(MAKE_EXAMPLE, dialogue, actor=actor, facts=facts_known)
    if queries.example_of(dialogue) is not None:
        raise WrongMoment("example_made_already")
    made = making.made_of(dialogue)
    article = Article(
        organisation=dialogue.organisation,
        kind=Kind.EXAMPLE.value,
        source_language=dialogue.source_language,
        dialogue=dialogue,
    )
    given = {"content": made.content, "facets": made.facets, "related": made.related}
    _begin(article, actor, **given, told={}, licence=Licence.CC_BY)
    record(act, subject=article)
    return article


@transaction.atomic
def change_article(
    article: Article,
    *,
    actor: Actor,
    content: Content,
    facets: by.Chosen,
    related: Sequence[str],
    told: Mapping[str, Any],
    licence: str,
) -> Draft:
    act = begin(CHANGE_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    draft = Draft.objects.get(article=article)
    _settle(draft, article, content=content, facets=facets, related=related, told=told, licence=licence)
    draft.changed_at, draft.changed_by_id = clock.now(), actor.account_id
    draft.save()
    record(act, subject=article)
    return draft


@transaction.atomic
def add_file(article: Article, *, actor: Actor, file: Clean, description: LocalText) -> File:
    """A picture or a PDF, made safe to show. Without a picture's description those who do not see it miss it."""
    act = begin(CHANGE_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    draft = Draft.objects.get(article=article)
    source = article.source_language
    said = written.local(description, source, field="description", longest=300, lines=False)
    if any(each["sha256"] == keeping.fingerprint(file) for each in draft.files):
        raise WrongInput("file_added_already", field="file")
    if len(draft.files) >= rules.FILES_MOST:
        raise WrongInput("too_many_files", field="file", most=rules.FILES_MOST)
    row = keeping.kept_file(article, file)
    draft.files = [*draft.files, {"sha256": row.sha256, "description": said}]
    draft.changed_at, draft.changed_by_id = clock.now(), actor.account_id
    draft.save()
    record(act, subject=article, file=row.pk)
    return row


@transaction.atomic
def drop_file(article: Article, *, actor: Actor, sha256: str) -> None:
    """From the draft. What a version that was submitted shows, it shows for good."""
    act = begin(CHANGE_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    row = queries.file_of(article, sha256)
    draft = Draft.objects.get(article=article)
    draft.files = [each for each in draft.files if each["sha256"] != sha256]
    draft.changed_at, draft.changed_by_id = clock.now(), actor.account_id
    draft.save()
    record(act, subject=article, dropped=row.pk)
    _throw_away(article, [row])


@transaction.atomic
def drop_article(article: Article, *, actor: Actor) -> None:
    """What is being written is thrown away: an article that was never submitted, or the draft of a new version."""
    act = begin(DROP_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    Draft.objects.filter(article=article).delete()
    record(act, subject=article)
    _throw_away(article, File.objects.filter(article=article))
    if not Version.objects.filter(article=article).exists():
        article.delete()


@transaction.atomic
def begin_version(article: Article, *, actor: Actor) -> Draft:
    """A draft with what was submitted last: what is published is not altered, a new version takes its place."""
    act = begin(BEGIN_VERSION, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    last = Version.objects.filter(article=article).order_by("-number")[0]
    draft = keeping.draft_of(last)
    draft.changed_at, draft.changed_by_id = clock.now(), actor.account_id
    draft.save()
    record(act, subject=article, number=last.number + 1)
    return draft


@transaction.atomic
def submit_article(article: Article, *, actor: Actor) -> Version:
    """Freeze the draft as it stands, with what its dialogue measures today, for whoever keeps the library."""
    act = begin(SUBMIT_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    version = Version(
        article=article,
        number=Version.objects.filter(article=article).count() + 1,
        measured=figures.as_json(measuring.measured(article.dialogue)) if article.dialogue else None,
        submitted_at=clock.now(),
        submitted_by_id=actor.account_id,
    )
    keeping.freeze(Draft.objects.get(article=article), version)
    keeping.let_go_of_earlier(article)
    record(act, subject=version, number=version.number)
    return version


@transaction.atomic
def take_back(article: Article, *, actor: Actor) -> Done:
    """Before anybody has ruled on it."""
    act = begin(TAKE_ARTICLE_BACK, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    done = keeping.done(keeping.last_version(article), Deed.TAKE_BACK, actor=actor)
    record(act, subject=done.version)
    return done


@transaction.atomic
def withdraw(article: Article, *, actor: Actor, reason: str) -> Done:
    """It is no longer public. Its address says that it was withdrawn, and why."""
    act = begin(WITHDRAW_ARTICLE, article.organisation, actor=actor, facts=lambda _house: queries.facts(article))
    version = queries.standing(article).public
    assert version is not None, "it is public"
    done = keeping.done(version, Deed.WITHDRAW, actor=actor, reason=reason)
    record(act, subject=version)
    return done


def _begin(article: Article, actor: Actor, **given: Any) -> None:
    """The article with its draft, at an address of its own."""
    draft = Draft(changed_at=clock.now(), changed_by_id=actor.account_id)
    _settle(draft, article, **given)
    article.slug, article.created_at = keeping.free_slug(keeping.name_for(article, draft)), clock.now()
    article.save()
    draft.article = article
    draft.save()


def _settle(
    draft: Body,
    article: Article,
    *,
    content: Content,
    facets: by.Chosen,
    related: Sequence[str],
    told: Mapping[str, Any],
    licence: str,
) -> None:
    kind, source = Kind(article.kind), article.source_language
    draft.content = rules.checked(kind, content, source=source)
    if not queries.heading(article, draft).get(source):
        raise WrongInput("text_missing", field="title" if kind is not Kind.EXPERT else "institution", language=source)
    draft.facets = by.checked(kind, facets)
    draft.related = keeping.related(kind, related)
    draft.told = figures.told(told) if kind is Kind.EXAMPLE else {}
    if licence not in Licence.values:
        raise WrongInput("no_such_licence", field="licence")
    draft.licence = licence


def _throw_away(article: Article, files: Sequence[File]) -> None:
    """Files that no version shows. From the disk only when the transaction has come through."""
    shown = {
        each["sha256"]
        for rows in Version.objects.filter(article=article).values_list("files", flat=True)
        for each in rows
    }
    for row in files:
        if row.sha256 not in shown:
            path = row.file.name
            row.delete()
            transaction.on_commit(lambda path=path: default_storage.delete(path))
