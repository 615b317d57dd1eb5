"""Codes that came by letter: made, kept as hashes, opened, and counted when nobody has them.

A code has some 44 bits of chance (ground/people/receipt.py), and a check sign. docs/decisions/ says why that is enough.
"""

from collections.abc import Sequence

from django.db.models import F

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongInput
from gehor.ground.people import receipt
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from .models import Batch, Code, Misses
from .pseudonyms import pseudonym

LETTER, VOTER = "letter", "code"  # hashed in two ways, so that no row leads from a letter to a voter


def made(batch: Batch, many: int) -> list[str]:
    """So many new codes of a batch. They are given here and never again."""
    codes = list({receipt.new_code() for _ in range(many)})
    while len(codes) < many:
        codes = list({*codes, receipt.new_code()})
    Code.objects.bulk_create(
        (
            Code(batch=batch, number=number, digest=pseudonym(batch.activity, LETTER, code))
            for number, code in enumerate(codes, 1)
        ),
        batch_size=1000,
    )
    return codes


def opened(activity: Activity, typed: str, doing: Doing, *, receipts: Sequence[str] = (), submission: str = "") -> Held:
    """Who holds the code, on the web. Raises WrongInput as `holder`, and for a code that has voted already.

    receipts: codes of receipts that were typed beside it. With that of the vote, the same code opens once more.
    """
    held = holder(activity, typed)
    if doing is Doing.VOTE:
        _must_be_theirs(activity, held, receipts)
    return held


def holder(activity: Activity, typed: str, *, field: str = "proof_code") -> Held:
    """Who holds the code. Raises WrongInput for one that is mistyped, that nobody has, or that was stopped."""
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        raise WrongInput("code_mistyped", field=field, word=typed[:20])
    found = Code.objects.filter(batch__activity=activity, digest=digest(activity, code)).first()
    if found is None:
        _missed(activity)
        raise WrongInput("code_unknown", field=field, word=receipt.shown(code))
    if found.is_revoked:
        raise WrongInput("code_revoked", field=field)
    return Held(Proof.CODE, pseudonym(activity, VOTER, code))


def again(activity: Activity, held: Held, digest: str, doing: Doing, *, receipts: Sequence[str] = ()) -> Held | None:
    """Who has shown their code to read, when they take part as well: no need to type it twice. None once it is stopped.

    digest: of the code as it stands here, from what the reader's own browser kept. Raises WrongInput as `opened`.
    """
    rows = Code.objects.filter(batch__activity=activity, digest=digest, is_revoked=False)
    if not rows.exists():
        return None
    if doing is Doing.VOTE:
        _must_be_theirs(activity, held, receipts)
    rows.filter(is_used=False).update(is_used=True)
    return held


def digest(activity: Activity, code: str) -> str:
    """By which a code is known again."""
    return pseudonym(activity, LETTER, receipt.normalise(code))


def use(activity: Activity, code: str) -> None:
    """Note that a code was used: not when, and not for what."""
    Code.objects.filter(digest=digest(activity, code), is_used=False).update(is_used=True)


def _must_be_theirs(activity: Activity, held: Held, receipts: Sequence[str]) -> None:
    """Raises WrongInput code_used or code_used_for_good: somebody has voted with it, and this is not their receipt."""
    voter = Voter.objects.filter(activity=activity, pseudonym=held.pseudonym).select_related("participant").first()
    if voter and voter.participant.receipt not in map(receipt.normalise, receipts):
        is_final = catalogue.methods()[activity.method].final
        raise WrongInput("code_used_for_good" if is_final else "code_used", field="proof_code")


def _missed(activity: Activity) -> None:
    row, _ = Misses.objects.get_or_create(dialogue_id=activity.dialogue_id, day=clock.today())
    Misses.objects.filter(pk=row.pk).update(count=F("count") + 1)
