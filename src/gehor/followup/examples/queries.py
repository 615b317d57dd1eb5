"""Which finished dialogues somebody may start from."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from gehor.followup.models import Closing
from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Assessment, Dialogue

CLOSINGS = Closing.objects.filter(dialogue=OuterRef("pk"))
IS_PUBLIC = Exists(Assessment.objects.filter(dialogue=OuterRef("pk")))


def seen_by(actor: Actor) -> QuerySet[Dialogue]:
    """Those of the actor's own organisations, and what others have made public."""
    rows = Dialogue.objects.select_related("organisation", "deciding_body")
    return rows.filter(Q(IS_PUBLIC) | Q(organisation__in=actor.organisation_ids))


def finished(actor: Actor) -> QuerySet[Dialogue]:
    """The closed ones, the latest first. closed_at: the moment."""
    rows = seen_by(actor).annotate(closed_at=Subquery(CLOSINGS.values("closed_at")[:1]))
    return rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")


def found(rows: Iterable[Dialogue], words: str) -> list[Dialogue]:
    """Those in whose title, question, organisation or year every word stands, in any language they are written in."""
    wanted = words.casefold().split()
    return [each for each in rows if all(word in _searched(each) for word in wanted)]


def _searched(dialogue: Dialogue) -> str:
    closed_at: dt.datetime = dialogue.closed_at  # type: ignore[attr-defined]
    texts = (*dialogue.title.values(), *dialogue.question.values(), dialogue.organisation.name, str(closed_at.year))
    return " ".join(texts).casefold()


def example_for(actor: Actor, slug: str) -> Dialogue:
    """The one door: a finished dialogue that this actor may see. Else 404; and 409 while it still goes on."""
    dialogue = seen_by(actor).filter(slug=slug).first()
    if dialogue is None:
        raise Http404
    if not Closing.objects.filter(dialogue=dialogue).exists():
        raise WrongMoment("example_not_closed")
    return dialogue
