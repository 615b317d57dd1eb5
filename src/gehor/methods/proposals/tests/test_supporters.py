"""Support that came on a list of paper or by telephone, typed in row by row."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.methods.proposals import actions
from gehor.participation.actions import close_participation, contribute, open_participation
from gehor.participation.ballots import rules
from gehor.participation.ballots.actions import enter_supporters
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.support import supporters
from gehor.participation.identity.actions import make_codes
from gehor.participation.identity.models import Code
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Channel, Doing, Proof

PAGE = "/staff/d/skolan/support/1/"
SV = {"accept-language": "sv"}


@pytest.fixture
def open_for(planned: Any, activity: Activity, alma: Actor, dana: Actor) -> Callable[..., Contribution]:
    """Open for support with this demanded of those who give it; gives a proposal."""

    def start(proof: Proof = Proof.DEVICE) -> Contribution:
        activity.setup = {"support": True}
        activity.save()
        open_participation(activity, actor=alma, demands={Doing.VOTE: proof})
        return contribute(activity, actor=dana, submission=uuid.uuid4(), text="Mer grönt.", language="sv")

    return start


def typed(one: Contribution, rows: str, **fields: str) -> dict[str, str]:
    told = {"about": one.reference.lower(), "channel": "paper", "received_on": "2026-03-02", "listed": "k7 q2"}
    return {**told, "rows": rows, "submission": str(uuid.uuid4()), **fields}


def words(response: Any) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_list_is_typed_in_at_once_and_a_row_counts_once_however_often(
    open_for: Callable[..., Contribution], signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    one, tove = open_for(), signed_in("tove")
    first = typed(one, "1-3, 7")
    assert tove.post(PAGE, first).status_code == 303
    assert tove.post(PAGE, first).status_code == 303  # sent twice
    assert (Voter.objects.count(), Ballot.objects.count()) == (4, 4)
    answer = tove.post(PAGE, typed(one, "7–9", listed="K7Q2", channel="phone"), headers=SV, follow=True)
    page = answer.content.decode()
    assert "3 personer stöder" in page and "1 av dem fanns här redan" in page and "1–3, 7–9" in page
    assert f'value="{one.reference}"' in page and 'value="K7Q2"' in page
    assert len(supporters(one.activity)[one.reference]) == 6
    away = typed(one, "9", withdraw="1")
    assert [tove.post(PAGE, away).status_code for _twice in range(2)] == [303, 303]
    assert len(supporters(one.activity)[one.reference]) == 5
    for rows, told in (("9", "1"), ("8, 9, 99", "2")):
        refused = tove.post(PAGE, typed(one, rows, withdraw="1"), headers=SV)
        assert refused.status_code == 422 and f"Av dem är det {told} som inte stöder {one.reference}" in words(refused)
    assert len(supporters(one.activity)[one.reference]) == 5 and Voter.objects.count() == 6
    tove.post(PAGE, typed(one, "1", listed="B"))
    assert len(supporters(one.activity)[one.reference]) == 6
    entries = Entry.objects.filter(step="participation.enter_ballot")
    assert entries.count() == 4 + 3 + 1 + 1 and entries.first().codes.keys() == {"activity", "channel"}
    assert {each.channel for each in Ballot.objects.all()} == {"paper", "phone"}
    with django_assert_max_num_queries(15):
        tove.get(f"{PAGE}?about={one.reference}&listed=K7Q2")
    led = tove.post("/staff/d/skolan/enter/", {"code": one.reference.lower()})
    assert led["Location"] == f"{PAGE}?about={one.reference}"  # the one way in for all that lies on the desk
    sheet = words(tove.get(f"{PAGE}list/?about={one.reference}", headers=SV))
    assert "Mer grönt." in sheet and "25" in sheet and one.reference in sheet
    assert tove.get(f"{PAGE}list/?about=FINNSE").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "FINNSE"},
        {"rows": "1-"},
        {"rows": "24-1"},
        {"rows": "0"},
        {"rows": "1-501"},
        {"rows": ""},
        {"listed": "–"},
        {"received_on": "2026-03-03"},
    ],
)
def test_what_cannot_be_meant_is_refused_and_kept(
    open_for: Callable[..., Contribution], signed_in: Callable[[str], Client], wrong: dict[str, str]
) -> None:
    sent = {**typed(open_for(), "1-30"), **wrong}
    page = signed_in("tove").post(PAGE, sent)
    assert page.status_code == 422
    for name in ("about", "rows", "listed"):
        assert not sent[name] or f'value="{sent[name]}"' in page.content.decode()
    assert not Ballot.objects.exists()


def test_support_of_what_is_merged_goes_to_that_and_wrong_person_or_moment_is_refused(
    open_for: Callable[..., Contribution], signed_in: Callable[[str], Client], alma: Actor, dana: Actor, tove: Actor
) -> None:
    one = open_for()
    other = contribute(one.activity, actor=dana, submission=uuid.uuid4(), text="Fler träd.", language="sv")
    actions.merge(other, actor=alma, into=one, reason={"sv": "Samma."})
    given = {"channel": Channel.PAPER, "reference": other.reference, "held": [rules.Held(Proof.OPEN, "list:X:A:1")]}
    assert enter_supporters(one.activity, actor=tove, submission=uuid.uuid4(), **given).item == one.reference
    with pytest.raises(WrongPerson):
        enter_supporters(one.activity, actor=dana, submission=uuid.uuid4(), **given)
    assert signed_in("cilla").get(PAGE).status_code == 403
    close_participation(one.activity, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(WrongMoment):
        enter_supporters(one.activity, actor=tove, submission=uuid.uuid4(), **given)
    assert signed_in("tove").post(PAGE, typed(one, "1")).status_code == 409
    Activity.objects.update(setup={})
    assert signed_in("tove").get(PAGE).status_code == 404


def test_where_letters_are_demanded_the_codes_are_typed_in_all_or_none(
    open_for: Callable[..., Contribution], signed_in: Callable[[str], Client], alma: Actor, tove: Actor
) -> None:
    one, browser = open_for(Proof.CODE), signed_in("tove")
    codes = make_codes(one.activity, actor=alma, many=3)[1]
    sent = {name: value for name, value in typed(one, "").items() if name not in ("rows", "listed")}
    wrong = browser.post(PAGE, {**sent, "letter_codes": f"{codes[0]}\n22222-22222"})
    assert wrong.status_code == 422 and codes[0] in wrong.content.decode()
    assert not Ballot.objects.exists() and not Code.objects.filter(is_used=True).exists()
    for _again in range(2):
        sent["submission"] = str(uuid.uuid4())
        assert browser.post(PAGE, {**sent, "letter_codes": "\n".join(codes)}).status_code == 303
    assert Voter.objects.count() == 3 and Code.objects.filter(is_used=True).count() == 3
    with pytest.raises(WrongInput, match="code_needed"):
        enter_supporters(
            one.activity,
            actor=tove,
            submission=uuid.uuid4(),
            channel=Channel.PAPER,
            reference=one.reference,
            held=[rules.Held(Proof.OPEN, "list:X:A:1")],
        )


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(1, 9999), min_size=1, max_size=40))
def test_rows_are_read_as_they_are_written(rows: set[int]) -> None:
    assert rules.rows_of(rules.in_rows(rows)) == tuple(sorted(rows))
