"""Categories, set-up, form and results of proposals."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from gehor.ground.errors import WrongInput
from gehor.methods.proposals import rules
from gehor.methods.proposals.forms import ProposalForm, SetupForm
from gehor.process.asking import Kind, Option, Question
from gehor.process.method import Item
from gehor.process.words import Channel

SETUP = {"categories": {"sv": "Mat\nSkolgård & lek\nMat", "en": "Food\nYard\nMore food"}, "attachments": False}


def settled(**fields: Any) -> SetupForm:
    return SetupForm({"categories_sv": "", "categories_en": "", **fields}, source="sv")


def test_each_line_is_a_category_with_a_key_of_its_own() -> None:
    found = rules.categories(SETUP)
    assert [category.key for category in found] == ["mat", "skolgard-lek", "mat-2"]
    assert found[1].name == {"sv": "Skolgård & lek", "en": "Yard"}


@pytest.mark.parametrize("setup", [{}, {"categories": {}}, {"categories": {"sv": " \n "}}])
def test_there_may_be_no_categories(setup: dict[str, Any]) -> None:
    assert rules.categories(setup) == ()


def test_every_category_that_may_be_written_can_stand_on_paper() -> None:
    words = ["الغذاء", "Declined", "Kollektivtrafik, cykel och gång i hela kommunen och runtom", "=1+1", "x" * 60]
    keys = [each.key for each in rules.categories({"categories": {"sv": "\n".join([*words, *words])}})]
    question = Question(
        "category", Kind.ONE, {"sv": "Kategori"}, options=tuple(Option(key, {"sv": key}) for key in keys)
    )
    assert len(set(keys)) == 10 and len(question.options) == 10 and keys[:2] == ["category", "declined-2"]


def test_a_proposal_belongs_to_a_category_of_the_setup_or_to_none() -> None:
    assert rules.checked(SETUP, {"category": "mat", "row": 3}) == {"category": "mat"}
    assert rules.checked(SETUP, {"category": ""}) == rules.checked(SETUP, {}) == {}
    with pytest.raises(WrongInput) as refusal:
        rules.checked(SETUP, {"category": "sol"})
    assert (refusal.value.code, refusal.value.params) == ("unknown_category", {"word": "sol"})


@pytest.mark.parametrize("nonsense", [["mat"], {"a": 1}, 7])
def test_a_category_that_is_no_word_is_refused(nonsense: object) -> None:
    with pytest.raises(WrongInput):
        rules.checked(SETUP, {"category": nonsense})


def item(reference: str, channel: Channel, category: str = "") -> Item:
    return Item(reference, channel, {"category": category} if category else {})


def test_results_are_counted_by_category_and_channel() -> None:
    """Three about food (two web, one paper), one about nothing, none about the yard."""
    rows = rules.results(
        SETUP,
        [
            item("C", Channel.WEB, "mat"),
            item("A", Channel.PAPER, "mat"),
            item("B", Channel.WEB, "mat"),
            item("D", Channel.PHONE),
        ],
    )
    assert [(row.key, row.count) for row in rows] == [("mat", 3), ("skolgard-lek", 0), ("mat-2", 0), ("", 1)]
    assert rows[0].by_channel == {Channel.WEB: 2, Channel.PAPER: 1}
    assert rows[0].references == ("A", "B", "C")


def test_a_category_that_is_gone_counts_among_those_without() -> None:
    rows = rules.results(SETUP, [item("A", Channel.WEB, "sol")])
    assert (rows[-1].key, rows[-1].references) == ("", ("A",))


def test_a_row_is_called_what_the_lead_calls_it() -> None:
    assert rules.result_label(SETUP, "skolgard-lek", "en") == "Yard"
    assert rules.result_label({"categories": {"sv": "Mat"}}, "mat", "en") == "Mat"
    assert rules.result_label(SETUP, "", "sv") == ""


# The set-up


def test_a_setup_is_kept_tidy() -> None:
    form = settled(categories_sv=" Mat \r\n\r\n Skolgård", categories_en="Food\nYard", attachments="on", similar="on")
    assert form.is_valid()
    assert form.cleaned_data == {
        "categories": {"sv": "Mat\nSkolgård", "en": "Food\nYard"},
        "attachments": True,
        "similar": True,
        "support": False,
    }


def test_an_empty_setup_will_do() -> None:
    form = settled()
    assert form.is_valid()
    assert form.cleaned_data == {"categories": {}, "attachments": False, "similar": False, "support": False}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"categories_sv": "Mat\nSkolgård", "categories_en": "Food"}, "uneven"),
        ({"categories_en": "Food"}, "source_first"),
        ({"categories_sv": "Mat\nmat"}, "twice"),
        ({"categories_sv": "\n".join(f"K{number}" for number in range(21))}, "too_many"),
        ({"categories_sv": "x" * 61}, "too_long"),
    ],
)
def test_a_setup_that_cannot_be_meant_is_refused(fields: dict[str, str], code: str) -> None:
    form = settled(**fields)
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["categories"]] == [code]


def test_similar_proposals_are_shown_unless_somebody_turns_it_off() -> None:
    assert "checked" in str(SetupForm(source="sv")["similar"])
    assert rules.shows_similar({}) and not rules.shows_similar({"similar": False})


# The form


def test_the_form_asks_only_what_was_settled() -> None:
    assert set(ProposalForm(setup={}).fields) == {"title", "text"}
    assert set(ProposalForm(setup={**SETUP, "attachments": True}).fields) == {
        "title",
        "text",
        "category",
        "attachment",
    }


def test_categories_are_named_in_the_readers_language() -> None:
    form = ProposalForm(setup=SETUP, language="en")
    assert ("skolgard-lek", "Yard") in form.fields["category"].choices


def test_a_category_that_is_not_there_cannot_be_chosen() -> None:
    form = ProposalForm({"text": "Bra", "category": "sol"}, setup=SETUP)
    assert "category" in form.errors


def test_a_program_is_no_picture() -> None:
    files = MultiValueDict({"attachment": [SimpleUploadedFile("x.jpg", b"MZ\x90\x00", "image/jpeg")]})
    form = ProposalForm({"text": "Bra"}, files, setup={"attachments": True})
    assert [error.code for error in form.errors.as_data()["attachment"]] == ["attachment_type_unknown"]
