"""Who holds a role: somebody who works here or a body of the register, or in words alone."""

import datetime as dt

import pytest

from gehor.followup.evaluation.people import named
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.actions import dissolve_body
from gehor.ground.organisations.models import Account, Body
from gehor.planning.models import Dialogue
from gehor.planning.project.actions import add_row, change_row
from gehor.planning.project.models import RoleHolder

HERE = "/staff/d/skolan/project/roles/"
Accounts = dict[str, Account]
Actors = dict[str, Actor]


@pytest.fixture
def in_english(signed_in):
    def in_english_(who):
        browser = signed_in(who)
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return browser

    return in_english_


def test_a_colleague_is_chosen_and_need_not_be_written(planned: Dialogue, accounts: Accounts, in_english) -> None:
    bo = accounts["bo"]
    alma = in_english("alma")
    assert alma.post(HERE, {"role": "carries_out", "held_by": f"account:{bo.pk}", "who": ""}).status_code == 303
    row = RoleHolder.objects.get()
    assert (row.account, row.body, row.who) == (bo, None, bo.name)
    assert named(planned).get() == bo  # and is asked when the dialogue is evaluated
    page = alma.get(f"{HERE}{row.pk}/").text
    assert f'<option value="account:{bo.pk}" selected>' in page
    assert alma.post(f"{HERE}{row.pk}/", {"role": "carries_out", "held_by": "", "who": "Konsulten"}).status_code == 303
    row.refresh_from_db()
    assert (row.account, row.who) == (None, "Konsulten")


def test_a_role_is_held_by_those_who_work_here(planned: Dialogue, actors: Actors, accounts: Accounts) -> None:
    for held_by in (f"account:{accounts['farid'].pk}", "account:x", "body:", "office:1"):
        with pytest.raises(WrongInput) as refusal:
            add_row(planned, actor=actors["alma"], part="roles", said={"role": "leads", "held_by": held_by})
        assert (refusal.value.code, refusal.value.params["field"]) == ("unknown_choice", "held_by")
    assert not RoleHolder.objects.exists()


def test_a_dissolved_body_is_noticed(planned: Dialogue, actors: Actors, board: Body, in_english) -> None:
    alma = actors["alma"]
    body = Body.objects.create(organisation=planned.organisation, name="Kulturnämnden")
    said = {"role": "receives", "held_by": f"body:{body.pk}", "who": "Nämndens presidium"}
    row = add_row(planned, actor=alma, part="roles", said=said)
    assert "This body is dissolved" not in in_english("alma").get(HERE).text
    dissolve_body(body, actor=actors["ada"], dissolved_on=dt.date(2026, 1, 1), successor=board)
    assert "This body is dissolved. Name who takes over." in in_english("alma").get(HERE).text
    assert "who takes over a role in the plan" in in_english("alma").get("/staff/").text
    assert "who takes over a role in the plan" not in in_english("cilla").get("/staff/").text
    change_row(row, actor=alma, said={**said, "held_by": f"body:{board.pk}"})
    assert "who takes over a role in the plan" not in in_english("alma").get("/staff/").text


def test_whoever_has_a_role_finds_the_occasions_on_their_desk(
    planned: Dialogue, actors: Actors, accounts: Accounts, in_english
) -> None:
    day = dt.date(2026, 3, 24)
    occasion = {"title": {"sv": "Möte 1", "en": "Meeting 1"}, "held_on": day, "place": "Matsalen"}
    add_row(planned, actor=actors["alma"], part="occasions", said=occasion)
    assert "Be there" not in in_english("cilla").get("/staff/").text
    said = {"role": "represents", "held_by": f"account:{accounts['cilla'].pk}"}
    add_row(planned, actor=actors["alma"], part="roles", said=said)
    desk = in_english("cilla").get("/staff/").text
    assert "Be there: Meeting 1, Matsalen" in desk
    assert "/project/occasions/" not in desk and 'href="/staff/d/skolan/project/"' in desk  # which she may open
