"""From the journal to a real mail server: once each, whatever the server says."""

import datetime as dt
import re
import smtplib

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gehor.feedback.actions import settle_delivery, start_delivery, stop_messages
from gehor.feedback.letters import message_id
from gehor.feedback.models import Delivery, ReceiptMessage
from gehor.feedback.queries import state_of
from gehor.feedback.rules import State
from gehor.feedback.tasks import deliver_released
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT, machine
from gehor.ground.journal.models import Entry
from gehor.ground.journal.seal import marked
from gehor.ground.people.actions import erase, give_contact
from gehor.ground.people.models import Contact
from gehor.ground.rows import insert

POSTMAN = machine("postman")


@pytest.fixture
def email(released):
    return released.deliveries.get(way="email")


def state(delivery):
    delivery.refresh_from_db()
    return state_of(delivery)


def tasks_may_run_again():
    """The pause of what was put off is over."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - dt.timedelta(seconds=1))


def test_a_release_reaches_everybody_with_an_address_once(released, email, mail_server):
    assert worker.work_off() > 0
    assert [str(letter["To"]) for letter in mail_server.letters] == ["dana@example.se"]
    assert state(email) is State.ARRIVED

    deliver_released.enqueue([released.pk])  # a task may run twice
    worker.work_off()
    assert len(mail_server.letters) == 1


def test_the_message_is_plain_and_says_it_all(released, email, mail_server, settings):
    settings.ADDRESS = "https://dialog.alvsala.example"
    worker.work_off()
    (letter,) = mail_server.letters
    body = letter.get_content()
    assert letter["Subject"] == "Svar: Vad är kvalitet i skolan?"
    assert letter.get_content_type() == "text/plain"
    assert str(letter["From"]).startswith("Älvsala kommun <")
    assert letter["Reply-To"] == "info@alvsala.example"
    assert "Tack för att ni deltog!" in body and "Skolgården är för liten." in body
    assert "Tillgodosett" in body and "Nämndens skäl." in body and "Tack för det du sa." in body
    assert "Maten är kall" not in body  # that was somebody else
    code = email.participant.receipt
    assert f"https://dialog.alvsala.example/c/{code[:5]}-{code[5:]}/" in body
    stop = str(letter["List-Unsubscribe"]).strip(" <>")
    assert stop in body and stop.startswith("https://dialog.alvsala.example/stop/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert str(letter["Message-ID"]).endswith("@dialog.alvsala.example>")
    assert email.participant.pseudonym.hex not in letter.as_string()


def test_the_message_is_in_the_language_of_its_reader(released, mail_server):
    Contact.objects.update(language="en")
    worker.work_off()
    (letter,) = mail_server.letters
    assert letter["Subject"] == "Answer: What is quality in school?"
    assert "Thank you!" in letter.get_content() and letter["Content-Language"] == "en"


def test_markup_and_line_breaks_in_titles_make_no_new_headers(released, answered, mail_server):
    answered.title = {"sv": "Hej\nBcc: alla@example.se <b>&</b>"}
    answered.organisation.name = "Älvsala\r\nkommun"
    answered.organisation.save()
    answered.save()
    worker.work_off()
    (letter,) = mail_server.letters
    assert letter["Bcc"] is None and letter["Subject"] == "Svar: Hej Bcc: alla@example.se <b>&</b>"


def test_whoever_asked_for_no_more_meanwhile_finds_the_answer_on_the_page(released, email, mail_server):
    stop_messages(Contact.objects.get(), actor=RESIDENT)
    worker.work_off()
    assert mail_server.letters == [] and state(email) is State.LEFT_TO_PAGE


def test_so_does_whoever_was_erased_meanwhile(released, email, mail_server):
    erase(email.participant, actor=RESIDENT)
    worker.work_off()
    assert mail_server.letters == [] and state(email) is State.LEFT_TO_PAGE


def test_what_the_server_puts_off_goes_out_later(released, email, mail_server):
    mail_server.refuse = "451 Try later"
    worker.work_off()
    assert state(email) is State.WAITING and email.attempts == 1
    task = DBTaskResult.objects.get(status="READY")
    assert task.run_after > timezone.now() + dt.timedelta(seconds=20)

    mail_server.refuse = None
    assert worker.work_off() == 0  # not before its time
    tasks_may_run_again()
    worker.work_off()
    assert len(mail_server.letters) == 1 and state(email) is State.ARRIVED


def test_what_is_put_off_for_days_is_given_up_and_shown(released, email, mail_server):
    mail_server.refuse = "451 Try later"
    for _ in range(20):
        worker.work_off()
        tasks_may_run_again()
    assert state(email) is State.REFUSED and email.refused == "gave_up 451"


def test_what_the_server_refuses_for_good_is_shown_and_not_tried_again(released, email, mail_server):
    mail_server.refuse = "550 No such user"
    worker.work_off()
    assert state(email) is State.REFUSED and email.refused == "message 550"
    mail_server.refuse = None
    worker.work_off()
    assert mail_server.letters == []


def test_until_a_person_sends_it_again(released, email, mail_server, alma):
    mail_server.refuse = "550 No such user"
    worker.work_off()
    mail_server.refuse = None
    settle_delivery(Delivery.objects.get(pk=email.pk), actor=alma, left=False)
    worker.work_off()
    assert len(mail_server.letters) == 1 and state(email) is State.ARRIVED


def test_without_a_mail_server_messages_wait(released, email, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    worker.work_off()
    assert state(email) is State.WAITING


def test_what_was_cut_off_is_never_sent_by_a_machine(released, email, mail_server, later, alma):
    start_delivery(Delivery.objects.select_related("release__dialogue").get(pk=email.pk), actor=POSTMAN)
    with later(hours=3):
        worker.work_off()
        assert mail_server.letters == [] and state(email) is State.UNCERTAIN

        settle_delivery(Delivery.objects.get(pk=email.pk), actor=alma, left=False)
        worker.work_off()
        assert len(mail_server.letters) == 1 and state(email) is State.ARRIVED


def test_a_line_that_breaks_after_the_text_leaves_it_uncertain(released, email, settings, later):
    settings.EMAIL_BACKEND = "gehor.feedback.tests.test_delivering.BreakingBackend"
    worker.work_off()
    assert state(email) is State.IN_HAND  # nobody knows; it is not tried again
    with later(minutes=6):
        tasks_may_run_again()
        worker.work_off()
        assert state(email) is State.UNCERTAIN and email.attempts == 1


class BreakingBackend:
    """A mail server that takes the text and then says nothing."""

    def __init__(self, *args, **kwargs):
        self.open = self.close = lambda: None

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


def test_an_address_that_no_message_can_carry_is_refused(released, email, mail_server):
    Contact.objects.update(address="dana@exa mple.se\nBcc: x@example.se")
    worker.work_off()
    assert mail_server.letters == [] and state(email) is State.REFUSED and email.refused == "address"


def test_the_same_message_keeps_its_number(released, email):
    assert message_id("answer", email.pk) == message_id("answer", email.pk)
    assert message_id("answer", email.pk) != message_id("answer", email.pk + 1)
    assert message_id("answer", email.pk) != message_id("receipt", email.pk)
    assert re.fullmatch(r"<answer-37-anew\.\w+@[\w.]+>", message_id("answer 37 anew", email.pk)), (
        "a space breaks it in two"
    )


# Receipts


def contributed(contribution):
    """As participation.contribute leaves it in the journal."""
    entry = Entry(
        at=clock.now(),
        organisation_id=contribution.dialogue.organisation_id,
        dialogue_id=contribution.dialogue_id,
        step="participation.contribute",
        actor="resident",
        subject_kind="participation.contribution",
        subject_id=contribution.pk,
    )
    insert(marked(entry))


def test_whoever_gave_an_address_gets_a_receipt_once(opened, said, reachable, mail_server):
    first = said("Mer utemiljö.")
    reachable(first, "dana@example.se")
    second = said("Och bättre mat.", participant=first.participant)
    said("Jag gav ingen adress.")
    for contribution in (first, second):
        contributed(contribution)
    worker.work_off()
    (letter,) = mail_server.letters
    code = first.participant.receipt
    assert letter["Subject"] == "Ditt kvitto: Vad är kvalitet i skolan?"
    assert f"{code[:5]}-{code[5:]}" in letter.get_content() and "24 juni 2026" in letter.get_content()
    assert ReceiptMessage.objects.get().done_at is not None

    contributed(said("En sak till.", participant=first.participant))
    worker.work_off()
    assert len(mail_server.letters) == 1


def test_an_address_given_afterwards_gets_its_receipt_too(opened, said, mail_server, dana):
    contribution = said("Mer utemiljö.")
    give_contact(contribution.participant, actor=dana, kind="email", name="", address="dana@example.se", language="en")
    worker.work_off()
    (letter,) = mail_server.letters
    assert letter["Subject"] == "Your receipt: What is quality in school?"


def test_a_receipt_that_is_put_off_goes_out_later(opened, said, reachable, mail_server):
    first = said("Mer utemiljö.")
    reachable(first, "dana@example.se")
    contributed(first)
    mail_server.refuse = "421 Busy"
    worker.work_off()
    assert mail_server.letters == []
    mail_server.refuse = None
    tasks_may_run_again()
    worker.work_off()
    assert len(mail_server.letters) == 1


def test_a_receipt_promises_no_day_that_has_passed(opened, said, reachable, mail_server, later):
    first = said("Mer utemiljö.")
    reachable(first, "dana@example.se")
    contributed(first)
    with later(days=200):
        worker.work_off()
    body = mail_server.letters[0].get_content()
    assert "Svaret är försenat" in body and "24 juni" not in body


def test_whoever_gives_an_address_after_the_release_is_told_that_the_answer_is_there(
    released, contributions, mail_server, dana
):
    give_contact(
        contributions[2].participant, actor=dana, kind="email", name="", address="ebbe@example.se", language="sv"
    )
    worker.work_off()
    (letter,) = mail_server.to("ebbe@example.se")
    assert "Svaret finns redan" in letter.get_content()


def test_a_mended_address_gets_the_receipt_that_was_refused(opened, said, mail_server, dana):
    participant = said("Mer utemiljö.").participant
    mail_server.refuse = "550 No such user"
    give_contact(participant, actor=dana, kind="email", name="", address="dana@exmple.se", language="sv")
    worker.work_off()
    mail_server.refuse = None
    give_contact(participant, actor=dana, kind="email", name="", address="dana@example.se", language="sv")
    worker.work_off()
    assert [str(letter["To"]) for letter in mail_server.letters] == ["dana@example.se"]


def test_nothing_of_a_message_stands_in_the_journal(released, mail_server):
    worker.work_off()
    for entry in Entry.objects.filter(step="feedback.deliver"):
        assert "example.se" not in str(entry.codes) and set(entry.codes) <= {"attempt", "left", "refused"}
