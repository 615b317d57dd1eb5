"""Who keeps the library, where articles stand, and the doors to them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.doors import one_of
from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Account, Organisation
from gehor.ground.organisations.queries import organisations
from gehor.network import queries as network
from gehor.network.rules import KEPT_FOR
from gehor.planning import rules as planning
from gehor.planning.models import Dialogue
from gehor.process.learning import PUBLISH_ARTICLE, ArticleFacts

from . import rules
from .kinds import PERSONAL, Kind
from .models import Article, Body, Done, Draft, File, Keeper, Named, Question, Version
from .rules import Deed, State

# An article with such an origin came with Gehör, and may be changed here
CATALOGUE = "urn:gehor:"
METHOD, EXAMPLE = f"{CATALOGUE}method:", f"{CATALOGUE}example:"
UNCERTAIN_FOR = dt.timedelta(days=14)  # that a question is kept of which nobody knows whether it left


def keeper() -> Organisation | None:
    """Who keeps the library: whom the operator has named, else the only organisation that there is."""
    named = Keeper.objects.select_related("organisation").first()
    if named is not None:
        return named.organisation
    found = list(organisations()[:2])
    return found[0] if len(found) == 1 else None


def house() -> Organisation:
    """Who keeps the library. Raises WrongMoment where nobody does."""
    found = keeper()
    if found is None:
        raise WrongMoment("library_not_kept")
    return found


def editors(house: Organisation) -> QuerySet[Account]:
    """Who looks through what is submitted."""
    return network.hosts(house)


def keeper_for(actor: Actor, slug: str) -> Organisation:
    """The door for those who keep the library: their own organisation, if it is the one. Else 403 or 404."""
    found = keeper()
    if found is None or found.slug != slug:
        raise Http404
    if found.pk not in actor.organisation_ids:
        raise WrongPerson("not_your_organisation")
    actor.demand(found.pk, PUBLISH_ARTICLE)
    return found


# Where one stands


@dataclass(frozen=True)
class Standing:
    """One article with all that was done with it."""

    article: Article
    draft: Draft | None
    versions: list[Version]  # each with its deeds
    state: State = field(init=False)
    public: Version | None = field(init=False)

    def __post_init__(self) -> None:
        place = rules.public(self.deeds)
        object.__setattr__(self, "state", rules.state(self.deeds, drafted=self.draft is not None))
        object.__setattr__(self, "public", None if place is None else self.versions[place])

    @property
    def deeds(self) -> list[list[str]]:
        return [[done.deed for done in version.deeds.all()] for version in self.versions]

    @property
    def newest(self) -> Body:
        """What is being written, else what was submitted last."""
        return self.draft or self.versions[-1]

    @property
    def waits(self) -> Version | None:
        return self.versions[-1] if self.state is State.SUBMITTED else None

    @property
    def last_word(self) -> Done | None:
        """Why it was sent back or withdrawn, where that is what happened last."""
        said = list(self.versions[-1].deeds.all())[-1:] if self.versions else []
        return said[0] if said and said[0].reason else None

    @property
    def withdrawn(self) -> Done | None:
        """By what an article that was public is so no longer; none for one that is, and for one that never was."""
        published = [version for version, deeds in zip(self.versions, self.deeds, strict=True) if Deed.PUBLISH in deeds]
        done = list(published[-1].deeds.all()) if published else []
        return done[-1] if done and done[-1].deed in rules.GONE else None

    @property
    def named(self) -> Named | None:
        """Whom the newest version names that names anybody, and until when."""
        found = (getattr(version, "named", None) for version in reversed(self.versions))
        return next((each for each in found if each is not None and each.forgotten_at is None), None)

    @property
    def heading(self) -> LocalText:
        return heading(self.article, self.newest)


def heading(article: Article, body: Body) -> LocalText:
    return rules.heading(Kind(article.kind), body.whole, source=article.source_language)


def standings(articles: Iterable[Article]) -> list[Standing]:
    """In the same order: three queries, however many."""
    rows = list(articles)
    drafts = {draft.article_id: draft for draft in Draft.objects.filter(article__in=rows)}
    versions: dict[int, list[Version]] = defaultdict(list)
    found = Version.objects.filter(article__in=rows).select_related("named").prefetch_related("deeds")
    for version in found.order_by("number"):
        versions[version.article_id].append(version)
    return [Standing(each, drafts.get(each.pk), versions[each.pk]) for each in rows]


def standing(article: Article) -> Standing:
    return standings([article])[0]


def facts(article: Article) -> ArticleFacts:
    """What is true of the article now. It is locked: its author and whoever keeps the library act in two houses."""
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    now = standing(article)
    lacking = rules.lacking(Kind(article.kind), now.draft.content, source=article.source_language) if now.draft else []
    return rules.facts(
        now.deeds,
        drafted=now.draft is not None,
        lacking=lacking,
        kept=keeper() is not None,
        written_here=is_written_here(article),
    )


def is_in_the_catalogue(name: str) -> bool:
    """It is what the catalogue calls one of its articles, whether we have it or not."""
    return any(name.startswith(kind) and planning.is_slug(name.removeprefix(kind)) for kind in (METHOD, EXAMPLE))


def is_written_here(article: Article) -> bool:
    return not article.origin or article.origin.startswith(CATALOGUE)


def asked_at(article: Article, version: Body) -> str:
    """Where the author of a public article is asked; nothing for what is another library's, whose author it knows."""
    if not is_written_here(article):
        return ""
    content = version.whole
    return str(content.get("contact_email") or content.get("email") or article.organisation.contact_email)


