"""The organisation's own pages: settings, who works here, political bodies, colour and logo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gehor.ground.organisations import actions
from gehor.ground.organisations.models import Account, Body, Membership
from gehor.ground.organisations.tests.test_actions import picture

SETTINGS = "/staff/o/alvsala/settings/"
MEMBERS = "/staff/o/alvsala/members/"
BODIES = "/staff/o/alvsala/bodies/"
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ada(signed_in):
    return signed_in("ada")


def sent(**given):
    return {"name": "Älvsala kommun", "colour": "#1d5c63", **given}


@pytest.mark.parametrize("address", [SETTINGS, MEMBERS, BODIES])
def test_the_house_is_closed_to_those_who_may_do_nothing_there(organisation, signed_in, address):
    assert signed_in("alma").get(address).status_code == 403
    assert signed_in("farid").get(address).status_code == 403


def test_a_registrar_sees_the_bodies_only(organisation, signed_in):
    page = signed_in("rut").get(BODIES)
    assert page.status_code == 200
    assert MEMBERS not in page.text


@pytest.mark.parametrize("address", [SETTINGS, MEMBERS, BODIES])
def test_each_page_costs_few_queries(organisation, board, ada, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert ada.get(address).status_code == 200


def test_settings_are_saved_and_shown_again(organisation, ada):
    answer = ada.post(SETTINGS, sent(colour="#aa0000", introduction_sv="Vi frågar.", contact_email="a@b.example"))
    assert (answer.status_code, answer["Location"]) == (303, SETTINGS)
    page = ada.get(SETTINGS).text
    assert "#aa0000" in page
    assert "Vi frågar." in page


def test_refused_settings_keep_what_was_typed(organisation, ada):
    answer = ada.post(SETTINGS, sent(colour="teal", introduction_sv="Vi frågar."))
    assert answer.status_code == 422
    assert 'value="teal"' in answer.text
    assert "Vi frågar." in answer.text


def test_all_that_is_wrong_is_told_at_once(organisation, ada):
    wrong = sent(name=" ", colour="teal", contact_email="frågor@", contact_phone="1" * 41, postal_address="a" * 301)
    errors = ada.post(SETTINGS, wrong).context["form"].errors
    assert errors.keys() == {"name", "colour", "contact_email", "contact_phone", "postal_address"}
    errors = ada.post(MEMBERS, {"name": "N" * 121, "email": "nina", "language": "sv"}).context["form"].errors
    assert errors.keys() == {"name", "email", "role"}


def test_two_administrators_do_not_overwrite_each_other_without_a_word(organisation, ada):
    seen = ada.get(SETTINGS).context["form"]["seen"].value()
    ada.post(SETTINGS, sent(name="Älvsala stad"))
    late = ada.post(SETTINGS, sent(name="Älvsala", seen=seen))
    assert late.status_code == 422
    assert 'value="Älvsala"' in late.text
    assert "Älvsala stad" in late.text
    told = late.context["form"].fields["name"].clash.told
    mine = sent(name="Älvsala", seen=seen, told_name=told, stands_name="mine")
    assert ada.post(SETTINGS, mine).status_code == 303


def test_the_contrast_of_the_colour_is_shown(organisation, ada):
    page = ada.get(SETTINGS)
    light, dark = page.context["contrasts"]
    assert light["accent"] == "#1d5c63"
    assert min(light["on_accent_contrast"], light["text_contrast"], dark["text_contrast"]) >= 4.5


def test_a_logo_is_uploaded_and_served_as_png(organisation, ada, client):
    file = SimpleUploadedFile("logo.html", picture("JPEG"), content_type="text/html")
    assert ada.post(SETTINGS, sent(logo=file)).status_code == 303
    organisation.refresh_from_db()
    answer = client.get(organisation.logo.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert b"".join(answer).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["nothing.png", "..%2Fgehor.sqlite3", "%00"])
def test_no_other_file_is_served(organisation, client, name):
    assert client.get(f"/logos/{name}").status_code == 404


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(organisation, ada):
    file = SimpleUploadedFile("logo.png", b"<script>", content_type="image/png")
    answer = ada.post(SETTINGS, sent(logo=file))
    assert answer.status_code == 422
    assert "logo" in answer.context["form"].errors


def test_the_stylesheet_has_the_colour_and_may_be_kept(organisation, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        answer = client.get("/o/alvsala/identity.css?v=1")
    assert answer["Content-Type"] == "text/css"
    assert "--accent:#1d5c63" in answer.text
    assert "immutable" in answer["Cache-Control"]
    assert client.get("/o/nowhere/identity.css").status_code == 404


def test_a_role_is_given_and_taken_away(organisation, ada):
    answer = ada.post(MEMBERS, {"name": "Vera", "email": "vera@alvsala.example", "role": "analyst", "language": "sv"})
    assert answer.status_code == 303
    assert "vera@alvsala.example" in ada.get(MEMBERS).text
    membership = Membership.objects.get(account__email="vera@alvsala.example")
    address = f"{MEMBERS}{membership.pk}/take/"
    assert "Vera" in ada.get(address).text
    assert ada.post(address).status_code == 303
    assert "vera@alvsala.example" not in ada.get(MEMBERS).text
    assert ada.post(address).status_code == 404


def test_the_last_administrator_is_told_why_the_role_stays(organisation, ada, accounts):
    membership = Membership.objects.get(account=accounts["ada"])
    assert ada.post(f"{MEMBERS}{membership.pk}/take/").status_code == 409


def test_roles_of_another_organisation_are_not_reached_from_here(organisation, ada, accounts):
    theirs = Membership.objects.filter(account=accounts["farid"]).first()
    assert ada.get(f"{MEMBERS}{theirs.pk}/take/").status_code == 404
    assert ada.post(f"{MEMBERS}{theirs.pk}/take/").status_code == 404


def test_a_body_is_named_and_renamed(organisation, board, ada):
    assert ada.post(BODIES, {"name": "Kulturnämnden", "kind": "committee"}).status_code == 303
    assert "Kulturnämnden" in ada.get(BODIES).text
    address = f"{BODIES}{board.pk}/"
    assert ada.post(address, {"name": "Kulturnämnden", "kind": "committee"}).status_code == 422
    assert ada.post(address, {"name": "Skolnämnden", "kind": "committee"}).status_code == 303
    board.refresh_from_db()
    assert board.name == "Skolnämnden"


def test_bodies_of_another_organisation_are_not_reached_from_here(organisation, other_organisation, ada):
    theirs = Body.objects.create(organisation=other_organisation, name="Bortby nämnd")
    assert ada.post(f"{BODIES}{theirs.pk}/", {"name": "Mine", "kind": "committee"}).status_code == 404


def test_html_in_every_field_is_shown_and_not_run(organisation, ada, actors):
    actions.change_organisation(
        organisation,
        actor=actors["ada"],
        name=SCRIPT,
        colour="#1d5c63",
        introduction={"sv": SCRIPT, "en": SCRIPT},
        contact_phone=SCRIPT,
        postal_address=SCRIPT,
    )
    ada.post(BODIES, {"name": SCRIPT, "kind": "committee"})
    ada.post(MEMBERS, {"name": SCRIPT, "email": "x@y.example", "role": "lead", "language": "sv"})
    assert Account.objects.filter(name=SCRIPT).exists()
    for address in (SETTINGS, MEMBERS, BODIES, f"{BODIES}{Body.objects.get().pk}/"):
        assert "<script>alert" not in ada.get(address).text


@pytest.mark.parametrize("address", [SETTINGS, MEMBERS, BODIES])
def test_an_empty_form_is_refused_with_its_sentences(organisation, ada, address):
    assert ada.post(address, {}).status_code == 422
