"""How hearings on a text are tried out by methods/tests/test_conformance.py."""

from gehor.ground.act import Actor
from gehor.methods.tests.walking import page_by_page
from gehor.methods.text_hearing.actions import publish_text
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.planning.models import Activity

SETTLED = {"formal": "on", "formal_url": "https://example.org/samrad"}
SETUP = {"formal": True, "formal_url": "https://example.org/samrad"}

NONSENSE = [
    {"formal": "on"},
    {"formal": "on", "formal_url": "samrad"},
    {"formal_url": "javascript:alert(1)"},
]

TEXT = (
    Block(Kind.HEADING, "Grönt nära", 1),
    Block(Kind.PARAGRAPH, "Alla ska ha högst 300 meter till närmaste park."),
    Block(Kind.PARAGRAPH, "Träd på allmän plats fälls bara om de är sjuka."),
)

FILLED = [
    {"text": "300 meter är långt för den som är gammal.", "paragraph": "1"},
    {"text": "Låt döda träd stå kvar, för fåglarnas skull.", "paragraph": "stycke 2", "version": "1"},
    {"text": '=Det står inget om vatten; inget\n"alls"'},
]
FILLED_FILE = """\
text;about
300 meter är långt för den som är gammal.;1
Låt döda träd stå kvar, för fåglarnas skull.;stycke 2
"=Det står inget om vatten; inget
""alls""\";
"""


def prepare(activity: Activity, *, actor: Actor) -> None:
    """Nobody can be heard on a text that is not there."""
    publish_text(activity, actor=actor, blocks=TEXT)


take_part = page_by_page
