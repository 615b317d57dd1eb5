"""Articles come in from a file or another library: known again by their address, and followed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.network.rules import KEPT_FOR
from gehor.participation.attachments import Clean
from gehor.process.learning import BRING_ARTICLES, BRING_FILE

from .. import facets as by
from .. import figures, keeping, queries, rules
from ..brought import Brought, Report
from ..kinds import Kind
from ..models import Article, Body, Done, File, Licence, Named, Version
from ..rules import Deed

MOST_AT_ONCE = 5000
KNOWN = "known_from_the_catalogue"  # it comes with Gehör, and is the same in every library
NO_REASON = "Tillbakadragen i biblioteket som den kom från."  # what is noted where that library gives none


@dataclass(frozen=True)
class _Change:
    """What is to be done with one article: a new version that is public, or a withdrawal."""

    article: Article
    version: Version | None
    withdraws: Version | None
    reason: str
    at: dt.datetime
    named: Named | None = None  # whom the version names


@transaction.atomic
def bring_articles(brought: Iterable[Brought], *, actor: Actor, of: str = "") -> Report:
    """Bring them in for the house that keeps the library, as if it had published them.

    of: how the addresses of the other library begin; whatever says that it is from somewhere else is refused.
    Known articles that have not changed are left as they are, so that twice brings nothing new. One that has been
    changed here, or taken down, is left as well. What cannot be read is refused by itself, and the rest comes in.
    """
    act = begin(BRING_ARTICLES, queries.house(), actor=actor)
    report = Report()
    taken = set(Article.objects.values_list("slug", flat=True))
    names = dict(Article.objects.exclude(origin="").values_list("origin", "slug"))
    items = _each_once(brought, of=of, names=names, report=report)
    known = _known(items)
    changes = []
    for item in items:
        try:
            change = _change(item, known.get(item.url), taken=taken, report=report)
        except WrongInput as refusal:
            report.refused.append((item.url, refusal.code, refusal.params))
            continue
        if change is not None:
            change.article.organisation_id = change.article.organisation_id or act.organisation_id
            changes.append(change)
    done = _store(changes, actor)
    confirmed = Named.objects.filter(version__article__origin__in=report.unchanged, forgotten_at=None)
    confirmed.update(keep_until=clock.today() + KEPT_FOR)
    record_each(act, [(each.version, {"deed": each.deed, "article": each.version.article_id}) for each in done])
    return report


def _each_once(brought: Iterable[Brought], *, of: str, names: Mapping[str, str], report: Report) -> list[Brought]:
    """Those that may come in, each address once."""
    found: dict[str, Brought] = {}
    for item in brought:
        if len(found) >= MOST_AT_ONCE:
            raise WrongInput("too_many_articles", most=MOST_AT_ONCE)
        if fault := _fault(item, of):
            report.refused.append((item.url, fault.code, fault.params))
        elif item.same_as in names:
            report.left.append((item.url, KNOWN))
        else:
            found[item.url] = item
    return list(found.values())


def _fault(item: Brought, of: str) -> WrongInput | None:
    if item.url.startswith(f"{settings.ADDRESS}/"):
        return WrongInput("comes_from_here")
    if not queries.is_in_the_catalogue(item.url):
        try:
            rules.address(item.url, field="url")
        except WrongInput as refusal:
            return refusal
    if of and not item.url.startswith(of):
        return WrongInput("lies_about_its_origin")
    return None


def _known(items: list[Brought]) -> dict[str, queries.Standing]:
    """Address → where the article stands that has come from there."""
    rows: list[Article] = []
    urls = [item.url for item in items]
    for start in range(0, len(urls), 500):
        rows += Article.objects.filter(origin__in=urls[start : start + 500]).select_related("organisation")
    return {standing.article.origin: standing for standing in queries.standings(rows)}


def _change(item: Brought, standing: queries.Standing | None, *, taken: set[str], report: Report) -> _Change | None:
    """What is to be done, noted in the report. Raises WrongInput for what cannot be stored."""
    if standing is not None and (why := _why_left(standing)):
        report.left.append((item.url, why))
        return None
    if item.is_withdrawn:
        return _withdrawal(item, standing, report)
    article = standing.article if standing else _article(item)
    version = Version(article=article, submitted_at=clock.now())
    whole = _fill(version, item)
    version.content, named = rules.parted(whole)
    if not rules.heading(Kind(article.kind), whole, source=article.source_language).get(article.source_language):
        raise WrongInput("text_missing", field="title")
    if standing is None:
        article.slug = keeping.free_slug_among(keeping.name_for(article, version), taken)
        taken.add(article.slug)
        version.number = 1
        report.new.append(item.url)
        return _Change(article, version, None, "", item.published_at or clock.now(), _naming(None, named))
    if standing.public is not None and item.is_in_part:
        _take_over(standing.public, version)
    if standing.public is not None and _same(standing.public, version, named):
        report.unchanged.append(item.url)
        return None
    version.number = standing.versions[-1].number + 1
    report.changed.append(item.url)
    return _Change(article, version, None, "", clock.now(), _naming(standing.public, named))


def _why_left(standing: queries.Standing) -> str:
    if standing.draft is not None or any(version.submitted_by_id for version in standing.versions):
        return "changed_here"
    taken_down = standing.withdrawn is not None and standing.withdrawn.deed == Deed.TAKE_DOWN
    return "taken_down_here" if taken_down else ""


def _withdrawal(item: Brought, standing: queries.Standing | None, report: Report) -> _Change | None:
    if standing is None or standing.public is None:
        report.unchanged.append(item.url)
        return None
    report.withdrawn.append(item.url)
    return _Change(standing.article, None, standing.public, item.withdrawn or NO_REASON, clock.now())


def _article(item: Brought) -> Article:
    if item.kind is None:
        raise WrongInput("no_such_kind_of_article", field="kind")
    if item.language not in dict(settings.LANGUAGES):
        raise WrongInput("no_such_language", field="language")
    return Article(
        kind=item.kind.value,
        source_language=item.language,
        origin=item.url,
        credited=keeping.name(item.author),
        created_at=clock.now(),
    )


def _fill(body: Version, item: Brought) -> rules.Content:
    """The same rules as for what is written here, but that options which we do not know are left out.

    Returns the content with those whom it names.
    """
    kind, source = Kind(body.article.kind), body.article.source_language
    whole = rules.checked(kind, item.content, source=source)
    body.facets = by.known(kind, item.facets)
    body.related = keeping.related_elsewhere(item.related)
    body.files = keeping.files_elsewhere(item.files, article=body.article)
    is_example = kind is Kind.EXAMPLE
    body.told = figures.told(item.told) if is_example else {}
    measured = figures.read(item.measured, source=source) if is_example else None
    body.measured = figures.as_json(measured) if measured else None
    if item.licence not in Licence.values:
        raise WrongInput("no_such_licence", field="licence")
    body.licence = item.licence
    return whole


def _take_over(known: Version, version: Version) -> None:
    """What a table has no room for stays as it is known; findings and channels where the figures are the same."""
    version.files = known.files
    told, was = version.measured, known.measured
    if told and was and all(told[each] == was[each] for each in ("as_of", "figures", "opinions")):
        version.measured = was


def _naming(known: Version | None, named: rules.Content) -> Named | None:
    """Whoever has been forgotten here stays forgotten, whatever another library goes on saying."""
    before: Named | None = getattr(known, "named", None)
    if before and before.forgotten_at:
        return Named(keep_until=before.keep_until, forgotten_at=before.forgotten_at)
    return Named(content=named, keep_until=clock.today() + KEPT_FOR) if named else None


def _same(one: Version, other: Body, named: rules.Content) -> bool:
    known: Named | None = getattr(one, "named", None)
    is_known = known.forgotten_at is not None or known.content == named if known else not named
    return is_known and all(getattr(one, name) == getattr(other, name) for name in [*keeping.BODY, "measured"])


def _store(changes: list[_Change], actor: Actor) -> list[Done]:
    """All of them in a few statements."""
    Article.objects.bulk_create([each.article for each in changes if each.article.pk is None], batch_size=500)
    versions = [each.version for each in changes if each.version is not None]
    for version in versions:
        version.article_id = version.article.pk
    Version.objects.bulk_create(versions, batch_size=500)
    Named.objects.filter(version__article__in={each.article.pk for each in changes}).delete()
    naming = []
    for change in changes:
        if change.named is not None:
            change.named.version = change.version
            naming.append(change.named)
    Named.objects.bulk_create(naming, batch_size=500)
    return Done.objects.bulk_create(
        [
            Done(
                version=each.version or each.withdraws,
                deed=Deed.PUBLISH if each.version else Deed.WITHDRAW,
                reason=each.reason[:2000],
                done_at=each.at,
                done_by_id=actor.account_id,
            )
            for each in changes
        ],
        batch_size=500,
    )


@transaction.atomic
def keep_file(article: Article, clean: Clean, *, actor: Actor, sha256: str) -> File:
    """A picture or a PDF that an article of another library names has been fetched, and made safe to show."""
    act = begin(BRING_FILE, article.organisation, actor=actor)
    file = keeping.kept_file(article, clean, known_as=sha256)
    record(act, subject=article, file=file.pk)
    return file
