"""Those whose words led to a measure are told when it changes: once, in their language, if they want to be."""

import pytest

from gehor.followup.actions import report_measure
from gehor.followup.telling.models import Notice
from gehor.followup.telling.tasks import tell_of_reports
from gehor.ground import clock, worker
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution


def gives_an_address(number, language="en"):
    """The author of the first, second or third contribution."""
    participant = Contribution.objects.order_by("pk")[number - 1].participant
    Contact.objects.create(
        participant=participant,
        kind="email",
        address=f"number{number}@example.se",
        language=language,
        given_at=clock.now(),
    )


@pytest.fixture
def reported(measure, alma):
    """Finding 1, which the first contribution carries, led to the measure; it has been begun."""
    gives_an_address(1)
    gives_an_address(2)
    report_measure(measure, actor=alma, status="started", note={"sv": "Grävt.", "en": "Digging has begun."})
    return measure


def test_whoever_it_rests_on_is_told_once(reported, mail_server):
    worker.work_off()
    tell_of_reports.enqueue([reported.pk])
    worker.work_off()
    [letter] = mail_server.letters
    assert (str(letter["To"]), letter["Subject"]) == ("number1@example.se", "Started: Rebuild the yard")
    assert "Digging has begun." in letter.get_content() and "31 August 2026" in letter.get_content()
    assert "/stop/" in letter["List-Unsubscribe"] and Notice.objects.get().done_at is not None


def test_a_report_that_changes_nothing_tells_nobody(reported, alma, mail_server):
    worker.work_off()
    report_measure(reported, actor=alma, status="started", note={"sv": "Gräver än."})
    worker.work_off()
    assert len(mail_server.letters) == 1
    report_measure(reported, actor=alma, status="done", note={})
    worker.work_off()
    assert mail_server.letters[-1]["Subject"] == "Carried out: Rebuild the yard"


def test_nobody_is_told_who_has_asked_us_to_stop(reported, mail_server):
    Contact.objects.update(stopped_at=clock.now())
    worker.work_off()
    assert not mail_server.letters and not Notice.objects.exists()
