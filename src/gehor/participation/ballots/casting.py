"""The one place where a ballot comes to be: web, typing, file and scan all end in `stored`.

Called inside actions, which have asked who may and what must hold. Read rules.py first: `beats` says which counts.
"""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.languages import said as in_language
from gehor.ground.organisations.models import Organisation
from gehor.ground.people import receipt as receipts
from gehor.ground.people.keeping import NewContact, keep_contact, new_participant, new_participants
from gehor.ground.people.models import Participant
from gehor.ground.progress import through
from gehor.ground.rows import among, delete_many, insert, insert_many
from gehor.participation import storing
from gehor.participation.files import Stored
from gehor.participation.identity.queries import demanded
from gehor.participation.models import Import, Wording
from gehor.participation.rules import TITLE_MOST
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import Question
from gehor.process.method import Method
from gehor.process.words import Channel, Doing, Proof

from . import items, queries, rules
from .models import Ballot, FormVersion, Voter
from .rules import Held
from .versions import as_asked, freeze

AT_ONCE = 500  # rows asked for by one statement
FEW = 60  # as many as are stored sooner one by one than as Django stores many


@dataclass(frozen=True)
class New:
    """One ballot as it came. sheet: the code that stands on the paper, and becomes the receipt.

    participant: who it is, where they are known by a receipt from before. attached: question → file.
    """

    held: Held
    values: Mapping[str, Any]
    submission: UUID
    channel: Channel
    received_at: dt.datetime
    item: str = ""
    language: str = "sv"
    contact: NewContact | None = None
    sheet: str = ""
    participant: Participant | None = None
    attached: Mapping[str, Stored] = field(default_factory=dict)


def nobody_known() -> Held:
    """Somebody who has shown nothing: a person of their own, whom nobody knows again."""
    return Held(Proof.OPEN, secrets.token_hex(32))


def by_sheet(activity: Activity, typed: str) -> tuple[Held, str]:
    """Whoever filled in the sheet with this code, and the code: typed twice it is still one person's."""
    code = receipts.normalise(typed)
    if not receipts.is_valid(code):
        raise WrongInput("unknown_sheet", field="sheet", word=typed[:20])
    known = Participant.objects.filter(organisation=activity.dialogue.organisation, receipt=code).first()
    return by_receipt(activity, known) if known else Held(Proof.OPEN, f"sheet:{code}"), code


def by_receipt(activity: Activity, participant: Participant) -> Held:
    """Whoever holds this receipt: the voter they are here already, else as a sheet with the same code."""
    before = Voter.objects.filter(activity=activity, participant=participant).order_by("pk").first()
    return Held(Proof(before.proof), before.pseudonym) if before else Held(Proof.OPEN, f"sheet:{participant.receipt}")


def holder(activity: Activity, held: Held) -> Participant:
    """Whoever has shown this, for something that they write: with the receipt that their votes have or will have."""
    mark = rules.holder_mark(activity.pk, held)
    return known_holder(activity, held) or new_participant(activity.dialogue.organisation, pseudonym=mark)


def known_holder(activity: Activity, held: Held) -> Participant | None:
    """The same, where they have voted or written something here."""
    voter = Voter.objects.filter(activity=activity, pseudonym=held.pseudonym).select_related("participant").first()
    mark = rules.holder_mark(activity.pk, held)
    return voter.participant if voter else _marked([mark]).get(mark)


def _marked(marks: Sequence[UUID]) -> dict[UUID, Participant]:
    return {each.pseudonym: each for each in Participant.objects.filter(pseudonym__in=marks)}


def parted(activity: Activity, forms: Sequence[New]) -> list[New]:
    """Each form as the ballots that it becomes: one for each thing that it asks about, the form's own key on the first.

    Where ballots are about nothing in particular, or are about one thing already, they are as they were.
    """
    part, found = items.parting(activity), []
    for form in forms:
        if form.item:
            found.append(form)
            continue
        parts = part(form.values)
        keys = items.submissions(form.submission, [item for item, _ in parts])
        for at, ((item, values), key) in enumerate(zip(parts, keys, strict=True)):
            contact = None if at else form.contact
            found.append(replace(form, item=item, values=values, submission=key, contact=contact))
    return found


