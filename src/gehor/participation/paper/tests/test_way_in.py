"""One way in for all that lies on the desk: a code leads to where it is typed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.ground.people.receipt import shown
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Opening
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Sheet
from gehor.planning.models import Activity, Dialogue

WAY_IN = "/staff/d/skolan/enter/"
TYPING = "/staff/d/skolan/enter/1/"
SV = {"accept-language": "sv"}


def test_the_code_of_a_form_leads_to_where_it_is_typed_in_and_stands_there(
    sheets: list[Sheet], signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    tove, code = signed_in("tove"), sheets[0].code
    with django_assert_max_num_queries(15):
        page = tove.get(WAY_IN, headers=SV).content.decode()
    assert "Skriv in från papper och telefon" in page and f'href="{TYPING}"' in page and "autofocus" in page
    answer = tove.post(WAY_IN, {"code": f"https://dialog.example.org/c/{shown(code)}/#1"})
    assert (answer.status_code, answer["Location"]) == (303, f"{TYPING}?sheet={code}")
    form = tove.get(answer["Location"]).context["form"]
    assert form["sheet"].value() == code and not form.fields["sheet"].widget.attrs.get("autofocus")
    assert tove.get(TYPING).context["form"].fields["sheet"].widget.attrs["autofocus"]


def test_a_code_that_leads_nowhere_is_said_and_kept(
    sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    tove = signed_in("tove")
    typed(sheets[0], way=["bus"])
    for code, said in ((sheets[0].code, "redan inskriven, av Tove"), ("ABC", "Ingenting här har koden ABC"), ("", "")):
        answer = tove.post(WAY_IN, {"code": code}, headers=SV)
        assert answer.status_code == 422
        assert said in answer.content.decode() and answer.context["form"]["code"].value() == code


@pytest.fixture
def other(travel: Activity, alma: Actor) -> Activity:
    """A second activity of the dialogue, with other questions, open as well."""
    made = Activity.objects.create(
        **{**Activity.objects.values().get(), "id": None, "number": 2, "title": {"sv": "Enkäten på stan"}}
    )
    open_participation(made, actor=alma)
    return made


@pytest.mark.parametrize("page", ["enter/2/", "paper/2/twice/again/", "paper/2/addresses/"])
def test_a_form_of_another_activity_is_refused_with_the_link_to_where_it_belongs(
    sheets: list[Sheet], other: Activity, signed_in: Callable[[str], Client], alma: Actor, page: str
) -> None:
    print_forms(other, actor=alma, sheets=1, language="sv")
    browser, code = signed_in("alma"), sheets[0].code
    given = {"sheet": code, "q.km": "2", "channel": "paper", "received_on": "2026-03-02", "language": "sv"}
    answer = browser.post(f"/staff/d/skolan/{page}", given, headers=SV)
    assert answer.status_code == 422
    there = f"/staff/d/skolan/{page.replace('/2/', '/1/')}?sheet={code}"
    shown = answer.content.decode()
    assert "Blanketten hör till en annan aktivitet: ”Lämna förslag”." in shown
    assert f'<a href="{there}">Skriv in den där</a>' in shown and shown.count(there) == 1
    assert browser.get(there).context["form"]["sheet"].value() == code
    assert code in shown, "nothing that was typed is lost"


def test_the_script_is_told_where_it_belongs_and_nobody_elses_form_is_named(
    sheets: list[Sheet], other: Activity, signed_in: Callable[[str], Client], alma: Actor
) -> None:
    print_forms(other, actor=alma, sheets=1, language="sv")
    browser, known = signed_in("tove"), f"/staff/d/skolan/paper/2/known/?code={sheets[0].code}"
    told = browser.get(known, headers=SV).json()
    assert told["kind"] == "error" and told["leads_to"] == f"{TYPING}?sheet={sheets[0].code}"
    elsewhere = Organisation.objects.create(slug="annan", name="En annan kommun")
    Dialogue.objects.create(organisation=elsewhere, slug="annan", started_at=clock.now(), title={"sv": "Annat"})
    Activity.objects.filter(number=1).update(dialogue=Dialogue.objects.get(slug="annan"))
    told = browser.get(known, headers=SV).json()
    assert "någon annans dialog" in told["words"] and "leads_to" not in told


@pytest.mark.usefixtures("sheets")
def test_where_nothing_is_open_it_says_so_and_only_those_who_may_type_in_are_let_in(
    signed_in: Callable[[str], Client],
) -> None:
    assert signed_in("cilla").get(WAY_IN).status_code == 403
    Opening.objects.update(closed_at="2026-03-02T12:00Z")
    page = signed_in("tove").get(WAY_IN, headers=SV).content.decode()
    assert "Ingenting är öppet" in page and TYPING not in page


def test_a_printed_code_is_not_to_be_written_on_the_form(
    sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    ballot, tove = typed(sheets[0], way=["bus"]), signed_in("tove")
    said = tove.get(f"{TYPING}?saved={ballot.pk}", headers=SV).content.decode()
    assert "Koden som är tryckt på blanketten är kvittot" in said and "Skriv den här kvittokoden" not in said
