"""Five hundred findings: every page that shows them stays light, and one among them is found without scrolling.

tests/test_big_dialogue.py has many contributions and few findings; this is the other way round. The dialogue is walked
while those who took part check the findings, while the board is half through, and when everybody has been answered.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from gehor.analysis.checking.actions import close_check, open_check
from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.decision.basis.actions import freeze
from gehor.decision.basis.content import brought_back
from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.followup.models import Measure
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.documents import Heading
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Account, Body, Membership
from gehor.ground.people.models import Participant
from gehor.ground.people.receipt import new_code
from gehor.participation.models import Contribution, Opening, Wording
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Role
from gehor.testing.costs import Walker

FINDINGS, CONTRIBUTIONS = 500, 2_000
DOCUMENT_SECONDS_MOST = 8.0  # of a processor's time: a file has all of it
MARCH, JUNE = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC), dt.datetime(2026, 6, 11, 9, tzinfo=dt.UTC)
STATEMENT = "Vid plats {} känns vägen till skolan otrygg, särskilt när det är mörkt, och bilarna kör för fort."
REASON = "Nämnden delar bilden av plats {}. Förvaltningen ser över den med skolan och dem som går där."


@pytest.fixture
def found(opened: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Five hundred findings rest on two thousand contributions, of which every tenth is set aside."""
    activity, now, bo = Activity.objects.get(dialogue=opened, number=1), clock.now(), accounts["bo"]
    people = Participant.objects.bulk_create(
        Participant(organisation=opened.organisation, receipt=new_code(), created_at=now) for _ in range(CONTRIBUTIONS)
    )
    said = Contribution.objects.bulk_create(
        Contribution(
            dialogue=opened,
            activity=activity,
            participant=participant,
            reference=f"R{number:05d}",
            channel=("web", "paper", "phone", "meeting")[number % 4],
            received_at=now - dt.timedelta(minutes=number),
            submission=uuid.UUID(int=number),
            published_at=now,
        )
        for number, participant in enumerate(people)
    )
    Wording.objects.bulk_create(
        Wording(contribution=each, number=1, text=f"Det är mörkt vid plats {each.reference}.", worded_at=now)
        for each in said
    )
    findings = Finding.objects.bulk_create(
        Finding(
            dialogue=opened,
            number=number,
            statement={"sv": STATEMENT.format(number)},
            explanation={"sv": f"Flera skriver om plats {number}."},
            written_at=now,
        )
        for number in range(1, FINDINGS + 1)
    )
    Reading.objects.bulk_create(
        Reading(contribution=each, dialogue=opened, read_at=now, read_by=bo, aside="" if number % 10 else "off_topic")
        for number, each in enumerate(said)
    )
    # the first contribution that carries a finding is no tenth: so none rests on what is set aside
    carrying = [each for number, each in enumerate(said) if number % 10]
    Rest.objects.bulk_create(
        Rest(finding=findings[at % FINDINGS], contribution=each) for at, each in enumerate(carrying)
    )
    Opening.objects.update(closed_at=now)
    return opened


@pytest.fixture
def walk(accounts: dict[str, Account], organisation) -> Callable[[Iterable[str]], None]:
    """Opens pages as somebody who may do everything here, or as a visitor, and says which ones cost too much."""
    account = Account.objects.create_user("alla@alvsala.example", name="Alla", is_demo=True)
    for role in (role for role in Role if role not in (Role.RESIDENT, Role.MACHINE)):
        Membership.objects.create(account=account, organisation=organisation, role=role.value)
    staff, visitor = (Client(headers={"accept-language": "sv"}) for _ in range(2))
    staff.force_login(account)
    walker = Walker(staff, visitor, document_seconds=DOCUMENT_SECONDS_MOST)

    def go(addresses: Iterable[str]) -> None:
        costs = {address: walker.cost(address) for address in addresses}
        assert {address: status for address, (status, _) in costs.items() if status != 200} == {}
        assert not (dear := [told for _, told in costs.values() if told]), "\n" + "\n".join(dear)

    return go


def at_staff(*pages: str) -> list[str]:
    return [f"/staff/d/skolan/{page}" for page in pages]


def in_public(*pages: str) -> list[str]:
    return [f"/d/skolan/{page}" for page in pages]


