"""The page where somebody shows who they are, with everything they typed kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gehor.ground.errors import Refusal, WrongInput, WrongPerson
from gehor.ground.sentences import refusal_text
from gehor.process.words import Doing, Proof

from .doors import ASKED, SEEN, MustShow
from .eid import provider_of
from .texts import ASKING, READ_BY_FEW, READ_BY_FEW_BUT, READING

NOT_KEPT = ("csrfmiddlewaretoken", *ASKED)
LEADING_ON = ("begin", "mine")  # buttons that only lead on: who pressed one has not filled in anything


def must_show_page(request: HttpRequest, ask: MustShow, *, status: int | None = None) -> HttpResponse:
    """What is demanded, and where to fill it in. It is sent to the address that everything was sent to."""
    proof = ask.proof
    refusal = ask.refusal or _nothing_shown(request, ask)
    asking = ASKING[proof]
    provider = provider_of(ask.activity.dialogue.organisation.slug) if proof.at_least(Proof.EID) else None
    context = {
        "dialogue": ask.activity.dialogue,
        "organisation": ask.activity.dialogue.organisation,
        "activity": ask.activity,
        "here": "take_part",
        "proof": proof.value,
        "asking": (READING[proof], asking[1]) if ask.doing is Doing.READ else asking,
        "is_sent": ask.is_sent,
        "provider": provider.name if provider else "",
        "refusal": refusal_text(refusal) if refusal else "",
        "code": refusal.code if refusal else "",
        "typed": {name: request.POST.get(name, "") for name in ASKED},
        "is_to_read": ask.doing is Doing.READ,
        "few": READ_BY_FEW.get(proof),
        "but": READ_BY_FEW_BUT,
        # A page that was only to be read takes nothing, so the way in is a page of its own
        "action": request.get_full_path() if request.method == "POST" else reverse("identity:show", args=_named(ask)),
        "sent": [(name, value) for name, all_ in request.POST.lists() if name not in NOT_KEPT for value in all_],
        "is_filled_in": bool(set(request.POST) - {*NOT_KEPT, *LEADING_ON}),
        "had_file": bool(request.FILES),
    }
    if status is None:
        status = refusal.status if refusal else 403
    response = render(request, "identity/show.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    if refusal and "seconds" in refusal.params:
        response["Retry-After"] = str(refusal.params["seconds"])
    return response


def _nothing_shown(request: HttpRequest, ask: MustShow) -> Refusal | None:
    """Whoever sent the page that asks without showing anything is told what to do."""
    if SEEN not in request.POST or ask.is_sent:
        return None
    if ask.proof.at_least(Proof.EID):
        return WrongPerson("eid_not_shown")
    return WrongInput("mail_not_filled_in" if ask.proof is Proof.EMAIL else "code_not_filled_in")


def _named(ask: MustShow) -> tuple[str, int]:
    return ask.activity.dialogue.slug, ask.activity.number
