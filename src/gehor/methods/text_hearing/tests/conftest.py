"""A hearing on a text of three paragraphs, open in the dialogue about the school."""

from collections.abc import Callable, Sequence

import pytest

from gehor.ground.act import Actor
from gehor.methods.text_hearing.actions import publish_text
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.methods.text_hearing.models import TextVersion
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity, Dialogue

TEXT = (
    Block(Kind.HEADING, "Mål", 1),
    Block(Kind.PARAGRAPH, "Alla ska ha högst 300 meter till en park."),
    Block(Kind.PARAGRAPH, "Träd sparas."),
    Block(Kind.HEADING, "Skötsel", 1),
    Block(Kind.ROW, "Gräs | Varje vecka"),
)
LATER = (
    TEXT[0],
    Block(Kind.PARAGRAPH, "Barn ska höras när lekplatser byggs om."),
    Block(Kind.PARAGRAPH, "Alla ska ha högst 250 meter till en park."),
    *TEXT[3:],
)


@pytest.fixture
def planned_hearing(planned: Dialogue, activity: Activity) -> Activity:
    """Chosen and not open; there is no text yet."""
    activity.method, activity.setup = "text_hearing", {"formal": False, "formal_url": ""}
    activity.save()
    return activity


@pytest.fixture
def publish(planned_hearing: Activity, alma: Actor) -> Callable[..., TextVersion]:
    """`publish(LATER, note={"sv": "…"})` is a version."""

    def put(blocks: Sequence[Block] = TEXT, **more: object) -> TextVersion:
        return publish_text(planned_hearing, actor=alma, blocks=blocks, **more)

    return put


@pytest.fixture
def hearing(planned_hearing: Activity, publish: Callable[..., TextVersion], alma: Actor) -> Activity:
    publish()
    open_participation(planned_hearing, actor=alma)
    return planned_hearing
