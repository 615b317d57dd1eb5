"""The part with the address is kept apart from the answers, and typed in apart from them."""

import re
from collections.abc import Callable

from django.test import Client

from gehor.ground.people.models import Contact
from gehor.participation.ballots.models import Ballot
from gehor.participation.paper.models import Sheet

PAGE = "/staff/d/skolan/paper/1/addresses/"


def test_an_address_reaches_whoever_filled_in_the_form_and_shows_no_answers(
    sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    ballot = typed(sheets[0], way=["bus"])
    tove = signed_in("tove")
    sent = {"sheet": sheets[0].code, "name": "Dana", "email": "", "address": "Ågatan 1\n700 00 Lindesta"}
    assert tove.post(PAGE, sent).status_code == 303
    contact = Contact.objects.get()
    assert (contact.participant, contact.kind, contact.name) == (ballot.voter.participant, "letter", "Dana")
    page = tove.get(PAGE).content.decode()
    assert "The address is kept." in page and not re.search(r"\bbus\b", page)


def test_an_address_without_a_form_or_in_two_ways_is_refused_with_all_that_was_typed(
    sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    alma = signed_in("alma")
    answer = alma.post(PAGE, {"sheet": sheets[0].code, "email": "dana@example.org"})
    assert answer.status_code == 422
    assert "Type in the answers of this form first" in answer.content.decode()
    assert "dana@example.org" in answer.content.decode()
    typed(sheets[0], way=["bus"])
    both = {"sheet": sheets[0].code, "email": "dana@example.org", "address": "Ågatan 1"}
    assert alma.post(PAGE, both).status_code == 422
    assert not Contact.objects.exists()
    assert signed_in("bo").get(PAGE).status_code == 403  # an analyst reads answers, and keeps no addresses