def stored(
    activity: Activity,
    ballots: Sequence[New],
    *,
    entered_by_id: int | None = None,
    imported: Import | None = None,
    mends: Collection[int] = (),
    numbered: bool = True,
) -> list[Ballot]:
    """Store ballots in the order given, settle which of them count, and pass on what is to be read.

    entered_by_id: who typed or brought them in; then what does not count is kept aside. Whoever votes on their own
    where the first ballot counts is refused a second one instead: WrongMoment voted_before. mends: ballots that were
    mistyped from a sheet; what stands there takes their place, whichever counts otherwise. numbered: whether the
    numbers of the new rows are asked for.
    """
    method = catalogue.methods()[activity.method]
    version = queries.version(activity) or freeze(activity)
    if version is None:
        raise WrongInput("takes_no_ballots")
    whole = entered_by_id is None
    kept = [
        _checked(method, version, each.values, item=each.item, is_whole=whole)
        for each in through("checking", ballots, len(ballots))
    ]
    ballots = _as_known(activity, ballots)
    asked = queries.questions(version)
    spoken = [asking.words(asked, values) for values in kept]
    voters, counting = _standing(activity, ballots, is_proved=imported is None)
    rows = []
    for each, values in zip(through("making", ballots, len(ballots)), kept, strict=True):
        voter = voters[each.held.pseudonym]
        current = counting.get((voter.pk, each.item))
        is_mended = current is not None and current.pk in mends
        wins = current is None or is_mended or rules.beats(each.received_at, current.received_at, final=method.final)
        if not wins and entered_by_id is None:
            raise WrongMoment("voted_before", received_on=timezone.localdate(current.received_at))
        # What is read is a contribution, where it can be masked. It does not stand here too.
        choice, beside = rules.taken_apart(asking.counted(asked, values))
        row = Ballot(
            voter_id=voter.pk,
            activity_id=activity.pk,
            item=each.item,
            choice=choice,
            values=beside,
            channel=each.channel.value,
            received_at=each.received_at,
            submission=each.submission,
            version_id=version.pk,
            entered_by_id=entered_by_id,
            imported_in_id=imported.pk if imported else None,
            aside=not wins,
        )
        row._state.fields_cache |= {"voter": voter, "activity": activity, "version": version}  # as given, and quicker
        if wins and current is not None:
            row.replaces = current
        rows.append(row)
        if wins:
            counting[voter.pk, each.item] = row
    _insert(rows, numbered=numbered)
    for each, words in zip(ballots, spoken, strict=True):
        if words:
            voter = voters[each.held.pseudonym]
            _pass_on(activity, each, words, asked, voter, entered_by_id=entered_by_id, imported=imported)
    return rows


def checked(activity: Activity, values: Mapping[str, Any], *, item: str = "", is_whole: bool = True) -> dict[str, Any]:
    """What would be kept of a ballot, before it is handed in. Raises WrongInput."""
    method, version = catalogue.methods()[activity.method], as_asked(activity)
    if method.items is None or item:
        return _checked(method, version, values, item=item, is_whole=is_whole)
    for about, some in items.parting(activity)(values):
        _checked(method, version, some, item=about, is_whole=is_whole)
    return dict(values)


def checker(activity: Activity) -> Callable[..., dict[str, Any]]:
    """The same for many that do not come from the web: (values, item="")."""
    method, version = catalogue.methods()[activity.method], as_asked(activity)
    part = items.parting(activity)

    def check(values: Mapping[str, Any], item: str = "") -> dict[str, Any]:
        if method.items is None or item:
            return _checked(method, version, values, item=item, is_whole=False)
        for about, some in part(values):  # a whole form
            _checked(method, version, some, item=about, is_whole=False)
        return dict(values)

    return check


def _checked(
    method: Method, version: FormVersion, values: Mapping[str, Any], *, item: str, is_whole: bool
) -> dict[str, Any]:
    """The values in their one form. Raises WrongInput."""
    if not rules.is_an_item(item) or (item and method.ballot is None and method.items is None):
        raise WrongInput("unknown_item", word=item[: rules.ITEM_MOST])
    if method.ballot is not None:
        kept = dict(method.ballot(version.setup, item, values))
    else:
        questions = queries.questions(version)
        asked = questions if method.items is None else items.about(questions, item)
        kept = asking.answered(asked, values, is_whole=is_whole)
    if not kept:
        raise WrongInput("nothing_answered")
    assert not rules.has_floats(kept), "what is counted adds up to the same in any order"
    return kept


def _as_known(activity: Activity, ballots: Sequence[New]) -> Sequence[New]:
    """Whoever holds a receipt and has shown little beside it is the voter that the receipt has here already."""
    holders = list({each.participant.pk for each in ballots if each.participant})
    before = {
        voter.participant_id: voter
        for start in range(0, len(holders), AT_ONCE)
        for voter in Voter.objects.filter(activity=activity, participant__in=holders[start : start + AT_ONCE])
    }
    return [_known(each, before) for each in ballots] if before else ballots


