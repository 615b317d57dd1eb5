"""To where one's employer has the accounts, and back with what it says."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import cookies, limits
from gehor.ground.errors import Trouble
from gehor.ground.organisations.models import Account
from gehor.ground.saml import crossing, messages
from gehor.ground.sentences import refusal_text
from gehor.participation.identity.oidc import client
from gehor.participation.identity.oidc.rules import Trip, new_trip

from .. import second_factor
from .accounts import account_of
from .providers import Provider, providers

log = logging.getLogger("gehor.sign_in")


@require_safe
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """To the provider. A link and no form: a form may lead nowhere else (CSP)."""
    provider = _provider(slug)
    limits.spend("sign_in_address", limits.address(request))
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    told = wanted if is_ours else settings.LOGIN_REDIRECT_URL
    try:
        return _unkept(HttpResponseRedirect(_address(request, provider, told)))
    except Trouble as trouble:
        return _troubled(request, provider, trouble)


@csrf_exempt  # the provider's own page posts here, and it has no token of ours: what it posts is signed
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """What a provider that speaks SAML says of somebody, posted by their browser."""
    provider = _provider(slug)
    if provider.saml is None:
        raise Http404
    try:
        said = messages.read(provider.saml, provider.place, request.POST.get("SAMLResponse", ""))
        account = account_of(provider, said.first(*provider.email))
        found = [account.pk, _has_shown_two(provider, said.levels)]
        return _unkept(crossing.hand_over(request, said, found, back=provider.back))
    except Trouble as trouble:
        return _troubled(request, provider, trouble)


@require_safe
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Back here, with the browser's own cookies: now somebody is signed in."""
    provider = _provider(slug)
    limits.spend("sign_in_address", limits.address(request))
    try:
        if provider.openid:
            wanted, account, has_shown_two = _from_openid(request, provider)
        else:
            wanted, (number, has_shown_two) = crossing.met(request, back=provider.back)
            known = Account.objects.filter(pk=number).values_list("email", flat=True)
            account = account_of(provider, known.first() or "")
    except Trouble as trouble:
        return _troubled(request, provider, trouble)
    return _unkept(_signed_in(request, provider, account, wanted, has_shown_two=has_shown_two))


@require_safe
def metadata(request: HttpRequest, slug: str) -> HttpResponse:
    """We as a provider that speaks SAML is to know us."""
    provider = _provider(slug)
    if provider.saml is None:
        raise Http404
    return HttpResponse(messages.metadata(provider.saml, provider.place), content_type="application/samlmetadata+xml")


@require_safe
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """Our public keys, for a provider of OpenID Connect to know us by."""
    provider = _provider(slug)
    if provider.openid is None:
        raise Http404
    return JsonResponse(provider.openid.published)


def _provider(slug: str) -> Provider:
    found = providers().get(slug)
    if found is None:
        raise Http404
    return found


def _address(request: HttpRequest, provider: Provider, told: str) -> str:
    if provider.saml:
        return crossing.leave(request, provider.saml, provider.place, told=told, back=provider.back, fresh=False)
    trip = new_trip()
    address = client.address(
        provider.openid, trip, back=settings.ADDRESS + provider.back, language=get_language() or "sv"
    )
    kept = json.dumps([trip.state, trip.nonce, trip.verifier, told])
    cookies.give(request, cookies.trip(trip.state), kept, path=provider.back)
    return address


def _from_openid(request: HttpRequest, provider: Provider) -> tuple[str, Account, bool]:
    """The page that was wanted, who came back, and whether they have shown two things. Raises Trouble."""
    name = cookies.trip(request.GET.get("state", ""))
    try:
        state, nonce, verifier, told = json.loads(cookies.read(request, name))
    except signing.BadSignature:
        raise Trouble("eid_expired") from None
    cookies.take_back(request, name, path=provider.back)
    trip = Trip(state, nonce, verifier)
    said = client.came_back(provider.openid, trip, request.GET, back=settings.ADDRESS + provider.back)
    if said.get("email_verified") is False:
        raise Trouble("sign_in_no_address")
    levels = [said.get("acr"), *(said.get("amr") or [])]
    return told, account_of(provider, str(said.get(provider.email[0]) or "")), _has_shown_two(provider, levels)


def _has_shown_two(provider: Provider, levels: Iterable[Any]) -> bool:
    return any(level in provider.second_factor for level in levels)


def _signed_in(
    request: HttpRequest, provider: Provider, account: Account, wanted: str, *, has_shown_two: bool
) -> HttpResponse:
    """By allauth, as every sign-in: it asks for the second factor of ours unless the provider has."""
    get_adapter().logout(request)  # whoever sat here before
    record_authentication(request, account, second_factor.PROVIDER, provider=provider.slug)
    if has_shown_two:
        record_authentication(request, account, "mfa", type=second_factor.PROVIDER)
    return perform_login(request, account, redirect_url=wanted)


def _troubled(request: HttpRequest, provider: Provider, trouble: Trouble) -> HttpResponse:
    log.warning("Nobody was signed in by %s: %s", provider.slug, trouble.code)
    context = {"sentence": refusal_text(trouble), "provider": provider, "code": trouble.code}
    return _unkept(render(request, "account/sign_in_trouble.html", context, status=trouble.status))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response
