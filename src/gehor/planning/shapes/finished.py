"""A finished dialogue as a template: its plan read as a shape, and its texts as drafts.

Nothing is copied until somebody saves it: a draft stands in the field, and no fact of the new dialogue rests on it.
Only what was planned is read here. Nobody who took part, nothing that was said and nothing that was decided is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Level

from . import LANGUAGES, Proposed, Shape, Text, local, rules, shapes

# The texts that may hold for the next dialogue too. Title, question and background are its own, and so is the contact
GENERAL = ("purpose", "goal", "can_influence", "cannot_influence", "levels", "answer_promise")


def draft(dialogue: Dialogue, part: str) -> Any:
    """What the finished dialogue has for that part, in the new one's language; nothing where there is none."""
    example = dialogue.begun_from
    if example is None or part not in GENERAL:
        return None
    value = getattr(example, part)
    return local(Text(value), dialogue.source_language) if isinstance(value, dict) and value else value


def drafted(dialogue: Dialogue, *parts: str) -> Dialogue | None:
    """The finished dialogue whose words stand in one of those parts now, since the new one has none there."""
    return dialogue.begun_from if any(not getattr(dialogue, part) and draft(dialogue, part) for part in parts) else None


def shape_from(example: Dialogue) -> Shape:
    """Its ways of taking part as they lay in time, with the steps and prompts of the template it once began from."""
    base = shapes().get(example.shape)
    activities = list(Activity.objects.filter(dialogue=example))
    spans = rules.spans([(each.begins_on, each.ends_on) for each in activities])
    first_day = min((each.begins_on for each in activities), default=None)
    ends_on = max((each.ends_on for each in activities), default=None)
    weeks = ((ends_on - first_day).days + 7) // 7 if first_day and ends_on else 0
    nothing = Text(dict.fromkeys(LANGUAGES, ""))
    return Shape(
        key=example.slug,
        order=0,
        kind=example.kind,
        levels=tuple(Level(level) for level in example.levels),
        weeks=(weeks, weeks),
        sources=(),
        name=Text(example.title),
        what=Text(example.purpose),
        use_when=nothing,
        not_when=nothing,
        prompts=base.prompts if base else {},
        groups=(),
        law=base.law if base else (),
        steps=base.steps if base else (),
        activities=tuple(_proposed(each, span) for each, span in zip(activities, spans, strict=True)),
        before_decision=(example.decision_on - first_day).days if example.decision_on and first_day else None,
    )


def _proposed(activity: Activity, span: rules.Span) -> Proposed:
    return Proposed(
        method=activity.method,
        title=Text(activity.title),
        introduction=Text(activity.introduction),
        makes=Text({}),
        level=Level(activity.level or Level.CONSULT),  # of one held elsewhere nobody knows it
        setup=activity.setup,
        span=span,
        shows_at_once=activity.shows_at_once,
    )


# Which dialogues are finished is known further down the river; whoever knows it says so here when the programme starts.


@dataclass(frozen=True)
class Card:
    """One finished dialogue to start from. foot: how it was, in a few words."""

    title: Text
    url: str
    foot: Sequence[str]


@dataclass(frozen=True)
class Finished:
    """The latest finished dialogues, how many there are in all, and the page where they are searched."""

    cards: Sequence[Card]
    count: int
    url: str


_known: list[Callable[[Actor, Organisation], Finished]] = []


def known_by(ask: Callable[[Actor, Organisation], Finished]) -> None:
    _known[:] = [ask]


def latest(actor: Actor, organisation: Organisation) -> Finished | None:
    return next((ask(actor, organisation) for ask in _known), None)
