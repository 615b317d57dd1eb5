"""The text in its versions: the first before it opens; in the open dialogue a second, after what has been said."""

from gehor.methods.text_hearing.actions import publish_text
from gehor.methods.text_hearing.models import TextVersion
from gehor.methods.text_hearing.reading import read_text

from ..told import CONTENT
from . import Way

NOTE = {
    "sv": "Bron blir bredare och husen lägre, efter vad ni har sagt. Parken byggs tidigare. Det finns en toalett vid "
    "torget. Stycket om perrongtaket är borttaget: vi utreder om taket kan stå kvar.",
    "en": "The bridge is wider and the buildings are lower, after what you have said. The park is built earlier. There "
    "is a toilet at the square. The paragraph on the platform roof is taken out: we find out whether it can remain.",
}


def prepare(way: Way) -> None:
    _publish(way, 1)


def happen(way: Way) -> None:
    if _state(way) == "open":
        _publish(way, 2, note=NOTE)


def _state(way: Way) -> str:
    return "open" if way.activity.setup["formal"] else "finished"


def _publish(way: Way, number: int, **more: object) -> TextVersion:
    name = f"text_hearing-{_state(way)}-{number}.md"
    read = read_text((CONTENT / "ways" / name).read_bytes(), name)
    return publish_text(way.activity, actor=way.actors["alma"], blocks=read.blocks, left=read.left, **more)
