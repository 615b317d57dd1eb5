"""The one door before everything that people do in an activity.

    held = must_hold(request, activity, Doing.VOTE)
    cast(activity, actor=request.actor, held=held, …)

Called in a POST, right before something is received: it may have a cookie set, which a kept page never may. Who has not
shown enough gets the page that asks for it, with everything they typed kept, and what they send from there comes to
the same address again; the view need not think of it.

    must_read(request, activity)

Before what not everybody reads. The middleware calls it for every address of an activity, take-part/<number>/…; a page
elsewhere that shows something of one asks queries.read_by_few, and leaves it out.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import get_language

from gehor.ground import cookies, limits
from gehor.ground.errors import Refusal, TooMany, WrongInput, WrongMoment, WrongPerson
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.rules import Held
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import codes, mailing, queries, rules
from .pseudonyms import pseudonym

# Names of what is filled in on the page that asks
CODE, RECEIPT, EMAIL, ANEW = "proof_code", "proof_receipt", "proof_email", "proof_anew"
SEEN = "proof_seen"  # says that it was sent from the page that asks
ASKED = (CODE, RECEIPT, EMAIL, ANEW, SEEN)
REMEMBERED_MOST = 5  # activities of a dialogue that one cookie knows of


class MustShow(Exception):
    """Somebody must show who they are first. The middleware turns it into the page where they do.

    refusal: what is wrong with what they showed, or none. is_sent: whether a code is on its way by e-mail.
    """

    def __init__(
        self,
        activity: Activity,
        doing: Doing,
        proof: Proof,
        refusal: Refusal | None = None,
        *,
        is_sent: bool = False,
    ) -> None:
        super().__init__(proof.value)
        self.activity, self.doing, self.proof, self.refusal = activity, doing, proof, refusal
        self.is_sent = is_sent


def must_hold(request: HttpRequest, activity: Activity, doing: Doing, *, lasts: bool = True) -> Held:
    """Who somebody has shown to be, as surely as the activity demands for what they do. Else raises MustShow.

    lasts: whether they need not show it again for a while, as when they vote on one thing after another. Without it
    the next person at the same computer is asked anew.
    """
    proof = queries.demanded(activity, doing)
    found = _little(request, activity, proof)
    if found is not None:
        return found
    found = _sent_before(request, activity) or _remembered(request, activity, proof)
    if found is None and not request.POST.get(CODE):
        found = _as_reader(request, activity, proof, doing)
    if found is None and proof is Proof.CODE:
        found = _by_code(request, activity, doing)
    if found is None and proof is Proof.EMAIL:
        found = _by_email(request, activity, doing)
    if found is None:
        raise MustShow(activity, doing, proof, _lives_elsewhere(request, activity, proof))
    remember(request, activity, found if lasts else None)
    return found


def known_again(request: HttpRequest, activity: Activity, doing: Doing) -> Held:
    """As must_hold; where nothing is demanded the same for one device. For whoever does many things one after another:
    all of them are one person's, and nobody has to show anything for it.
    """
    found = must_hold(request, activity, doing)
    if found.proof is not Proof.OPEN:
        return found
    return Held(Proof.OPEN, pseudonym(activity, "device", _device(request, activity)))


def recognised(request: HttpRequest, activity: Activity, proof: Proof) -> str | None:
    """The pseudonym of whoever has been here before, in a GET: nobody is asked anything, and nothing is set.

    proof: what is demanded of them, which whoever shows a page knows already.
    """
    if not proof.at_least(Proof.CODE):
        try:
            return pseudonym(activity, "device", cookies.read(request, cookies.DEVICE))
        except signing.BadSignature:
            return None
    found = _remembered(request, activity, proof)
    return found.pseudonym if found else None


def must_read(request: HttpRequest, activity: Activity, proof: Proof | None = None) -> None:
    """Before a page that not everybody reads: in a GET too, and whatever the method. Else raises MustShow.

    proof: what is demanded, where it is known. A page behind the door is nobody's to keep (identity/middleware.py).
    """
    proof = proof or queries.demanded(activity, Doing.READ)
    if proof is Proof.OPEN:
        return
    request.is_behind_door = True
    known = _shown(request)
    for name in (_reader(activity), str(activity.pk)):
        if name in known and rules.is_enough(Proof(known[name][0]), proof):
            return
    typed = request.POST.get(CODE, "").strip()
    if proof is not Proof.CODE or not typed:
        raise MustShow(activity, Doing.READ, proof, _lives_elsewhere(request, activity, proof))
    held = _by_code(request, activity, Doing.READ)
    assert held is not None  # something was typed
    _write(request, activity, _reader(activity), [held.proof.value, held.pseudonym, codes.digest(activity, typed)])


def _reader(activity: Activity) -> str:
    """Under which the cookie knows who has come in to read. Kept when a form is sent: reading goes on."""
    return f"read-{activity.pk}"


def _as_reader(request: HttpRequest, activity: Activity, proof: Proof, doing: Doing) -> Held | None:
    """Who has shown enough when they came in to read."""
    found = _shown(request).get(_reader(activity))
    if found is None or not rules.is_enough(Proof(found[0]), proof):
        return None
    held = Held(Proof(found[0]), found[1])
    if proof is not Proof.CODE:
        return held
    receipts = [request.POST.get(name, "") for name in (RECEIPT, "receipt")]
    try:
        return codes.again(activity, held, found[2], doing, receipts=receipts)
    except WrongInput as refusal:
        raise MustShow(activity, doing, Proof.CODE, refusal) from None


def _little(request: HttpRequest, activity: Activity, proof: Proof) -> Held | None:
    """Where next to nothing is demanded, everybody holds it."""
    if proof is Proof.OPEN:
        return Held(Proof.OPEN, secrets.token_hex(32))
    if proof is Proof.DEVICE:
        return Held(Proof.DEVICE, pseudonym(activity, "device", _device(request, activity)))
    return None


def _sent_before(request: HttpRequest, activity: Activity) -> Held | None:
    """Whose form it is that has been received already, and comes again: pressed twice it is still received once."""
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    ballot = Ballot.objects.filter(activity=activity, submission=key).select_related("voter").first()
    if ballot:
        return Held(Proof(ballot.voter.proof), ballot.voter.pseudonym)
    said = Contribution.objects.filter(activity=activity, submission=key).exists()
    return Held(Proof.OPEN, secrets.token_hex(32)) if said else None


def _by_code(request: HttpRequest, activity: Activity, doing: Doing) -> Held | None:
    typed = request.POST.get(CODE, "").strip()
    if not typed:
        return None
    receipts = [request.POST.get(name, "") for name in (RECEIPT, "receipt")]
    try:
        with _slowly(request):
            held = codes.opened(activity, typed, doing, receipts=receipts)
    except (WrongInput, TooMany) as refusal:
        raise MustShow(activity, doing, Proof.CODE, refusal) from None
    if doing is not Doing.READ:  # one comes back to read; a code is used up by taking part
        codes.use(activity, typed)
    return held


def _by_email(request: HttpRequest, activity: Activity, doing: Doing) -> Held | None:
    """First the address, to which a code is sent; then the code."""
    address, code = request.POST.get(EMAIL, "").strip(), request.POST.get(CODE, "").strip()
    if not address:
        return None
    is_sent = CODE in request.POST and ANEW not in request.POST
    if is_sent and not code:
        raise MustShow(activity, doing, Proof.EMAIL, WrongInput("mail_code_not_filled_in"), is_sent=True)
    try:
        with _slowly(request):
            if is_sent:
                return mailing.opened(activity, address, code)
            mailing.send(activity, address, language=get_language() or "sv")
            raise MustShow(activity, doing, Proof.EMAIL, is_sent=True)
    except (WrongInput, WrongMoment, TooMany) as refusal:
        has_got_some = CODE in request.POST and refusal.code == "mail_too_often"  # the last of them still works
        raise MustShow(activity, doing, Proof.EMAIL, refusal, is_sent=is_sent or has_got_some) from None


@contextmanager
def _slowly(request: HttpRequest) -> Iterator[None]:
    """One try from this address. A code that is right costs nothing: a class may sit there, each with their own.

    Raises TooMany once too many have been wrong.
    """
    here = limits.address(request)
    try:
        limits.spend("code_address", here)
    except TooMany as refusal:
        raise TooMany("too_many_tries", **refusal.params) from None
    yield
    limits.give_back("code_address", here)


def _device(request: HttpRequest, activity: Activity) -> str:
    """The device's own number, drawn when it is first asked for. It is another in each dialogue."""
    try:
        return cookies.read(request, cookies.DEVICE)
    except signing.BadSignature:
        drawn = secrets.token_hex(16)
        cookies.give(request, cookies.DEVICE, drawn, path=cookies.path_of(activity.dialogue.slug))
        return drawn


