"""Quotations and minority positions, from the analyst's page to the public result."""

import pytest

from gehor.analysis.actions import drop_finding, set_aside
from gehor.analysis.models import Finding, Rest, SignOff
from gehor.analysis.queries.voices import positions, quotations, quotations_of
from gehor.analysis.voices.actions import change_position, drop_position, quote, unquote, write_position
from gehor.analysis.voices.models import Position, Quotation
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.models import Participant
from gehor.participation.actions import mask
from gehor.participation.models import Contribution

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def draft(analysed):
    SignOff.objects.filter(dialogue=analysed).delete()
    return analysed


@pytest.fixture
def first(draft):
    return Finding.objects.get(dialogue=draft, number=1)


@pytest.fixture
def yard(draft):
    """What the first finding rests on: ”Mer utemiljö på skolgården.”"""
    return Contribution.objects.filter(dialogue=draft).order_by("pk")[0]


@pytest.fixture
def food(draft):
    return Contribution.objects.filter(dialogue=draft).order_by("pk")[1]


def test_a_person_chooses_words_and_everybody_reads_them(first, yard, bo, draft, client, accounts):
    quote(first, actor=bo, contribution=yard, words="Mer  utemiljö")
    quote(first, actor=bo, contribution=yard, words="utemiljö på skolgården.")
    assert [each.text for each in quotations(draft)[first.pk]] == ["utemiljö på skolgården."]
    SignOff.objects.create(dialogue=draft, signed_at=first.written_at, signed_by=accounts["bo"])
    page = client.get("/d/skolan/result/", headers=ENGLISH).content.decode()
    assert "Quotations" in page and page.count("The first that were received") == 1
    data = client.get("/d/skolan/result.json").json()
    assert data["findings"][0]["quotations"][0]["text"] == "utemiljö på skolgården."


def test_a_quotation_follows_its_text_when_that_is_masked_and_never_shows_what_is_hidden(first, yard, bo, draft):
    quote(first, actor=bo, contribution=yard, words="Mer utemiljö på skolgården")
    mask(yard, actor=bo, title="", text="Mer [namn] på skolgården.", reason="personal_data", note="Namn.")
    [shown] = quotations(draft)[first.pk]
    assert (shown.text, shown.is_masked) == ("Mer [namn] på skolgården", True)
    with pytest.raises(WrongInput, match="not_in_the_wording"):
        quote(first, actor=bo, contribution=yard, words="utemiljö")
    mask(yard, actor=bo, title="", text="Borttaget.", reason="personal_data", note="Allt.")
    assert first.pk not in quotations(draft)
    assert [each.text for each in quotations_of(first)] == [""]


def test_only_what_the_finding_rests_on_and_everybody_sees_is_quoted(first, yard, food, bo, cilla, draft):
    with pytest.raises(WrongInput, match="quotes_what_it_rests_on"):
        quote(first, actor=bo, contribution=food, words="Maten")
    Contribution.objects.filter(pk=yard.pk).update(published_at=None)
    with pytest.raises(WrongInput, match="not_shown_to_all"):
        quote(first, actor=bo, contribution=yard, words="Mer")
    with pytest.raises(WrongPerson):
        quote(first, actor=cilla, contribution=yard, words="Mer")
    with pytest.raises(WrongMoment, match="not_quoted"):
        unquote(first, actor=bo, contribution=yard)


def test_what_no_longer_carries_the_finding_is_no_longer_quoted(first, yard, bo, draft):
    quote(first, actor=bo, contribution=yard, words="Mer")
    Rest.objects.filter(finding=first).delete()
    assert not quotations(draft) and Quotation.objects.count() == 1


def test_signed_off_nothing_more_is_quoted(analysed, bo):
    finding = Finding.objects.get(dialogue=analysed, number=1)
    with pytest.raises(NotYet):
        quote(finding, actor=bo, contribution=finding.rests_on.get(), words="Mer")