def questions_to_forget() -> QuerySet[Question]:
    """Those that have left or never will, and those of which nobody knows any more."""
    is_over = Q(done_at__isnull=False) | ~Q(refused="") | Q(asked_at__lt=clock.now() - UNCERTAIN_FOR)
    return Question.objects.filter(is_over).exclude(reply_to="").select_related("article__organisation")


def edition(version: Version) -> int:
    """Which one this is of those that have been public: what was sent back in between counts for nobody else."""
    public = Done.objects.filter(version__article=version.article_id, version__number__lte=version.number)
    return public.filter(deed=Deed.PUBLISH).count()


# Whom articles name


def named_in(versions: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """Version id → whom it names. One query."""
    rows = Named.objects.filter(version__in=list(versions), forgotten_at=None)
    return dict(rows.values_list("version", "content"))


def naming_too_long(today: dt.date) -> QuerySet[Article]:
    """Articles that name somebody whose day has passed: in a version, or in a draft that nobody goes on with."""
    late = Named.objects.filter(forgotten_at=None, keep_until__lt=today)
    left = Draft.objects.filter(changed_at__lt=clock.now() - KEPT_FOR, content__has_any_keys=sorted(PERSONAL))
    is_due = Q(versions__in=late.values("version")) | Q(draft__in=left)
    return Article.objects.filter(is_due).select_related("organisation").distinct()


# The doors


def articles_of(organisation: Organisation) -> QuerySet[Article]:
    return Article.objects.filter(organisation=organisation).select_related("organisation")


def article_of(organisation: Organisation, pk: int) -> Article:
    """One of the organisation's own articles, which knows it. Else 404."""
    return one_of(organisation, articles_of(organisation), pk=pk)


def example_of(dialogue: Dialogue) -> Article | None:
    """The example that has been made of it, if one has."""
    return Article.objects.filter(dialogue=dialogue).select_related("organisation").first()


def file_of(article: Article, sha256: str) -> File:
    found = File.objects.filter(article=article, sha256=sha256).first()
    if found is None:
        raise Http404
    return found


def shown_files(slugs: Iterable[str]) -> set[tuple[str, str]]:
    """The files of these articles that everybody can see, by slug and fingerprint: three queries."""
    rows = standings(Article.objects.filter(slug__in=set(slugs)))
    return {(row.article.slug, each["sha256"]) for row in rows if row.public is not None for each in row.public.files}


@dataclass(frozen=True)
class Example:
    """A published example of a dialogue, and its first picture with what is seen on it."""

    article: Article
    heading: LocalText
    picture: File | None
    seen: LocalText


def examples_of(dialogues: Iterable[int]) -> dict[int, Example]:
    """Dialogue id → the example that everybody can read of it. Three queries."""
    articles = Article.objects.filter(dialogue__in=list(dialogues)).select_related("organisation")
    standing = [each for each in standings(articles) if each.public is not None]
    named = {each["sha256"] for one in standing for each in one.public.files}  # type: ignore[union-attr]
    rows = File.objects.filter(article__in=[one.article for one in standing], sha256__in=named) if named else []
    files = {(row.article_id, row.sha256): row for row in rows if row.is_picture}
    found = {}
    for one in standing:
        version = one.public
        assert version is not None and one.article.dialogue_id is not None
        seen = next((each for each in version.files if (one.article.pk, each["sha256"]) in files), None)
        picture = files[one.article.pk, seen["sha256"]] if seen else None
        words = seen["description"] if seen else {}
        found[one.article.dialogue_id] = Example(one.article, heading(one.article, version), picture, words)
    return found


def files_to_fetch(versions: Iterable[int]) -> list[tuple[Article, Mapping[str, str]]]:
    """The pictures and PDFs that these versions name in another library, and that are not here yet."""
    rows = list(Version.objects.filter(pk__in=versions).exclude(files=[]).select_related("article__organisation"))
    here = set(File.objects.filter(article__in=[each.article for each in rows]).values_list("article", "sha256"))
    return [
        (row.article, each)
        for row in rows
        for each in row.files
        if "url" in each and (row.article_id, each["sha256"]) not in here
    ]


def brought_with_files(house: Organisation, of: str) -> list[int]:
    """The newest version of each article that came from there, where it names files."""
    rows = Version.objects.filter(article__organisation=house, article__origin__startswith=of).exclude(files=[])
    newest = dict(rows.order_by("number").values_list("article", "pk"))
    return list(newest.values())


def submitted() -> QuerySet[Version]:
    """What waits to be looked through, the one that has waited longest first."""
    rows = Version.objects.filter(deeds=None).select_related("article__organisation", "submitted_by", "named")
    return rows.order_by("submitted_at", "pk")


def submitted_to(hosts: Iterable[int]) -> QuerySet[Version]:
    """What waits for one of these organisations, with the slug of the `house` that keeps the library: see keeper."""
    named, others = Keeper.objects.all(), Organisation.objects.exclude(pk__in=hosts)
    is_theirs = Exists(named.filter(organisation__in=hosts)) | (~Exists(named) & ~Exists(others))
    house = Coalesce(
        Subquery(named.values("organisation__slug")[:1]), Subquery(organisations().order_by().values("slug")[:1])
    )
    return Version.objects.filter(is_theirs, deeds=None).annotate(house=house)


def submitted_article(pk: int) -> Article:
    """The door for those who keep the library: an article of anybody's that waits or has been ruled on. Else 404."""
    rows = Article.objects.filter(Q(versions__isnull=False), pk=pk).select_related("organisation")
    found = rows.first()
    if found is None:
        raise Http404
    return found
