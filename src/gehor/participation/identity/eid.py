"""An organisation's provider of e-identification, by whichever of the two languages it speaks."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gehor.ground.files import improper
from gehor.planning.models import Activity

from .oidc import providers as oidc
from .oidc import trips as oidc_trips
from .saml import providers as saml
from .saml import trips as saml_trips


def provider_of(slug: str) -> oidc.Provider | saml.Provider | None:
    """That of one organisation, None where it has none. Raises ImproperlyConfigured."""
    found = [each for each in (oidc.providers().get(slug), saml.providers().get(slug)) if each]
    if len(found) > 1:
        raise improper(
            _("{name} has a provider of e-identification in two files, for OpenID Connect and for SAML: keep one."),
            name=slug,
        )
    return found[0] if found else None


def leave(request: HttpRequest, activity: Activity, *, in_a_tab: bool) -> str | None:
    """The address to show who one is at; None where the organisation has no provider. Raises Trouble."""
    provider = provider_of(activity.dialogue.organisation.slug)
    if isinstance(provider, saml.Provider):
        return saml_trips.leave(request, activity, provider, in_a_tab=in_a_tab)
    return oidc_trips.leave(request, activity, provider, in_a_tab=in_a_tab) if provider else None
