"""Somebody asks what is kept about them: the registrar finds it, hands it out, and erases how to reach them."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from gehor.ground import clock
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code, shown
from gehor.participation.models import Contribution

pytestmark = pytest.mark.django_db
PAGE = "/staff/o/alvsala/persons/"
ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def somebody(said: Callable[..., Contribution]) -> Participant:
    contribution = said("Mer cykelväg")
    for kind, address in (("email", "Dana@example.org"), ("sms", "+46701234567")):
        Contact.objects.create(
            participant=contribution.participant, kind=kind, name="Dana Björk", address=address, given_at=clock.now()
        )
    return contribution.participant


@pytest.fixture
def registrar(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("rut")


def page_of(participant: Participant) -> str:
    return f"{PAGE}{participant.pseudonym}/"


def test_who_asks_is_found_by_the_code_and_by_what_they_have_given(registrar: Client, somebody: Participant) -> None:
    code = shown(somebody.receipt).lower()
    for typed in (code, "dana@EXAMPLE.org", " 070-123 45 67", "Björk", "dana b"):
        answer = registrar.post(PAGE, {"words": typed})
        assert answer.status_code == 303 and answer["Location"] == page_of(somebody), typed


def test_several_who_fit_are_shown_and_none_is_said_so(registrar: Client, somebody: Participant) -> None:
    other = Participant.objects.create(organisation=somebody.organisation, receipt=new_code(), created_at=clock.now())
    Contact.objects.create(participant=other, kind="letter", name="Per Björk", address="Åvägen 1", given_at=clock.now())
    found = registrar.post(PAGE, {"words": "Björk"}, **ENGLISH)
    assert found.status_code == 200 and page_of(somebody) in found.text and page_of(other) in found.text
    seen = Entry.objects.filter(step="people.see").values_list("subject_id", flat=True)
    assert set(seen) == {somebody.pk, other.pk}, "their addresses stand in the list"
    for words in ("ebbe@example.org", "Bj", ""):
        refused = registrar.post(PAGE, {"words": words}, **ENGLISH)
        assert refused.status_code == 422 and words in refused.text, "what was typed stands there still"


def test_all_that_is_kept_is_shown_handed_out_and_said_in_the_journal_without_a_name(
    registrar: Client, somebody: Participant, client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(15):
        page = registrar.get(page_of(somebody), **ENGLISH)
    seen = Entry.objects.get(step="people.see")
    assert (seen.subject_id, seen.codes, seen.actor[:8]) == (somebody.pk, {}, "account:")
    assert "Dana Björk" in page.text and "+46701234567" in page.text and "/read/" in page.text
    assert "no-store" in page["Cache-Control"]

    file = registrar.post(f"{page_of(somebody)}everything.json")
    own = client.get(f"/c/{shown(somebody.receipt)}/everything.json")
    assert json.loads(file.content) == json.loads(own.content), "the same as behind the code"
    entry = Entry.objects.get(step="people.hand_out")
    assert (entry.subject_id, entry.codes) == (somebody.pk, {})


def test_the_registrar_erases_once_and_the_person_can_no_longer_be_found(
    registrar: Client, somebody: Participant
) -> None:
    assert "cannot be had back" in registrar.get(f"{page_of(somebody)}erase/", **ENGLISH).text
    assert registrar.post(f"{page_of(somebody)}erase/").status_code == 303
    assert not Contact.objects.filter(participant=somebody).exists()
    assert "We no longer know who this is" in registrar.get(page_of(somebody), **ENGLISH).text
    assert registrar.post(PAGE, {"words": "dana@example.org"}).status_code == 422
    assert registrar.post(f"{page_of(somebody)}erase/").status_code == 409
    assert Entry.objects.get(step="people.erase").actor.startswith("account:")


def test_an_address_is_put_right_and_one_that_is_none_is_refused(registrar: Client, somebody: Participant) -> None:
    address = f"{page_of(somebody)}put-right/"
    assert "Dana@example.org" in registrar.get(address).text
    assert Entry.objects.get(step="people.see").subject_id == somebody.pk
    wrong = registrar.post(address, {"kind": "email", "name": "Dana Björk", "address": "Åvägen 1"}, **ENGLISH)
    assert wrong.status_code == 422 and "is not an e-mail address" in wrong.text and "Åvägen 1" in wrong.text
    assert registrar.post(address, {"kind": "email", "name": "Dana Ek", "address": "ny@example.org"}).status_code == 303
    kept = Contact.objects.filter(participant=somebody).order_by("pk").values_list("name", "address")
    assert list(kept) == [("Dana Ek", "ny@example.org"), ("Dana Björk", "+46701234567")]
    assert Entry.objects.get(step="people.give_contact").codes == {"kind": "email"}


def test_nobody_else_sees_who_somebody_is(signed_in: Callable[[str], Client], somebody: Participant) -> None:
    for other in map(signed_in, ("alma", "bo", "odd", "ada", "farid")):
        for address in (PAGE, page_of(somebody), f"{page_of(somebody)}erase/", f"{page_of(somebody)}put-right/"):
            assert other.get(address).status_code == 403
        assert other.post(f"{page_of(somebody)}everything.json").status_code == 403
        assert other.post(f"{page_of(somebody)}erase/").status_code == 403
    assert not Entry.objects.filter(step="people.see").exists()
    assert Contact.objects.filter(participant=somebody).exists()
