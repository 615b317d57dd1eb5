"""Opening and closing an activity."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.models import Opening
from gehor.planning.models import Activity, Dialogue


def test_alma_opens_what_is_planned(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    opening = open_participation(activity, actor=alma)
    assert (opening.opened_at, opening.closed_at) == (clock.now(), None)
    entry = Entry.objects.get(step="participation.open")
    assert (entry.actor, entry.subject_id, entry.codes) == (alma.key, opening.pk, {"activity": activity.pk})


def test_whoever_does_not_lead_cannot_open(planned: Dialogue, activity: Activity, bo: Actor, farid: Actor) -> None:
    for actor in (bo, farid):
        with pytest.raises(WrongPerson):
            open_participation(activity, actor=actor)
    assert not Opening.objects.exists()


def test_nothing_opens_before_an_answer_date_is_promised(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    planned.answer_due = None
    planned.save()
    with pytest.raises(NotYet) as refusal:
        open_participation(activity, actor=alma)
    assert refusal.value.missing == ("answer_due",)


def test_an_activity_opens_once(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    open_participation(activity, actor=alma)
    with pytest.raises(WrongMoment) as refusal:
        open_participation(activity, actor=alma)
    assert refusal.value.code == "opened_before"


def test_what_is_closed_does_not_open_again(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    open_participation(activity, actor=alma)
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(WrongMoment) as refusal:
        open_participation(activity, actor=alma)
    assert refusal.value.code == "closed_for_good"


def test_an_activity_whose_last_day_has_passed_does_not_open(
    planned: Dialogue, activity: Activity, alma: Actor
) -> None:
    with clock.at(dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)), pytest.raises(WrongMoment) as refusal:
        open_participation(activity, actor=alma)
    assert (refusal.value.code, refusal.value.params) == ("over_before_opened", {"ends_on": dt.date(2026, 4, 30)})


def test_alma_closes_what_is_open(opened: Dialogue, activity: Activity, alma: Actor) -> None:
    opening = close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    assert opening.closed_at == clock.now()
    assert Entry.objects.filter(step="participation.close", subject_id=opening.pk).count() == 1


def test_whoever_does_not_lead_cannot_close(opened: Dialogue, activity: Activity, bo: Actor, farid: Actor) -> None:
    for actor in (bo, farid):
        with pytest.raises(WrongPerson):
            close_participation(activity, actor=actor, reason={"sv": "Alla har svarat."})


def test_what_is_not_open_cannot_be_closed(planned: Dialogue, activity: Activity, alma: Actor) -> None:
    with pytest.raises(NotYet) as refusal:
        close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    assert refusal.value.missing == ("open",)


def test_one_of_two_activities_is_closed_alone(opened: Dialogue, activity: Activity, alma: Actor) -> None:
    activity.pk, activity.number = 52, 2
    activity.save(force_insert=True)
    with pytest.raises(WrongMoment) as refusal:
        close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    assert refusal.value.code == "not_open"
    open_participation(activity, actor=alma)
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    assert Opening.objects.filter(closed_at__isnull=True).count() == 1
