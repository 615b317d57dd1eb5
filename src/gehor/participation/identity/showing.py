"""The page where somebody shows who they are, with everything they typed kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gehor.ground.sentences import refusal_text
from gehor.process.words import Proof

from .doors import ASKED, MustShow
from .oidc.providers import provider_of
from .texts import ASKING

NOT_KEPT = ("csrfmiddlewaretoken", *ASKED)


def must_show_page(request: HttpRequest, ask: MustShow, *, status: int | None = None) -> HttpResponse:
    """What is demanded, and where to fill it in. It is sent to the address that everything was sent to."""
    refusal, proof = ask.refusal, ask.proof
    provider = provider_of(ask.activity.dialogue.organisation.slug) if proof.at_least(Proof.EID) else None
    context = {
        "dialogue": ask.activity.dialogue,
        "organisation": ask.activity.dialogue.organisation,
        "activity": ask.activity,
        "here": "take_part",
        "proof": proof.value,
        "asking": ASKING[proof],
        "is_sent": ask.is_sent,
        "provider": provider.name if provider else "",
        "refusal": refusal_text(refusal) if refusal else "",
        "code": refusal.code if refusal else "",
        "typed": {name: request.POST.get(name, "") for name in ASKED},
        "sent": [(name, value) for name, all_ in request.POST.lists() if name not in NOT_KEPT for value in all_],
        "had_file": bool(request.FILES),
    }
    if status is None:
        status = refusal.status if refusal else 403
    response = render(request, "identity/show.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
