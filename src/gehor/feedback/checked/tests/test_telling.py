"""Those who left an address are told: once, in their language, and not after they have asked us to stop."""

import datetime as dt

import pytest

from gehor.analysis.checking.actions import Said, answer_objection, open_check, respond
from gehor.analysis.models import Finding, SignOff
from gehor.feedback.checked.models import Notice
from gehor.feedback.checked.tasks import tell_of_checks
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution


@pytest.fixture
def dana(analysed):
    """Dana wants to be told in English; the others left no address."""
    SignOff.objects.filter(dialogue=analysed).delete()
    participant = Contribution.objects.filter(dialogue=analysed).order_by("pk")[0].participant
    Contact.objects.create(
        participant=participant, kind="email", address="dana@example.se", language="en", given_at=clock.now()
    )
    return participant


@pytest.fixture
def check(analysed, dana, alma):
    return open_check(analysed, actor=alma, last_day=dt.date(2026, 3, 16))


def test_whoever_left_an_address_is_told_once_that_the_check_is_open(check, mail_server):
    worker.work_off()
    tell_of_checks.enqueue([check.pk])
    worker.work_off()
    [letter] = mail_server.letters
    assert (str(letter["To"]), letter["Subject"]) == (
        "dana@example.se",
        "Is this what was said? What is quality in school?",
    )
    assert "/check/" in letter.get_content() and "16 March 2026" in letter.get_content()
    assert Notice.objects.get().done_at is not None


def test_an_answer_is_sent_to_the_one_who_objected(check, dana, bo, mail_server):
    finding = Finding.objects.get(number=1)
    [objection] = respond(
        check, actor=RESIDENT, participant=dana, said=[Said(finding, 1, "correct", "Nej.")], language="sv"
    )
    worker.work_off()
    answer_objection(objection, actor=bo, text={"sv": "Du har rätt."}, shown="", version=0)
    worker.work_off()
    letter = mail_server.letters[-1]
    assert len(mail_server.letters) == 2 and "Du har rätt." in letter.get_content()


def test_nobody_is_written_to_who_has_asked_us_to_stop(check, mail_server):
    Contact.objects.update(stopped_at=clock.now())
    worker.work_off()
    assert not mail_server.letters and not Notice.objects.exists()
