"""One way in for all that lies on the desk: a code leads to where it is typed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground.people.receipt import shown
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Opening
from gehor.participation.paper.models import Sheet

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


@pytest.mark.usefixtures("sheets")
def test_where_nothing_is_open_it_says_so_and_only_those_who_may_type_in_are_let_in(
    signed_in: Callable[[str], Client],
) -> None:
    assert signed_in("cilla").get(WAY_IN).status_code == 403
    Opening.objects.update(closed_at="2026-03-02T12:00Z")
    page = signed_in("tove").get(WAY_IN, headers=SV).content.decode()
    assert "Ingenting är öppet" in page and TYPING not in page