@pytest.mark.first
@pytest.mark.one  # queries are as many on both databases
def test_five_hundred_findings_make_no_page_long(
    found: Dialogue,
    walk: Callable[[Iterable[str]], None],
    accounts: dict[str, Account],
    alma: Actor,
    board: Body,
    signed_in: Callable[[str], Client],
) -> None:
    one = Contribution.objects.select_related("participant").get(reference="R00005")
    with clock.at(MARCH):
        check = open_check(found, actor=alma, last_day=dt.date(2026, 4, 10))
        walk([f"/c/{one.participant.receipt}/check/", f"/c/{one.participant.receipt}/check/?page=25"])
        walk(at_staff("check/", "check/enter/?q=plats+412", "findings/", "findings/?page=9", "findings/412/"))
        walk(at_staff("sign-off/", "read/", "read/R00005/", "positions/", ""))
    with clock.at(JUNE):
        close_check(check, actor=alma)
        SignOff.objects.create(dialogue=found, signed_at=clock.now(), signed_by=accounts["bo"])
        half_decided(found, walk, alma, board, signed_in("cilla"))
        answered(found, walk, alma, accounts, one)


def half_decided(dialogue: Dialogue, walk, alma: Actor, board: Body, cilla: Client) -> None:
    said = {
        "outcome": "met",
        "reason_sv": REASON.format("1–250"),
        "body": board.pk,
        "decided_on": "2026-06-10",
        "section": "41",
        "case_number": "BUN 2026/17",
    }
    with CaptureQueriesContext(connection) as queries:
        assert cilla.post("/staff/d/skolan/decide/together/?numbers=1–250", said).status_code == 303
    assert len(queries) < 40
    assert Decision.objects.count() == Entry.objects.filter(step="decision.decide").count() == 250
    assert cilla.get("/staff/d/skolan/decide/?q=412")["Location"] == "/staff/d/skolan/decide/412/"
    on = cilla.post("/staff/d/skolan/decide/412/", said)
    assert on["Location"] == "/staff/d/skolan/decide/413/"  # the next one that waits

    walk(in_public("", "result/", "result/?page=10&open=all", "result/?q=otrygg", "result/412/", "result.json"))
    walk(in_public("basis/", "basis/412/", "basis/set-aside/", "decision/", "decision/?page=5", "decision/200/"))
    walk(at_staff("", "basis/", "basis/findings/", "basis/findings/400/", "basis/draft.docx"))
    walk(at_staff("basis/preview/", "decide/", "decide/?state=done&page=3", "decide/400/", "decide/200/"))
    walk(at_staff("decide/together/?numbers=251–350", "decide/meeting/", "answers/", "answers/200/"))
    with CaptureQueriesContext(connection) as queries:
        frozen = freeze(dialogue, actor=alma)
    assert len(queries) <= 30
    document = brought_back(frozen.content).document
    assert sum(isinstance(part, Heading) and part.anchor.startswith("finding-") for part in document.parts) == FINDINGS
    assert STATEMENT.format(FINDINGS)[:30] in PdfReader(io.BytesIO(frozen.pdf)).pages[-1].extract_text()
    walk(in_public("basis/", "basis/version/1.pdf", "basis/version/1.json"))
    public = Client()
    for page in ("result/", "decision/"):
        away = public.get(f"/d/skolan/{page}?finding=412")["Location"]
        assert away == f"/d/skolan/{page}?page=9#finding-412"
        assert 'id="finding-412"' in public.get(away).content.decode()


def answered(dialogue: Dialogue, walk, alma: Actor, accounts: dict[str, Account], one: Contribution) -> None:
    now, before = clock.now(), Decision.objects.first()
    Decision.objects.bulk_create(
        Decision(
            dialogue=dialogue,
            weighs=each,
            outcome=("partly_met", "not_met")[each.number % 2],
            reason={"sv": REASON.format(each.number)},
            body=before.body,
            decided_on=before.decided_on,
            section=before.section,
            case_number=before.case_number,
            recorded_at=now,
            recorded_by=accounts["cilla"],
        )
        for each in Finding.objects.filter(dialogue=dialogue, number__gt=250).exclude(number=412)
    )
    decisions = list(Decision.objects.filter(dialogue=dialogue))
    Answer.objects.bulk_create(
        Answer(decision=each, dialogue=dialogue, text={"sv": "Tack."}, written_at=now, written_by=accounts["alma"])
        for each in decisions
    )
    Measure.objects.bulk_create(
        Measure(
            decision=each,
            dialogue=dialogue,
            title={"sv": "En åtgärd"},
            owner="Skolförvaltningen",
            due_on=dt.date(2026, 9, 1),
            promised_at=now,
        )
        for each in decisions[::25]
    )
    walk(at_staff("answers/", "release/"))
    release_answers(dialogue, actor=alma, greeting={"sv": "Hej!"})
    receipt = one.participant.receipt
    walk([f"/c/{receipt}/", f"/c/{receipt}/sheet.pdf", f"/c/{receipt}/everything.json", "/", "/o/alvsala/clock/"])
    walk(
        in_public(
            "", "answers/", "answers/?page=9", "measures/", "c/R00005/", "decision/412/", "decision/412/grounds.json"
        )
    )
    walk(at_staff("", "answers/412/", "measures/", "deliveries/", "corrections/", "feedback/", "close/"))
