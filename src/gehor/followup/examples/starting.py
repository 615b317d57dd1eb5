"""A new dialogue is started from a finished one."""

from django.db import transaction

from gehor.followup.models import Closing
from gehor.ground.act import Actor, begin
from gehor.ground.errors import WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.planning import actions as planning
from gehor.planning.models import Dialogue
from gehor.planning.shapes import shapes
from gehor.process.steps import START


@transaction.atomic
def start_from(
    example: Dialogue,
    *,
    actor: Actor,
    organisation: Organisation,
    title: LocalText,
    source_language: str,
    slug: str = "",
) -> Dialogue:
    """An idea of its own, with the plan of the finished dialogue as its draft. Recorded by planning's start.

    example: one that the actor may see, as queries.example_for gives it. Raises WrongInput, WrongMoment.
    """
    begin(START, organisation, actor=actor)
    if not Closing.objects.filter(dialogue=example).exists():
        raise WrongMoment("example_not_closed")
    if hasattr(example, "earlier"):
        raise WrongMoment("example_without_plan")
    return planning.start(
        organisation,
        actor=actor,
        title=title,
        source_language=source_language,
        kind=example.kind,
        slug=slug,
        shape=example.shape if example.shape in shapes() else "",
        begun_from=example,
    )
