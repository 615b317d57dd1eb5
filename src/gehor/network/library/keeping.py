"""Small pieces of how articles are stored, for the actions."""

import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import Resolver404, resolve

from gehor.ground import clock, written
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.participation.attachments import Clean
from gehor.planning import rules as planning

from .kinds import DEFINITIONS, Kind
from .models import Article, Body, Done, File, Version
from .rules import RELATED_MOST, Deed, address

BODY = [field.name for field in Body._meta.get_fields()]


def copy(source: Body, into: Body) -> None:
    for name in BODY:
        setattr(into, name, getattr(source, name))


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


def free_slug(heading: LocalText) -> str:
    """An address that no other article has."""
    wished = planning.slug(said(heading, "sv", "sv")[0] or "artikel")
    taken = set(Article.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    return planning.free_slug(wished, taken)


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


# Files


def fingerprint(clean: Clean) -> str:
    return hashlib.sha256(clean.data).hexdigest()


def kept_file(article: Article, clean: Clean) -> File:
    """The file as it lies on the disk, stored once for an article."""
    sha256 = fingerprint(clean)
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
