"""Those whom an article names: kept for another while, or forgotten."""

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.network.rules import KEPT_FOR
from gehor.process.learning import FORGET_NAMED, KEEP_NAMED

from .. import keeping, queries, rules
from ..kinds import Kind
from ..models import Article, Draft, Named
from ..rules import Deed

NO_LONGER = "Den som artikeln handlade om finns inte längre i biblioteket."  # what everybody reads at its address


@transaction.atomic
def keep_named(article: Article, *, actor: Actor) -> None:
    """Somebody says that whom the article names may be asked for another while."""
    act = begin(KEEP_NAMED, article.organisation, actor=actor)
    rows = Named.objects.filter(version__article=article, forgotten_at=None)
    rows.update(keep_until=clock.today() + KEPT_FOR)
    record(act, subject=article)


@transaction.atomic
def forget_named(article: Article, *, actor: Actor) -> None:
    """Names and addresses go, in every version and in the draft. An article about a person goes with the person."""
    act = begin(FORGET_NAMED, article.organisation, actor=actor)
    standing = queries.standing(Article.objects.select_for_update(no_key=True).get(pk=article.pk))
    public = standing.public
    if public is not None and rules.is_about_a_person(Kind(article.kind), public.whole):
        keeping.done(public, Deed.WITHDRAW, actor=actor, reason=NO_LONGER)
    rows = Named.objects.filter(version__article=article, forgotten_at=None)
    rows.update(content={}, forgotten_at=clock.now())
    for draft in Draft.objects.filter(article=article):
        draft.content, _named = rules.parted(draft.content)
        draft.save(update_fields=["content"])
    record(act, subject=article)
