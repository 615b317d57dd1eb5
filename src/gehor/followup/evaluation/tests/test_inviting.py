"""Whoever can be reached by e-mail is told of the questions, once, and nothing of it is kept but that it went."""

import pytest

from gehor.followup.evaluation import actions, people
from gehor.followup.evaluation.models import Invitation
from gehor.ground import clock, worker
from gehor.ground.people import receipt
from gehor.participation.models import Contribution
from gehor.planning.project.models import RoleHolder

from .conftest import LAST_DAY


@pytest.fixture
def addressed(closed, reachable):
    """Dana left an address and reads English; one has asked us to stop; Bo stands in the plan by name."""
    dana, stopped = Contribution.objects.filter(dialogue=closed).order_by("pk")[:2]
    reachable(dana, "dana@example.se", language="en")
    gone = reachable(stopped, "stopped@example.se")
    gone.stopped_at = clock.now()
    gone.save()
    RoleHolder.objects.create(dialogue=closed, role="analyst", who="Bo, analytiker", changed_at=clock.now())
    return dana


def test_participants_with_an_address_and_colleagues_named_in_the_plan_are_told_once(
    addressed, closed, alma, mail_server
):
    assert people.to_invite(closed, "taking-part") == people.Invited(1, 1)
    asked = actions.ask(closed, actor=alma, part="taking-part", closes_on=LAST_DAY)
    worker.work_off()
    worker.work_off()
    mine, colleague = sorted(mail_server.letters, key=lambda letter: "dana" not in str(letter["To"]))
    assert (str(mine["To"]), mine["Content-Language"]) == ("dana@example.se", "en")
    code = receipt.shown(addressed.participant.receipt)
    assert f"/c/{code}/evaluation/taking-part/" in mine.get_content() and "ten" not in mine["Subject"]
    assert "10 short questions" in mine.get_content() and "/stop/" in mine.get_content()
    assert "/staff/d/skolan/evaluation/taking-part/answer/" in colleague.get_content()
    assert people.invited([asked]) == {asked.pk: people.Invited(1, 1, left=2, refused=0)}
    assert {field.name for field in Invitation._meta.get_fields()} == {
        *("id", "round", "participant", "account"),
        *("started_at", "done_at", "attempts", "refused"),
    }


def test_nobody_is_told_when_the_last_day_has_passed(addressed, closed, alma, mail_server):
    actions.ask(closed, actor=alma, part="taking-part", closes_on=LAST_DAY)
    with clock.at(clock.now().replace(month=4)):
        worker.work_off()
    assert mail_server.letters == []


def test_the_lead_sees_whom_an_invitation_reaches(addressed, signed_in, django_assert_max_num_queries):
    desk, address = signed_in("alma"), "/staff/d/skolan/evaluation/"
    page = desk.get(f"{address}taking-part/ask/", headers={"accept-language": "en"}).content.decode()
    assert "1 participant left an e-mail address" in page and "1 colleague stands in the plan" in page
    assert desk.post(f"{address}taking-part/ask/", {"closes_on": LAST_DAY.isoformat()}).status_code == 303
    worker.work_off()
    with django_assert_max_num_queries(15):
        assert "Messages sent: 2." in desk.get(address, headers={"accept-language": "en"}).content.decode()