def test_a_minority_position_is_named_and_counted_by_contributions_and_people(first, yard, food, bo, draft):
    Participant.objects.filter(pk=food.participant_id).update(people=8)
    said = {"name": {"sv": "Behåll asfalten"}, "statement": {"sv": "Bollplanen ska vara kvar."}}
    position = write_position(draft, actor=bo, **said, contributions=[yard, food], finding=first)
    write_position(draft, actor=bo, **said, contributions=[food])
    [beside] = positions(draft)[first.pk]
    assert (beside.contributions, beside.participants, beside.people) == (2, 2, 9)
    assert [each.references for each in positions(draft)[None]] == [[food.reference]]
    set_aside(food, actor=bo, aside="off_topic", version=1)
    assert positions(draft)[first.pk][0].contributions == 1, "what is set aside is not counted"
    with pytest.raises(WrongMoment, match="position_changed_meanwhile"):
        change_position(position, actor=bo, **said, contributions=[yard], version=9)
    drop_position(position, actor=bo)
    assert Position.objects.get().number == 1


def test_a_finding_with_a_position_beside_it_is_not_dropped(first, food, bo, draft):
    said = {"name": {"sv": "Nej"}, "statement": {"sv": "Nej."}}
    write_position(draft, actor=bo, **said, contributions=[food], finding=first)
    Rest.objects.filter(finding=first).delete()
    with pytest.raises(WrongMoment, match="positions_on_it"):
        drop_finding(first, actor=bo)


@pytest.mark.parametrize(
    ("references", "sentence"),
    [
        ("", "This field is required."),
        (";", "at least one contribution"),
        ("ZZZZZZ", "There is no contribution ZZZZZZ in this dialogue."),
        ("third", "is set aside"),
    ],
)
def test_a_position_on_nothing_is_refused_with_what_was_typed(signed_in, draft, references, sentence):
    third = Contribution.objects.filter(dialogue=draft).order_by("pk")[2]
    fields = {"name_sv": "Asfalt", "statement_sv": "Kvar.", "references": references, "version": 0}
    fields["references"] = third.reference if references == "third" else references
    page = signed_in("bo").post("/staff/d/skolan/positions/", fields, headers=ENGLISH)
    assert page.status_code == 422
    assert sentence in page.content.decode() and "Asfalt" in page.content.decode()


def test_the_pages_of_an_analyst(signed_in, draft, first, yard, food, django_assert_max_num_queries, client):
    bo = signed_in("bo")
    address = f"/staff/d/skolan/findings/1/quote/{yard.reference}/"
    assert bo.get(address).status_code == 200
    assert bo.post(address, {"words": "Mindre utemiljö"}).status_code == 422
    assert bo.post(address, {"words": "Mer utemiljö"}).status_code == 303
    assert bo.get(f"/staff/d/skolan/findings/1/quote/{food.reference}/").status_code == 404
    fields = {"name_sv": "Asfalt", "statement_sv": "Kvar.", "references": food.reference, "finding": 1, "version": 0}
    assert bo.post("/staff/d/skolan/positions/", fields).status_code == 303
    changed = {**fields, "name_sv": "Behåll asfalten", "version": 1}
    assert bo.post("/staff/d/skolan/positions/1/", changed).status_code == 303
    late = bo.post("/staff/d/skolan/positions/1/", changed)
    assert late.status_code == 409 and late.context["form"]["version"].value() == "2", "sent once more, it is taken"
    for page in ("findings/1/", "positions/", "positions/1/"):
        with django_assert_max_num_queries(15):
            assert "Behåll asfalten" in bo.get(f"/staff/d/skolan/{page}").content.decode()
    assert bo.post(f"/staff/d/skolan/findings/1/unquote/{yard.reference}/").status_code == 303
    assert bo.post("/staff/d/skolan/positions/1/drop/").status_code == 303
    assert not Quotation.objects.exists() and not Position.objects.exists()
