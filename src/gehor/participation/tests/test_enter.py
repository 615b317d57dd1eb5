"""Typing in what came on paper, by phone, at a meeting or in the street."""

import datetime as dt
import uuid
from typing import Any

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import close_participation, enter
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Channel


def type_in(activity: Activity, actor: Actor, **given: Any) -> Contribution:
    given = {
        "submission": uuid.uuid4(),
        "channel": Channel.PAPER,
        "text": "Maten är kall.",
        "language": "sv",
        **given,
    }
    return enter(activity, actor=actor, **given)


def test_a_paper_form_becomes_a_contribution_like_any_other(opened: Dialogue, activity: Activity, tove: Actor) -> None:
    contribution = type_in(activity, tove, title="Maten")
    assert (contribution.channel, contribution.entered_by_id) == ("paper", tove.account_id)
    assert contribution.wordings.get().worded_by_id == tove.account_id
    entry = Entry.objects.get(step="participation.enter")
    assert (entry.actor, entry.codes) == (tove.key, {"activity": activity.pk, "channel": "paper"})


def test_it_came_when_it_came_and_not_when_it_was_typed_in(opened: Dialogue, activity: Activity, tove: Actor) -> None:
    yesterday = clock.now() - dt.timedelta(days=1)
    assert type_in(activity, tove, received_at=yesterday).received_at == yesterday


def test_paper_is_typed_in_after_the_last_day_until_it_is_closed(
    opened: Dialogue, activity: Activity, tove: Actor, alma: Actor
) -> None:
    with clock.at(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)):
        type_in(activity, tove)
        close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
        with pytest.raises(WrongMoment) as refusal:
            type_in(activity, tove)
    assert refusal.value.code == "closed_meanwhile"


def test_typed_in_twice_is_received_once(opened: Dialogue, activity: Activity, tove: Actor) -> None:
    submission = uuid.uuid4()
    assert type_in(activity, tove, submission=submission) == type_in(activity, tove, submission=submission)


@pytest.mark.parametrize("who", ["cilla", "ada", "farid"])
def test_whoever_does_not_receive_here_types_nothing_in(
    opened: Dialogue, activity: Activity, actors: dict[str, Actor], who: str
) -> None:
    with pytest.raises(WrongPerson):
        type_in(activity, actors[who])


def test_a_resident_uses_the_web_form(opened: Dialogue, activity: Activity) -> None:
    with pytest.raises(WrongPerson):
        type_in(activity, RESIDENT)


def test_nothing_is_typed_in_before_it_has_opened(planned: Dialogue, activity: Activity, tove: Actor) -> None:
    with pytest.raises(NotYet):
        type_in(activity, tove)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"channel": "web"}, "unknown_channel"),
        ({"channel": "import"}, "unknown_channel"),
        ({"channel": "pigeon"}, "unknown_channel"),
        ({"text": ""}, "text_missing"),
        ({"received_at": dt.datetime(2026, 3, 2, 9, 1, tzinfo=dt.UTC)}, "received_in_future"),
    ],
)
def test_what_cannot_be_typed_in_is_refused(
    opened: Dialogue, activity: Activity, tove: Actor, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(WrongInput) as refusal:
        type_in(activity, tove, **given)
    assert refusal.value.code == code
    assert not Contribution.objects.exists()
