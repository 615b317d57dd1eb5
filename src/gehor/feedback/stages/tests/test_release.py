"""A stage is written, released at one time, and reaches each by their way: once, counted, without its content."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gehor.feedback.actions import release_answers
from gehor.feedback.models import Release
from gehor.feedback.rules import State
from gehor.feedback.stages import actions, gateway, queries
from gehor.feedback.stages.models import Bulletin, Draft, Telling
from gehor.feedback.stages.rules import Stage, Way
from gehor.feedback.stages.tasks import release_at_moment, tell_everybody, text_the_answers
from gehor.ground import clock, worker
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Contact
from gehor.participation.models import Opening

from .conftest import EASY, TEXT


@pytest.fixture
def folder(tmp_path, settings):
    settings.SMS_DIR = tmp_path / "sms"
    return settings.SMS_DIR


def release(dialogue, actor, stage=Stage.SUMMARY):
    return actions.release_stage(dialogue, actor=actor, stage=stage)


def ways(bulletin):
    return sorted(bulletin.tellings.values_list("way", flat=True))


def counts(bulletin):
    return {
        way: {state: n for state, n in states.items() if n}
        for way, states in queries.telling_counts([bulletin])[bulletin.pk].items()
    }


def test_everybody_is_told_by_the_way_they_gave(written, closed, contributions, reachable, alma, folder):
    reachable(contributions[0], "dana@example.se")
    reachable(contributions[2], "+46701234567", kind="sms")
    bulletin = release(closed, alma)
    assert ways(bulletin) == ["email", "list", "sms"]
    assert (bulletin.text, bulletin.easy) == (TEXT, EASY)


def test_messages_leave_once_and_are_counted(
    written, closed, contributions, reachable, alma, folder, mail_server, settings
):
    settings.ADDRESS = "https://dialog.alvsala.example"
    reachable(contributions[0], "dana@example.se")
    reachable(contributions[2], "+46701234567", kind="sms")
    bulletin = release(closed, alma)
    worker.work_off()
    tell_everybody.enqueue([bulletin.pk])  # a task may run twice
    worker.work_off()

    (letter,) = mail_server.letters
    body = letter.get_content()
    assert letter["Subject"] == "Vad vi hörde: Vad är kvalitet i skolan?"
    assert TEXT["sv"] in body and EASY["sv"] in body and "/c/" in body
    (message,) = folder.iterdir()
    head, _blank, text = message.read_text().partition("\n\n")
    assert head.splitlines()[:2] == ["To: +46701234567", "From: Älvsala kommun"]
    assert text.startswith("Älvsala kommun: Du deltog i Vad är kvalitet i skolan?")
    assert "https://dialog.alvsala.example/c/" in text
    assert counts(bulletin) == {
        Way.EMAIL: {State.ARRIVED: 1},
        Way.SMS: {State.ARRIVED: 1},
        Way.LIST: {State.WAITING: 1},
    }


def test_neither_telling_nor_journal_holds_what_was_said_or_to_which_number(
    written, closed, contributions, reachable, alma, folder
):
    reachable(contributions[2], "+46701234567", kind="sms")
    release(closed, alma)
    worker.work_off()
    rows = str([*Telling.objects.values(), *Entry.objects.values()])
    assert "701234567" not in rows and "skolgården" not in rows.lower()


def test_a_stage_is_released_once(written, closed, alma):
    release(closed, alma)
    with pytest.raises(WrongMoment) as refusal:
        release(closed, alma)
    assert refusal.value.code == "stage_released"
    assert Bulletin.objects.count() == 1


def test_what_is_released_is_not_changed(written, closed, alma):
    release(closed, alma)
    with pytest.raises(WrongMoment) as refusal:
        actions.write_stage(closed, actor=alma, stage=Stage.SUMMARY, text={"sv": "Nytt"}, easy={}, short={}, version=1)
    assert refusal.value.code == "stage_released"


def test_nothing_is_released_unwritten_too_early_or_by_others(opened, closed, alma, bo):
    with pytest.raises(WrongMoment) as refusal:
        release(closed, alma)
    assert refusal.value.code == "stage_not_written"
    with pytest.raises(WrongPerson):
        release(closed, bo)
    with pytest.raises(NotYet) as not_yet:
        release(closed, alma, Stage.FIRST_FOLLOW_UP)
    assert not_yet.value.missing == ("released",)
    Opening.objects.update(closed_at=None)
    with pytest.raises(NotYet) as not_yet:
        release(closed, alma)
    assert not_yet.value.missing == ("closed",)


def test_two_who_write_at_once_lose_nothing(written, closed, alma):
    with pytest.raises(WrongMoment) as refusal:
        actions.write_stage(closed, actor=alma, stage=Stage.SUMMARY, text={"sv": "B"}, easy={}, short={}, version=0)
    assert refusal.value.code == "stage_changed"
    assert Draft.objects.get().text == TEXT


def test_a_text_message_longer_than_four_parts_is_refused(closed, alma):
    with pytest.raises(WrongInput) as refusal:
        actions.write_stage(
            closed, actor=alma, stage=Stage.SUMMARY, text=TEXT, easy={}, short={"sv": "я" * 300}, version=0
        )
    assert refusal.value.code == "text_message_too_long"


# The decision has its own release


def test_the_answers_take_the_easy_version_and_text_messages_along(
    answered, contributions, reachable, alma, folder, mail_server
):
    reachable(contributions[2], "+46701234567", kind="sms")
    actions.write_stage(answered, actor=alma, stage=Stage.DECISION, text=TEXT, easy=EASY, short={}, version=0)
    release_answers(answered, actor=alma, greeting={"sv": "Tack!"})
    bulletin = Bulletin.objects.get()
    assert (bulletin.stage, bulletin.text, bulletin.easy) == ("decision", {"sv": "Tack!"}, EASY)
    worker.work_off()
    assert "beslutat" in next(folder.iterdir()).read_text()
    text_the_answers.enqueue([Release.objects.get().pk])
    worker.work_off()
    assert counts(bulletin) == {Way.SMS: {State.ARRIVED: 1}}


# At a moment


def at_moment(draft, moment):
    with clock.at(moment):
        release_at_moment.call(draft.pk)


def test_the_worker_releases_at_the_moment_that_was_set(written, closed, alma, accounts):
    moment = clock.now() + dt.timedelta(days=2)
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=moment)
    at_moment(written, moment - dt.timedelta(seconds=1))
    assert not Bulletin.objects.exists()
    at_moment(written, moment)
    at_moment(written, moment)  # a task may run twice
    bulletin = Bulletin.objects.get()
    assert (bulletin.released_at, bulletin.released_by) == (moment, accounts["alma"])


def test_the_moment_is_left_to_the_worker(written, closed, alma):
    moment = clock.now() + dt.timedelta(days=2)
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=moment)
    DBTaskResult.objects.all().delete()
    worker.relay.discover()
    worker.relay.hand_on()
    worker.running.run_one()
    assert DBTaskResult.objects.filter(run_after=moment, task_path__endswith="release_at_moment").count() == 1


def test_a_moment_taken_back_or_moved_releases_nothing(written, closed, alma):
    first, second = (clock.now() + dt.timedelta(days=days) for days in (1, 3))
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=first)
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=second)
    at_moment(written, first)
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=None)
    at_moment(written, second)
    assert not Bulletin.objects.exists()


def test_a_release_that_cannot_be_made_is_held_back_and_told(written, closed, alma):
    moment = clock.now() + dt.timedelta(days=2)
    actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=moment)
    Opening.objects.update(closed_at=None)  # opened again meanwhile
    at_moment(written, moment)
    draft = Draft.objects.get()
    assert (draft.held_back, draft.leaves_at) == ("not_yet", None)


def test_the_answers_too_may_be_released_at_a_moment(answered, alma):
    draft = actions.write_stage(answered, actor=alma, stage=Stage.DECISION, text=TEXT, easy={}, short={}, version=0)
    moment = clock.now() + dt.timedelta(hours=2)
    actions.time_stage(answered, actor=alma, stage=Stage.DECISION, leaves_at=moment)
    at_moment(draft, moment)
    assert Release.objects.get().greeting == TEXT


@pytest.mark.parametrize(
    ("shift", "code"), [(dt.timedelta(0), "moment_has_passed"), (dt.timedelta(days=400), "moment_too_far")]
)
def test_a_moment_that_nobody_can_mean_is_refused(written, closed, alma, shift, code):
    with pytest.raises(WrongInput) as refusal:
        actions.time_stage(closed, actor=alma, stage=Stage.SUMMARY, leaves_at=clock.now() + shift)
    assert refusal.value.code == code


# What goes wrong on the way


class Full:
    """A gateway whose disk is full."""

    def send(self, number, text, *, own_id, sender):
        raise gateway.NotNow


class Strict:
    def send(self, number, text, *, own_id, sender):
        raise gateway.Refused("blocked")


class Cut:
    def send(self, number, text, *, own_id, sender):
        raise ConnectionError


@pytest.fixture
def text_message(written, closed, contributions, reachable, alma, folder):
    reachable(contributions[2], "+46701234567", kind="sms")
    return release(closed, alma).tellings.get(way="sms")


def through(settings, name):
    settings.SMS_GATEWAY = f"{__name__}.{name}"
    worker.work_off()


def test_a_gateway_without_room_gets_it_later(text_message, settings, folder):
    through(settings, "Full")
    assert counts(text_message.bulletin)[Way.SMS] == {State.WAITING: 1}
    settings.SMS_GATEWAY = "gehor.feedback.stages.gateway.Folder"
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - dt.timedelta(seconds=1))
    worker.work_off()
    assert counts(text_message.bulletin)[Way.SMS] == {State.ARRIVED: 1}
    assert len(list(folder.iterdir())) == 1


def test_what_the_gateway_refuses_is_settled_by_a_person(text_message, settings, alma, folder):
    through(settings, "Strict")
    bulletin = text_message.bulletin
    assert counts(bulletin)[Way.SMS] == {State.REFUSED: 1}
    assert actions.settle(bulletin, actor=alma, again=False) == 1
    assert counts(bulletin)[Way.SMS] == {State.LEFT_TO_PAGE: 1}
    with pytest.raises(WrongMoment):
        actions.settle(bulletin, actor=alma, again=True)


def test_what_was_cut_off_is_not_sent_again_by_itself(text_message, settings, alma, folder):
    through(settings, "Cut")
    with clock.at(clock.now() + dt.timedelta(minutes=6)):
        assert counts(text_message.bulletin)[Way.SMS] == {State.UNCERTAIN: 1}
        actions.settle(text_message.bulletin, actor=alma, again=True)
        settings.SMS_GATEWAY = "gehor.feedback.stages.gateway.Folder"
        worker.work_off()
        assert counts(text_message.bulletin)[Way.SMS] == {State.ARRIVED: 1}


def test_whoever_has_stopped_messages_or_is_erased_gets_none(text_message, folder):
    Contact.objects.all().delete()
    worker.work_off()
    assert counts(text_message.bulletin)[Way.SMS] == {State.LEFT_TO_PAGE: 1}
    assert not folder.exists()


def test_without_a_gateway_nobody_is_told_by_text_message(written, closed, contributions, reachable, alma, settings):
    settings.SMS_DIR = None
    reachable(contributions[2], "+46701234567", kind="sms")
    assert ways(release(closed, alma)) == ["list", "page", "page"]


def test_letters_and_the_meeting_list_are_passed_on_by_a_person(written, closed, contributions, reachable, alma):
    reachable(contributions[0], "Ågatan 1\n123 45 Älvsala", kind="letter", name="Dana")
    bulletin = release(closed, alma)
    assert actions.pass_on(bulletin, actor=alma, way=Way.LETTER) == 1
    assert actions.pass_on(bulletin, actor=alma, way=Way.LETTER) == 0
    with pytest.raises(WrongInput):
        actions.pass_on(bulletin, actor=alma, way=Way.EMAIL)
    (place,) = queries.meeting_list(bulletin)
    assert (place.people, place.references) == (1, (contributions[1].reference,))
