"""Small pieces of how articles are stored, for the actions."""

import hashlib
import re
from collections.abc import Container, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import Resolver404, resolve

from gehor.calc.text.tidying import tidy
from gehor.ground import clock, written
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.network.rules import KEPT_FOR
from gehor.participation.attachments import Clean
from gehor.planning import rules as planning

from . import queries, rules
from .kinds import DEFINITIONS, Kind
from .models import Article, Body, Done, Draft, File, Named, Version
from .rules import FILES_MOST, RELATED_MOST, Deed, address

ADDRESS_MOST = 1000
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
BODY = [field.name for field in Body._meta.get_fields()]


def draft_of(version: Version) -> Draft:
    """A draft that holds what the version does, with whom it names. Not stored."""
    return Draft(
        article=version.article, **{name: getattr(version, name) for name in BODY} | {"content": version.whole}
    )


def freeze(draft: Draft, version: Version) -> None:
    """The version as the draft stands, stored; those whom it names stand apart from it, with a day."""
    for name in BODY:
        setattr(version, name, getattr(draft, name))
    version.content, named = rules.parted(draft.content)
    version.save()
    if named:
        Named.objects.create(version=version, content=named, keep_until=clock.today() + KEPT_FOR)


def let_go_of_earlier(article: Article) -> None:
    """Only the version that is public and the newest name anybody: nobody reads the others."""
    standing = queries.standing(article)
    kept = {standing.versions[-1].pk, standing.public.pk if standing.public else None}
    Named.objects.filter(version__article=article).exclude(version__in=kept - {None}).delete()


def last_version(article: Article) -> Version:
    return Version.objects.filter(article=article).order_by("-number")[0]


def done(version: Version, deed: Deed, *, actor: Actor, reason: str = "") -> Done:
    """Raises WrongInput where a no lacks its reason."""
    needs_reason = deed in (Deed.SEND_BACK, Deed.WITHDRAW, Deed.TAKE_DOWN)
    return Done.objects.create(
        version=version,
        deed=deed.value,
        reason=written.text(reason, field="reason", required=needs_reason, longest=2000),
        done_at=clock.now(),
        done_by_id=actor.account_id,
    )


def name_for(article: Article, body: Body) -> LocalText:
    """By what its address is made: its heading, without the names of persons, since addresses stay."""
    if article.kind != Kind.EXPERT:
        return queries.heading(article, body)
    return {"sv": body.content.get("institution") or "expert"}


def free_slug(heading: LocalText) -> str:
    """An address that no other article has."""
    wished = _slug(heading)
    return planning.free_slug(
        wished, set(Article.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    )


def free_slug_among(heading: LocalText, taken: Container[str]) -> str:
    """The same, for whoever knows all of them."""
    return planning.free_slug(_slug(heading), taken)


def _slug(heading: LocalText) -> str:
    return planning.slug(said(heading, "sv", "sv")[0] or "artikel")


# Articles that belong together


def slug_of(to: str) -> str:
    """The slug of one of our own articles, of its address or its slug; nothing for what lies elsewhere."""
    if planning.is_slug(to):
        return to
    if not to.startswith((f"{settings.ADDRESS}/", "/")):
        return ""
    try:
        found = resolve(urlsplit(to).path)
    except (Resolver404, ValueError):
        return ""
    return str(found.kwargs["slug"]) if found.view_name == "library:article" else ""


def related(kind: Kind, wanted: Sequence[str]) -> list[str]:
    """Slugs of our own articles and addresses of others', each once. Raises WrongInput."""
    given = [each.strip() for each in wanted if each.strip()]
    if len(given) > RELATED_MOST:
        raise WrongInput("too_many_links", field="related", most=RELATED_MOST)
    slugs = {each: slug_of(each) for each in given}
    kinds = dict(Article.objects.filter(slug__in=slugs.values()).values_list("slug", "kind"))
    found = []
    for each, slug in slugs.items():
        if slug and slug not in kinds:
            raise WrongInput("no_such_article", field="related", address=each[:80])
        if slug and kinds[slug] not in DEFINITIONS[kind].links_to:
            raise WrongInput("does_not_link_to_it", field="related", address=each[:80])
        found.append(slug or address(each, field="related"))
    return list(dict.fromkeys(found))


def related_elsewhere(wanted: object) -> list[str]:
    """As related, of what another library names, as it names it: it may come in later. What is no address goes."""
    found = []
    for each in wanted if isinstance(wanted, list | tuple) else ():
        if not isinstance(each, str):
            continue
        if queries.is_in_the_catalogue(each):
            found.append(each)
        elif each.startswith("http"):
            found.append(slug_of(each) or _address_or_nothing(each))
    return list(dict.fromkeys(each for each in found if each))[:RELATED_MOST]


def _address_or_nothing(given: str) -> str:
    try:
        return address(given, field="related")
    except WrongInput:
        return ""


def name(given: object) -> str:
    """Whose article it is, as another library says it."""
    return written.line(tidy(given), field="author", required=False) if isinstance(given, str) else ""


# Files


def fingerprint(clean: Clean) -> str:
    return hashlib.sha256(clean.data).hexdigest()


def files_elsewhere(wanted: Sequence[object], *, article: Article) -> list[dict[str, Any]]:
    """What another library says of an article's pictures and PDFs. They lie where the article does, or nowhere."""
    found: dict[str, dict[str, Any]] = {}
    for each in wanted:
        given = each if isinstance(each, dict) else {}
        sha256, url = given.get("sha256"), given.get("url")
        if not (isinstance(sha256, str) and _FINGERPRINT.fullmatch(sha256) and isinstance(url, str)):
            continue
        if _machine(url) != _machine(article.origin) or len(url) > ADDRESS_MOST or sha256 in found:
            continue
        found[sha256] = {
            "sha256": sha256,
            "description": _described(given.get("description"), article.source_language),
            "url": url,
            "name": str(given.get("name"))[:100],
        }
    return list(found.values())[:FILES_MOST]


def _machine(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc


def _described(said: object, source: str) -> LocalText:
    """In the languages that we have; cleaned, and no longer than may be written here."""
    given = said if isinstance(said, dict) else {}
    words = {code: tidy(given[code]) for code, _name in settings.LANGUAGES if isinstance(given.get(code), str)}
    try:
        return written.local(words, source, field="description", required=False, longest=300, lines=False)
    except WrongInput:
        return {}


def kept_file(article: Article, clean: Clean, *, known_as: str = "") -> File:
    """The file as it lies on the disk, stored once for an article. known_as: its fingerprint where it came from."""
    sha256 = known_as or fingerprint(clean)
    known = File.objects.filter(article=article, sha256=sha256).first()
    if known is not None:
        return known
    ending = clean.name.rpartition(".")[2]
    row = File(
        article=article,
        sha256=sha256,
        name=clean.name,
        content_type=clean.content_type,
        size=len(clean.data),
        width=clean.width,
        height=clean.height,
        added_at=clock.now(),
    )
    row.file.save(f"{sha256[:32]}.{ending}", ContentFile(clean.data), save=False)
    row.save()
    return row
