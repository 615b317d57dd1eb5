"""What staff send twice is done once, also without JavaScript, and the second press shows what came of the first."""

import re

import pytest
from django.db.models import F

from gehor.ground.organisations import taking
from gehor.ground.organisations.models import TakenForm
from gehor.planning.project.models import Risk

RISKS = "/staff/d/skolan/project/risks/"


@pytest.fixture
def alma(planned, signed_in):
    return signed_in("alma")


def typed(alma, **other):
    """A risk as it is typed on a page that has just been opened."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', alma.get(RISKS).text)[1]
    risk = {"what_sv": "Få unga kommer.", "likelihood": "4", "consequence": "3", "done_sv": "Vi går dit."}
    return {**risk, "csrfmiddlewaretoken": token, **other}


def test_a_row_that_is_sent_twice_is_one_row_and_the_second_press_leads_where_the_first_did(alma):
    form = typed(alma)
    first, second = alma.post(RISKS, form), alma.post(RISKS, form)
    assert (first.status_code, second.status_code, second["Location"]) == (303, 303, first["Location"])
    assert "It was sent twice, and is done once." in alma.get(second["Location"]).text
    assert Risk.objects.count() == 1


def test_what_is_changed_or_typed_on_a_new_page_is_another_form(alma, signed_in):
    form = typed(alma)
    assert alma.post(RISKS, {**form, "likelihood": "5"}).status_code == 422, "refused, so not taken"
    for each in (form, {**form, "what_sv": "Få gamla kommer."}, typed(alma)):
        assert alma.post(RISKS, each).status_code == 303
    assert Risk.objects.count() == 3
    assert signed_in("farid").post(RISKS, form).status_code == 403, "whoever it is"


def test_of_two_at_the_same_moment_the_second_is_taken_only_where_the_first_fails(alma, monkeypatch):
    form, refused = typed(alma), RuntimeError("the disk is full")
    monkeypatch.setattr(taking, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(taking.Sending, "led_to", lambda sending: "")  # the first is still being answered
    with monkeypatch.context() as broken:
        broken.setattr("gehor.planning.project.actions.record", lambda *_, **__: (_ for _ in ()).throw(refused))
        with pytest.raises(RuntimeError):
            alma.post(RISKS, form)
    assert not TakenForm.objects.exists()
    assert alma.post(RISKS, form)["Location"] == RISKS
    assert alma.post(RISKS, form)["Location"] == RISKS
    assert Risk.objects.count() == 1


def test_a_form_is_known_for_a_day(alma):
    alma.post(RISKS, typed(alma))
    assert taking.forget_old() == 0
    TakenForm.objects.update(at=F("at") - 2 * taking.KEPT)
    assert taking.forget_old() == 1
