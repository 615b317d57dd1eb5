import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.decision.course.actions import change_decision, end_referral, follow_referral
from gehor.decision.course.models import Onward
from gehor.decision.course.queries import open_referrals
from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson

from .conftest import JUNE, OCTOBER

DAY = dt.date(2026, 6, 11)
PAGE = "/staff/d/skolan/decide/2/referral/"
SETTLED = "/staff/d/skolan/decide/2/settled/"


def test_a_referred_matter_is_seen_as_open_where_it_lies_until_it_is_settled(organisation, referred, actors, cilla):
    follow_referral(
        referred, actor=actors["rut"], sent_on=DAY, reference_number="RN 2026/4", expected_on=dt.date(2026, 9, 1)
    )
    (row,) = open_referrals(organisation, today=dt.date(2026, 9, 4))
    assert (row.where.receiver, row.where.reference_number, row.days_late) == ("Region Norr", "RN 2026/4", 3)
    with clock.at(OCTOBER):
        end_referral(
            referred,
            actor=cilla,
            outcome="partly_met",
            says={"sv": "Halva sträckan byggs."},
            settled_on=dt.date(2026, 10, 1),
        )
    assert open_referrals(organisation, today=dt.date(2026, 11, 1)) == []


def test_a_receiver_may_send_it_on_in_its_turn(organisation, referred, cilla):
    end_referral(
        referred,
        actor=cilla,
        outcome="referred",
        referred_to="Trafikverket",
        says={"sv": "Statens väg."},
        settled_on=DAY,
    )
    (row,) = open_referrals(organisation, today=DAY)
    assert row.where.receiver == "Trafikverket"


def test_a_decision_that_was_changed_leaves_nothing_open(organisation, referred, cilla, new_minutes):
    with clock.at(OCTOBER):
        change_decision(referred, actor=cilla, **new_minutes)
        assert open_referrals(organisation, today=DAY) == []
        with pytest.raises(WrongMoment, match="nothing_referred"):
            follow_referral(referred, actor=cilla, sent_on=DAY, reference_number="1")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reference_number": " "}, "say_something"),
        ({"sent_on": dt.date(2026, 6, 9)}, "sent_before_decided"),
        ({"sent_on": dt.date(2026, 6, 12)}, "in_the_future"),
        ({"expected_on": dt.date(2026, 6, 1)}, "expected_before_sent"),
        ({"reference_number": "x" * 61}, "text_too_long"),
    ],
)
def test_what_cannot_be_known_of_a_referral_is_refused(referred, cilla, wrong, code):
    with pytest.raises(WrongInput) as refusal:
        follow_referral(referred, actor=cilla, **{"sent_on": DAY, "reference_number": "RN 4", **wrong})
    assert refusal.value.code == code and not Onward.objects.exists()


def test_nobody_follows_what_is_not_referred_and_nobody_from_elsewhere(referred, farid, bo):
    for actor in (farid, bo):
        with pytest.raises(WrongPerson):
            follow_referral(referred, actor=actor, sent_on=DAY, reference_number="1")


def test_what_was_noted_cannot_be_altered(referred, cilla):
    follow_referral(referred, actor=cilla, sent_on=DAY, reference_number="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Onward.objects.update(reference_number="2")


def test_the_pages_and_the_public_clock(signed_in, client, referred, organisation, django_assert_max_num_queries):
    alma = signed_in("alma")
    assert PAGE in alma.get("/staff/d/skolan/decide/2/").content.decode()
    typed = {"sent_on": "2026-06-11", "reference_number": "RN 2026/4", "expected_on": "2026-09-01"}
    with clock.at(JUNE):
        with django_assert_max_num_queries(15):
            assert alma.get(PAGE).status_code == 200
        wrong = alma.post(PAGE, {**typed, "expected_on": "2026-01-01"})
        assert wrong.status_code == 422 and "RN 2026/4" in wrong.content.decode()
        assert alma.post(PAGE, typed).status_code == 303
        assert signed_in("bo").get(PAGE).status_code == 403
    with clock.at(OCTOBER), django_assert_max_num_queries(10):
        page = client.get("/o/alvsala/clock/", headers={"accept-language": "sv"}).content.decode()
    assert "Region Norr" in page and "RN 2026/4" in page
    with clock.at(OCTOBER):
        with django_assert_max_num_queries(8):
            page = client.get("/d/skolan/decision/", headers={"accept-language": "sv"}).content.decode()
        assert "Ärendet ligger hos Region Norr" in page
        wrong = alma.post(SETTLED, {"outcome": "met", "says_sv": "Det byggs.", "settled_on": "2026-06-01"})
        assert wrong.status_code == 422 and "Det byggs." in wrong.content.decode()
        ended = {"outcome": "met", "says_sv": "Det byggs.", "settled_on": "2026-10-01"}
        assert alma.post(SETTLED, ended).status_code == 303
        assert "Det byggs." in client.get("/d/skolan/decision/2/").content.decode()
        assert alma.get(PAGE).status_code == 409
