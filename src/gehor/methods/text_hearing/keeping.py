"""What a contribution to a text is about: a paragraph that stands in a version. Called inside the action."""

from collections.abc import Mapping
from typing import Any

from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from . import queries
from .models import Paragraph
from .rules import spoken


def must_have_a_text(activity: Activity) -> None:
    """Before an activity opens: there is something to say something about."""
    if not queries.versions(activity):
        raise WrongMoment("no_text_to_hear")


def keep(contribution: Contribution, values: Mapping[str, Any]) -> None:
    """See that the paragraph stands in the version; without a version it is the latest, and that is kept with it."""
    asked = values.get("version")
    version = queries.version_numbered(contribution.activity, asked)
    if version is None:
        if asked:
            raise WrongInput("unknown_version", field="version", word=str(asked))
        return
    number = values.get("paragraph")
    if number and not Paragraph.objects.filter(version=version, number=number).exists():
        raise WrongInput("no_such_paragraph", field="paragraph", word=spoken(number), version=version.number)
    if not asked:
        contribution.values = {**contribution.values, "version": version.number}
        contribution.save(update_fields=["values"])