def _known(new: New, before: Mapping[int, Voter]) -> New:
    """before: participant → the voter they are here."""
    voter = before.get(new.participant.pk) if new.participant else None
    if voter is None or voter.pseudonym == new.held.pseudonym:
        return new
    if new.held.proof.at_least(Proof.CODE):
        raise WrongInput("receipt_has_voted", field="receipt")
    return replace(new, held=Held(Proof(voter.proof), voter.pseudonym))


def _must_be_proved(activity: Activity, new: Sequence[New]) -> None:
    """Raises WrongPerson for somebody new on the web who has shown less than is demanded. The view has asked before.

    What staff type in needs no more than the code of a letter, where that is demanded: WrongInput code_needed.
    """
    proof = demanded(activity, Doing.VOTE) if new else Proof.OPEN
    for each in new:
        if each.channel is Channel.WEB and not each.held.proof.at_least(proof):
            raise WrongPerson("proof_too_low")
        if proof is Proof.CODE and each.held.proof is not Proof.CODE:
            raise WrongInput("code_needed", field="letter_code")


def _standing(
    activity: Activity, ballots: Sequence[New], *, is_proved: bool
) -> tuple[dict[str, Voter], dict[tuple[int, str], Ballot]]:
    """Pseudonym → voter, and (voter, item) → the ballot that counts so far. Voters who are new are made.

    is_proved: whether those who are new must have shown who they are.
    """
    first = {each.held.pseudonym: each for each in reversed(ballots)}
    standing = queries.standing if len(ballots) <= FEW else _standing_of_many
    voters, counting = standing(activity, list(first), {each.item for each in ballots})
    new = [each for name, each in first.items() if name not in voters]
    if is_proved:
        _must_be_proved(activity, new)
    voters |= {voter.pseudonym: voter for voter in _made(activity, new)}
    for each in ballots:
        if each.participant and voters[each.held.pseudonym].participant_id != each.participant.pk:
            raise WrongInput("another_receipt", field="receipt")
        if each.contact:
            _keep_contact(voters[each.held.pseudonym].participant, each.contact)
    return voters, counting


def _standing_of_many(
    activity: Activity, names: Sequence[str], items: set[str]
) -> tuple[dict[str, Voter], dict[tuple[int, str], Ballot]]:
    voters, counting = {}, {}
    for start in range(0, len(names), AT_ONCE):
        some = Voter.objects.filter(activity=activity, pseudonym__in=names[start : start + AT_ONCE])
        known = {row.pseudonym: row for row in some.select_related("participant")}
        voters |= known
        if known:
            counting |= {(row.voter_id, row.item): row for row in queries.counting(known.values(), items)}
    return voters, counting


def _made(activity: Activity, new: Sequence[New]) -> list[Voter]:
    """Voters who come for the first time, each with a receipt. `is_new` says that of them."""
    if not new:
        return []
    rows = [
        Voter(
            activity=activity,
            pseudonym=each.held.pseudonym,
            participant=holder,
            proof=each.held.proof.value,
            first_at=clock.now(),
        )
        for each, holder in zip(new, _participants(activity, new), strict=True)
    ]
    made = [insert(row) for row in rows] if len(rows) <= FEW else insert_many(rows)
    for voter in made:
        voter.is_new = True
    return made


def _participants(activity: Activity, new: Sequence[New]) -> list[Participant]:
    organisation = activity.dialogue.organisation
    if len(new) > FEW and not any(each.sheet or each.participant for each in new):
        return new_participants(organisation, len(new))
    marks = {each.held: rules.holder_mark(activity.pk, each.held) for each in new if each.channel is Channel.WEB}
    wrote = _marked(list(marks.values())) if marks else {}
    return [_participant(organisation, each, marks.get(each.held), wrote) for each in new]


def _participant(
    organisation: Organisation, new: New, mark: UUID | None, wrote: Mapping[UUID, Participant]
) -> Participant:
    """mark: by which somebody on the web is found again. wrote: those who have written something before they voted."""
    if new.participant and new.participant.organisation_id != organisation.pk:
        raise WrongPerson("not_your_organisation")
    if new.participant or not new.sheet:
        return new.participant or (wrote.get(mark) if mark else None) or new_participant(organisation, pseudonym=mark)
    known = Participant.objects.filter(organisation=organisation, receipt=new.sheet).first()
    return known or new_participant(organisation, code=new.sheet)


