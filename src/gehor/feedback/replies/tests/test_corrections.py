"""Somebody says that an answer is wrong: it is replied to, told of, and nothing is closed before."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.feedback.models import Delivery
from gehor.feedback.queries import facts
from gehor.feedback.replies import actions, queries, tasks
from gehor.feedback.replies import letters as print_letters
from gehor.feedback.replies.models import Correction, FormerAnswer, Notice
from gehor.followup.actions import close_dialogue
from gehor.ground import clock, worker
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.models import Contact

pytestmark = pytest.mark.django_db


def test_a_correction_stops_the_closing_until_it_is_replied_to(correct, reply, alma):
    correction = correct()
    Delivery.objects.update(done_at=clock.now())
    with pytest.raises(NotYet) as refusal:
        close_dialogue(correction.dialogue, actor=alma, lessons={})
    assert refusal.value.missing == ("corrections_answered",)
    reply(correction)
    assert close_dialogue(correction.dialogue, actor=alma, lessons={}).pk


def test_nobody_can_correct_before_the_answers_are_released(answered, contributions, dana):
    with pytest.raises(NotYet) as refusal:
        actions.correct(
            contributions[0],
            actor=dana,
            participant=contributions[0].participant,
            answer=None,
            kind="misunderstood",
            text="Nej.",
            language="sv",
        )
    assert refusal.value.missing == ("released",)


def test_a_reason_for_setting_aside_can_be_corrected_too(correct):
    correction = correct("Det var en synpunkt.", number=2)
    assert correction.answer is None and correction.due_on == dt.date(2026, 3, 16)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " \n"}, "text_missing"),
        ({"kind": "angry"}, "unknown_correction"),
        ({"answer": None}, "say_which_answer"),
    ],
)
def test_what_says_nothing_is_refused(correct, fields, code):
    with pytest.raises(WrongInput) as refusal:
        correct(**fields)
    assert refusal.value.code == code and not Correction.objects.exists()


def test_another_answer_and_another_persons_words_are_refused(correct, answers, contributions):
    with pytest.raises(WrongInput, match="answer_elsewhere"):
        correct(answer=answers[1])
    with pytest.raises(WrongInput, match="not_your_contribution"):
        correct(participant=contributions[1].participant)


def test_one_waits_at_a_time_and_three_are_enough(correct, reply):
    for _time in range(3):
        correction = correct()
        with pytest.raises(WrongMoment, match="correction_waits"):
            correct()
        reply(correction)
    with pytest.raises(WrongMoment, match="corrections_enough"):
        correct()


def test_only_the_lead_replies_and_a_colleague_is_not_passed_over(correct, reply, bo, farid):
    correction = correct()
    for actor in (bo, farid):
        with pytest.raises(WrongPerson):
            reply(correction, actor=actor)
    reply(correction)
    with pytest.raises(WrongMoment, match="replied_meanwhile"):
        reply(correction)
    assert reply(correction, seen=1).pk  # a further one is added; none is changed


def test_what_was_said_and_replied_cannot_be_changed(correct, reply):
    correction = correct()
    said = reply(correction, shown="Parken.")
    for row in (correction, said, correction.shown.get()):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(text="Något annat")


def test_an_answer_that_was_wrong_is_written_anew_and_sets_out_again(correct, reply, answers, contributions):
    Contact.objects.create(
        participant=contributions[0].participant, kind="email", address="dana@example.se", given_at=clock.now()
    )
    Delivery.objects.filter(participant=contributions[0].participant).update(way="email", done_at=clock.now())
    before = dict(answers[0].text)
    reply(correct(), anew={"sv": "Skolgården byggs ut."}, version=answers[0].version)
    answers[0].refresh_from_db()
    assert answers[0].text == {"sv": "Skolgården byggs ut."}
    assert FormerAnswer.objects.get().text == before
    assert Delivery.objects.get(participant=contributions[0].participant).done_at is None
    assert facts(answers[0].dialogue).undelivered == 2  # and the one on paper, who was not reached yet


def test_an_answer_stands_that_nobody_has_corrected(answers, alma, correct, reply):
    with pytest.raises(WrongMoment, match="nothing_to_rewrite"):
        actions.rewrite_answer(answers[1], actor=alma, text={"sv": "Nytt."}, version=1)
    correction = correct()
    with pytest.raises(WrongMoment, match="answer_changed"):
        reply(correction, anew={"sv": "Nytt."}, version=7)
    with pytest.raises(WrongInput, match="same_answer"):
        reply(correction, anew=dict(answers[0].text), version=1)
    assert not correction.replies.exists()


def test_a_reply_goes_by_every_way_that_leads_to_them_each_once(
    correct, reply, reachable, contributions, mail_server, settings, tmp_path, tove
):
    """By mail in their language, by text message, and in an envelope; their own page always has it."""
    settings.SMS_DIR = tmp_path / "sms"
    home = "Storgatan 1\n123 45 Orten"
    for kind, address in {"email": "dana@example.se", "sms": "+46701234567", "letter": home}.items():
        reachable(contributions[0], address, kind=kind, language="en")
    said = reply(correct())
    worker.work_off()
    dialogue = said.correction.dialogue
    letters = [each for each in mail_server.letters if "correction" in each["Subject"]]
    assert [str(each["To"]) for each in letters] == ["dana@example.se"]
    assert "Du har rätt." in letters[0].get_content()
    [text] = [file.read_text() for file in (tmp_path / "sms").glob("*.sms")]
    assert "We have replied to what you wrote about our answer." in text and "Du har rätt." not in text
    ways = dict(Notice.objects.values_list("way", "done_at"))
    assert {way: done is not None for way, done in ways.items()} == {"email": True, "sms": True, "letter": False}
    [(language, [(notice, contact)])] = print_letters.by_language(queries.letters_to_post(dialogue)).items()
    assert (language, contact.address) == ("en", home)
    assert queries.to_tell(dialogue) == []
    assert actions.post_letters(dialogue, actor=tove, notices=[notice.pk]) == 1
    assert actions.post_letters(dialogue, actor=tove, notices=[notice.pk]) == 0
    worker.work_off()
    tasks.tell_of_replies.func([said.pk])
    worker.work_off()
    assert Notice.objects.count() == 3 and len(list((tmp_path / "sms").glob("*.sms"))) == 1


def test_whoever_came_on_paper_stands_on_the_list_and_whoever_came_by_web_has_their_page(
    correct, reply, released, alma, tove
):
    reply(correct(number=1))
    reply(correct())
    worker.work_off()
    assert list(Notice.objects.order_by("pk").values_list("way", flat=True)) == ["list", "page"]
    [notice] = queries.to_tell(released.dialogue)
    actions.hand_over_reply(queries.notice_of(released.dialogue, notice.pk), actor=tove)
    assert queries.to_tell(released.dialogue) == []
    with pytest.raises(WrongMoment, match="told_already"):
        actions.hand_over_reply(queries.notice_of(released.dialogue, notice.pk), actor=alma)


def test_staff_type_in_what_came_by_phone(contributions, answers, tove):
    typed = {"answer": answers[1], "kind": "not_answered", "text": "Nej.", "language": "sv"}
    with pytest.raises(WrongInput, match="unknown_channel"):
        actions.enter_correction(contributions[1], actor=tove, channel="web", **typed)
    row = actions.enter_correction(contributions[1], actor=tove, channel="phone", **typed)
    assert (row.channel, row.entered_by_id, row.participant) == (
        "phone",
        tove.account_id,
        contributions[1].participant,
    )
