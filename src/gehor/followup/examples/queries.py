"""Which finished dialogues somebody may learn from, and what is told of each on its card."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from gehor.followup.evaluation import queries as evaluation
from gehor.followup.evaluation.models import Group, Part, Round
from gehor.followup.evaluation.queries import Summary
from gehor.followup.models import Closing
from gehor.ground import catalogue
from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.planning.models import Activity, Dialogue
from gehor.planning.queries import is_public
from gehor.process.indicators import Course

CLOSINGS = Closing.objects.filter(dialogue=OuterRef("pk"))


def seen_by(actor: Actor) -> QuerySet[Dialogue]:
    """Those of the actor's own organisations, and what others have made public."""
    rows = Dialogue.objects.select_related("organisation", "deciding_body", "earlier")
    return rows.filter(is_public() | Q(organisation__in=actor.organisation_ids))


def finished(actor: Actor) -> QuerySet[Dialogue]:
    """The closed ones, the latest first. closed_at: the moment."""
    rows = seen_by(actor).annotate(closed_at=Subquery(CLOSINGS.values("closed_at")[:1]))
    return rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")


def narrowed(rows: QuerySet[Dialogue], *, kind: str, method: str) -> QuerySet[Dialogue]:
    """Only one kind of dialogue, or only those with one way of taking part; an empty word narrows nothing."""
    if kind:
        rows = rows.filter(kind=kind)
    if method:
        rows = rows.filter(pk__in=Activity.objects.filter(method=method).values("dialogue"))
    return rows


def found(rows: Iterable[Dialogue], words: str) -> list[Dialogue]:
    """Those in whose title, question, organisation or year every word stands, in any language they are written in."""
    wanted = words.casefold().split()
    return [each for each in rows if all(word in _searched(each) for word in wanted)]


def _searched(dialogue: Dialogue) -> str:
    closed_at: dt.datetime = dialogue.closed_at
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


@dataclass(frozen=True)
class Told:
    """What the card of one finished dialogue is made of. evaluated: participants who answered; None: none or few."""

    course: Course
    methods: tuple[str, ...]
    evaluated: int | None


def told(dialogues: Collection[Dialogue]) -> dict[int, Told]:
    """Dialogue id → what its card tells."""
    if not dialogues:
        return {}
    courses = evaluation.courses(dialogues)
    methods: Mapping[int, dict[str, None]] = defaultdict(dict)  # a dict keeps the order of the activities
    rows = Activity.objects.filter(dialogue__in=dialogues).order_by("number")
    for dialogue, method in rows.values_list("dialogue", "method"):
        methods[dialogue][str(catalogue.words(method).name)] = None
    rounds = list(Round.objects.filter(dialogue__in=dialogues, part=Part.TAKING_PART))
    answers = evaluation.answers(rounds)
    evaluated = {
        each.dialogue_id: answers[each.pk][Group.PARTICIPANTS].turnout.answered for each in rounds if each.pk in answers
    }
    return {
        each.pk: Told(courses[each.pk], tuple(methods[each.pk]), evaluated.get(each.pk) or None) for each in dialogues
    }


def told_of(summary: Summary) -> Told:
    """The same of one dialogue whose whole evaluation has been read already."""
    taking_part = (each.groups for each in summary.asked if each.part == Part.TAKING_PART and each.groups)
    answered = next((groups[Group.PARTICIPANTS].turnout.answered for groups in taking_part), None)
    return Told(summary.course, (), answered or None)