def _keep_contact(participant: Participant, contact: NewContact) -> None:
    if participant.erased_at:
        raise WrongMoment("erased")
    keep_contact(participant, contact)


def _insert(rows: list[Ballot], *, numbered: bool) -> None:
    """Those first that others in the same batch replace."""
    if not numbered and all(row.replaces is None or row.replaces.pk for row in rows):
        insert_many(rows, numbered=False)
        return
    if len(rows) <= FEW:  # in the order in which they came
        for row in rows:
            row.replaces = row.replaces  # which may have got its number just now
            insert(row)
        return
    waves: dict[int, list[Ballot]] = defaultdict(list)
    depth: dict[int, int] = {}
    for row in rows:
        depth[id(row)] = depth.get(id(row.replaces), 0) + 1 if row.replaces else 0
        waves[depth[id(row)]].append(row)
    for wave in sorted(waves):
        for row in waves[wave]:
            if row.replaces is not None:
                row.replaces = row.replaces  # as above
        insert_many(waves[wave], numbered=wave + 1 in waves)


def _pass_on(
    activity: Activity,
    new: New,
    words: Mapping[str, str],
    asked: Sequence[Question],
    voter: Voter,
    *,
    entered_by_id: int | None,
    imported: Import | None,
) -> None:
    """Open answers become contributions of the same participant: a person reads them. Said once more is said once."""
    before = set() if voter.is_new else _said_before(voter)
    source = activity.dialogue.source_language
    for question in asked:
        text = words.get(question.key, "")
        file = new.attached.get(question.key)
        if not text or ((question.key, text) in before and not file):
            continue
        title, _ = in_language(question.label, source, new.language)
        storing.stored(
            activity,
            storing.Sent(
                uuid5(new.submission, question.key),
                new.channel,
                new.received_at,
                text,
                new.language,
                title[:TITLE_MOST],
                participant=voter.participant,
                entered_by_id=entered_by_id,
                imported=imported,
                answers=question.key,
                attachments=[file] if file else [],
            ),
        )


def _said_before(voter: Voter) -> set[tuple[str, str]]:
    rows = Wording.objects.filter(
        number=1, contribution__participant=voter.participant_id, contribution__activity=voter.activity_id
    )
    return {(values.get("question", ""), text) for values, text in rows.values_list("contribution__values", "text")}


def is_another(ballot: Ballot, values: Mapping[str, Any]) -> bool:
    """Whether these answers, in their one form, say something else than the ballot that was received."""
    if catalogue.methods()[ballot.activity.method].items is not None:
        return _is_another_form(ballot, values)
    questions = queries.questions(ballot.version)
    spoken = asking.words(questions, values)
    if asking.counted(questions, values) != rules.put_together(ballot.choice, ballot.values):
        return True
    return not spoken.items() <= _said_before(ballot.voter)


def _is_another_form(ballot: Ballot, values: Mapping[str, Any]) -> bool:
    """The same, for a form that has become several ballots. ballot: its first."""
    activity, questions = ballot.activity, queries.questions(ballot.version)
    method, before = catalogue.methods()[activity.method], {each.item: each for each in items.sent_with(ballot)}
    for item, some in items.parting(activity)(values):
        kept = _checked(method, ballot.version, some, item=item, is_whole=False)
        was = before.pop(item, None)
        if was is None or asking.counted(questions, kept) != rules.put_together(was.choice, was.values):
            return True
        if not asking.words(questions, kept).items() <= _said_before(ballot.voter):
            return True
    return bool(before)


def taken_back(imported: Import) -> set[int]:
    """Take away the ballots of an import, and the voters of whom nothing else is left. Returns their participants.

    Raises WrongMoment already_used where another ballot has been settled against one of them.
    """
    rows = Ballot.objects.filter(imported_in=imported)
    holders = set(rows.values_list("voter", flat=True).distinct())
    won = rows.filter(voter=OuterRef("voter"), item=OuterRef("item"), aside=False)
    if Ballot.objects.filter(Exists(won), aside=True).exclude(imported_in=imported).exists():
        raise WrongMoment("already_used")
    while (last := rows.filter(replaced_by__isnull=True)).exists():
        delete_many(last)  # whatever replaced something goes before it
    if rows.exists():
        raise WrongMoment("already_used")
    gone = dict(Voter.objects.filter(pk__in=among(holders), ballots__isnull=True).values_list("pk", "participant"))
    delete_many(Voter.objects.filter(pk__in=among(gone)))
    return set(gone.values())
