"""A dialogue at its beginning: a title in a language, and an address that nobody else has."""

from django.conf import settings

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation

from . import parts, rules
from .models import Dialogue


def unsaved(organisation: Organisation, *, title: LocalText, source_language: str, slug: str) -> Dialogue:
    """A dialogue with a title and an address that nobody else has. Raises WrongInput."""
    if source_language not in dict(settings.LANGUAGES):
        raise WrongInput("no_such_language", field="source_language")
    dialogue = Dialogue(organisation=organisation, source_language=source_language, started_at=clock.now())
    dialogue.title = parts.settled(dialogue, "title", title)
    dialogue.slug = _wished_slug(slug) if slug else _free_slug(dialogue.title[source_language])
    return dialogue


def _wished_slug(slug: str) -> str:
    if not rules.is_slug(slug):
        raise WrongInput("not_an_address", field="slug", longest=rules.LONGEST_SLUG)
    if Dialogue.objects.filter(slug=slug).exists():
        raise WrongInput("address_taken", field="slug")
    return slug


def _free_slug(title: str) -> str:
    wished = rules.slug(title)
    taken = set(Dialogue.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    return rules.free_slug(wished, taken)