# What was shown a little while ago


def _remembered(request: HttpRequest, activity: Activity, proof: Proof) -> Held | None:
    """What this browser has shown in this activity, if it is as sure as is demanded now."""
    found = _shown(request).get(str(activity.pk))
    if found is None or not rules.is_enough(Proof(found[0]), proof):
        return None
    return Held(Proof(found[0]), found[1])


def _lives_elsewhere(request: HttpRequest, activity: Activity, proof: Proof) -> Refusal | None:
    """Whoever has shown who they are, where they must be registered here as well, need not go the same way again."""
    if proof is not Proof.RESIDENT or _remembered(request, activity, Proof.EID) is None:
        return None
    return WrongPerson("eid_not_resident", organisation=activity.dialogue.organisation.name)


def remember(request: HttpRequest, activity: Activity, held: Held | None) -> None:
    """In the browser alone, signed, for a little while. None: forget it."""
    _write(request, activity, str(activity.pk), [held.proof.value, held.pseudonym] if held else None)
    if held and held.proof.at_least(Proof.EID) and rules.is_enough(held.proof, queries.demanded(activity, Doing.READ)):
        _write(request, activity, _reader(activity), [held.proof.value, held.pseudonym])


def _write(request: HttpRequest, activity: Activity, name: str, shown: list[str] | None) -> None:
    known = _shown(request)
    others = {key: value for key, value in known.items() if key != name}
    mine = {name: shown} if shown else {}
    now = dict([*others.items(), *mine.items()][-REMEMBERED_MOST:])
    if now != known:
        path = cookies.path_of(activity.dialogue.slug)
        cookies.give(request, cookies.PROOF, json.dumps(now, separators=(",", ":")), path=path)


def _shown(request: HttpRequest) -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = json.loads(cookies.read(request, cookies.PROOF))
    except signing.BadSignature:
        return {}
    return found
