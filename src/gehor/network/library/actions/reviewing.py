"""What those do who keep the library, in their own house: the article may be anybody's."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.process.learning import PUBLISH_ARTICLE, SEND_ARTICLE_BACK, TAKE_ARTICLE_DOWN

from .. import keeping, queries
from ..models import Article, Done, Draft
from ..rules import Deed


@transaction.atomic
def publish(article: Article, *, actor: Actor) -> Done:
    """Everybody can read it, and nobody alters it any more."""
    act = begin(PUBLISH_ARTICLE, queries.house(), actor=actor, facts=lambda _house: queries.facts(article))
    done = keeping.done(keeping.last_version(article), Deed.PUBLISH, actor=actor)
    Draft.objects.filter(article=article).delete()
    keeping.let_go_of_earlier(article)
    record(act, subject=done.version, article=article.pk)
    return done


@transaction.atomic
def send_back(article: Article, *, actor: Actor, reason: str) -> Done:
    """With what is to be mended. The draft is its author's again."""
    act = begin(SEND_ARTICLE_BACK, queries.house(), actor=actor, facts=lambda _house: queries.facts(article))
    done = keeping.done(keeping.last_version(article), Deed.SEND_BACK, actor=actor, reason=reason)
    record(act, subject=done.version, article=article.pk)
    return done


@transaction.atomic
def take_down(article: Article, *, actor: Actor, reason: str) -> Done:
    """Something public must not be so any longer. Its author hears why."""
    act = begin(TAKE_ARTICLE_DOWN, queries.house(), actor=actor, facts=lambda _house: queries.facts(article))
    version = queries.standing(article).public
    assert version is not None, "it is public"
    done = keeping.done(version, Deed.TAKE_DOWN, actor=actor, reason=reason)
    record(act, subject=version, article=article.pk)
    return done
