"""A sheet that was mistyped is mended, also where the first ballot counts."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import close_participation
from gehor.participation.ballots.actions import enter_ballot, mend_typing
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.rules import Mistyped
from gehor.planning.models import Activity
from gehor.process.words import Channel

from .conftest import counted

MISREAD = Mistyped.MISREAD


@pytest.fixture
def typed(final: Activity, tove: Actor) -> Ballot:
    values = {"often": "aldrig", "way": ["bus"], "why": "Nära hem"}
    return enter_ballot(final, actor=tove, submission=uuid.uuid4(), channel=Channel.PAPER, values=values, language="sv")


def test_what_stands_on_the_paper_takes_its_place(final: Activity, typed: Ballot, tove: Actor) -> None:
    mended = mend_typing(typed, actor=tove, values={"often": "aldrig", "way": ["bike"]}, reason=MISREAD)
    assert counted(final) == [["bike"]]
    assert (mended.replaces, mended.voter, mended.received_at) == (typed, typed.voter, typed.received_at)
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.step, entry.codes["reason"]) == ("participation.correct_typing", "misread")
    assert "bike" not in json.dumps(entry.codes)


def test_not_by_others_not_twice_not_the_same_and_not_when_it_has_closed(
    final: Activity, typed: Ballot, tove: Actor, alma: Actor
) -> None:
    right = {"often": "aldrig", "way": ["bike"]}
    with pytest.raises(WrongPerson):
        mend_typing(typed, actor=alma, values=right, reason=MISREAD)
    for values, reason in (
        ({"often": "aldrig", "way": ["bus"]}, MISREAD),
        (right, "bored"),
        ({"way": "plane"}, MISREAD),
    ):
        with pytest.raises(WrongInput):
            mend_typing(typed, actor=tove, values=values, reason=reason)
    mend_typing(typed, actor=tove, values=right, reason=MISREAD)
    with pytest.raises(WrongMoment) as refusal:
        mend_typing(typed, actor=tove, values={"way": ["car"]}, reason=MISREAD)
    assert refusal.value.code == "mended_before"
    close_participation(final, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(WrongMoment):
        mend_typing(Ballot.objects.get(replaces=typed), actor=tove, values={"way": ["car"]}, reason=MISREAD)


def test_the_page_keeps_what_is_typed_until_it_is_right(
    final: Activity, typed: Ballot, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    tove = signed_in("tove")
    page = f"/staff/d/skolan/enter/1/ballot/{typed.pk}/mend/"
    assert page in tove.get("/staff/d/skolan/enter/1/").content.decode()
    with django_assert_max_num_queries(15):
        assert "bus" in tove.get(page).content.decode()
    wrong = tove.post(page, {"q.way": ["bike"], "q.km": "långt", "reason": "misread"})
    assert wrong.status_code == 422 and "långt" in wrong.content.decode()
    assert tove.post(page, {"q.way": ["bike"]}).status_code == 422
    assert tove.post(page, {"q.often": "aldrig", "q.way": ["bike"], "reason": "slipped"}).status_code == 303
    assert counted(final) == [["bike"]]
    assert signed_in("cilla").get(page).status_code == 403
    assert timezone.localdate(typed.received_at) == timezone.localdate(Ballot.objects.get(replaces=typed).received_at)
