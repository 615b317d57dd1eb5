"""The steps of the organisation's own house: who may, and what is refused."""

import io

import pytest
from PIL import Image

from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations import actions
from gehor.ground.organisations.logo import redrawn
from gehor.ground.organisations.models import Account, Body, Membership
from gehor.ground.organisations.queries import actor_of
from gehor.process.words import Role

HUGE = "å" * 10_000_000


@pytest.fixture
def ada(actors):
    """Administers the organisation."""
    return actors["ada"]


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(error, action, *args, **kwargs):
    with pytest.raises(error) as refusal:
        action(*args, **kwargs)
    return refusal.value


def change(organisation, actor, **given):
    given = {"name": "Älvsala kommun", "colour": "#1d5c63", "introduction": {}, **given}
    return actions.change_organisation(organisation, actor=actor, **given)


def give(organisation, actor, **given):
    given = {"email": "vera@alvsala.example", "name": "Vera Vik", "role": "analyst", **given}
    return actions.give_role(organisation, actor=actor, **given)


def picture(form="PNG", size=(60, 20), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#1d5c63").save(out, form, **options)
    return out.getvalue()


# Settings


def test_an_administrator_changes_the_settings(organisation, ada):
    change(organisation, ada, name=" Älvsala ", contact_phone="0100-12 34 56", introduction={"sv": "Vi frågar."})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.contact_phone) == ("Älvsala", "0100-12 34 56")
    assert organisation.introduction == {"sv": "Vi frågar."}
    assert Entry.objects.get().codes == {}


def test_a_new_colour_gives_the_stylesheet_a_new_version(organisation, ada):
    change(organisation, ada)
    assert organisation.identity_version == 1
    change(organisation, ada, colour="#AA0000")
    organisation.refresh_from_db()
    assert (organisation.colour, organisation.identity_version) == ("#aa0000", 2)


@pytest.mark.parametrize("name", ["alma", "rut", "cilla", "odd", "farid"])
def test_nobody_but_an_administrator_changes_settings_or_roles(organisation, actors, name):
    refused(WrongPerson, change, organisation, actors[name])
    refused(WrongPerson, give, organisation, actors[name])
    membership = Membership.objects.filter(organisation=organisation).first()
    refused(WrongPerson, actions.take_role, membership, actor=actors[name])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": ""}, "text_missing", "name"),
        ({"name": HUGE}, "text_too_long", "name"),
        ({"name": "a\x00b"}, "null_character", "name"),
        ({"colour": "red"}, "not_a_colour", "colour"),
        ({"colour": "#12345"}, "not_a_colour", "colour"),
        ({"colour": "#123456}body{display:none"}, "not_a_colour", "colour"),
        ({"colour": "#123456\n"}, "not_a_colour", "colour"),
        ({"introduction": {"sv": HUGE}}, "text_too_long", "introduction"),
        ({"introduction": {"en": "Only English"}}, "source_first", "introduction"),
        ({"contact_email": "nobody"}, "no_email_address", "contact_email"),
        ({"contact_phone": "1" * 41}, "text_too_long", "contact_phone"),
        ({"postal_address": HUGE}, "text_too_long", "postal_address"),
    ],
)
def test_settings_of_nonsense_are_refused_at_their_field(organisation, ada, given, code, field):
    refusal = refused(WrongInput, change, organisation, ada, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)
    organisation.refresh_from_db()
    assert organisation.name == "Älvsala kommun"


# Logo


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_as_png(organisation, ada, form):
    change(organisation, ada, logo=picture(form))
    organisation.refresh_from_db()
    with Image.open(organisation.logo.path) as kept:
        assert (kept.format, kept.size) == ("PNG", (60, 20))


def test_a_large_logo_is_made_smaller_and_loses_what_the_file_carried_along():
    exif = Image.Exif()
    exif[0x010E] = "Stadshuset 59.3293 N"
    kept = redrawn(picture("JPEG", (3000, 1000), exif=exif))
    with Image.open(io.BytesIO(kept)) as small:
        assert small.size == (480, 160)
        assert not small.getexif()
    assert b"Stadshuset" not in kept


def test_a_new_logo_takes_the_place_of_the_one_before(organisation, ada, django_capture_on_commit_callbacks, tmp_path):
    change(organisation, ada, logo=picture())
    with django_capture_on_commit_callbacks(execute=True):
        change(organisation, ada, logo=picture(size=(90, 30)))
    assert len(list((tmp_path / "logos").iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        change(organisation, ada, without_logo=True)
    organisation.refresh_from_db()
    assert not organisation.logo
    assert not list((tmp_path / "logos").iterdir())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo_not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo_not_a_picture"),
        (b"GIF89a" + b"\x00" * 100, "logo_not_a_picture"),
        (picture()[:60], "logo_not_a_picture"),
        (b"\x89PNG" + b"0" * (2 * 1024 * 1024), "logo_too_large"),
        (picture(size=(6001, 1)), "logo_too_many_pixels"),
        (picture(size=(1, 6001)), "logo_too_many_pixels"),
    ],
    ids=["empty", "svg", "gif", "cut off", "too large", "too wide", "too high"],
)
def test_what_is_no_picture_is_refused(organisation, ada, content, code):
    refusal = refused(WrongInput, change, organisation, ada, logo=content)
    assert (refusal.code, refusal.params["field"]) == (code, "logo")


# Members


def test_whoever_gets_a_role_gets_an_account_without_password(organisation, ada):
    membership = give(organisation, ada, email=" Vera@Alvsala.example ")
    account = Account.objects.get(email="vera@alvsala.example")
    assert (account.name, account.language, account.has_usable_password()) == ("Vera Vik", "sv", False)
    entry = Entry.objects.get()
    assert (entry.subject_id, entry.codes) == (membership.pk, {"role": "analyst", "account": account.pk})


def test_whoever_has_an_account_keeps_its_name(organisation, ada, accounts):
    give(organisation, ada, email="ALMA@alvsala.example", name="Somebody Else", role="analyst")
    assert Account.objects.get(email="alma@alvsala.example").name == "Alma"
    assert {row.role for row in Membership.objects.filter(account=accounts["alma"])} == {"lead", "analyst"}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"email": ""}, "text_missing", "email"),
        ({"email": "vera"}, "no_email_address", "email"),
        ({"email": HUGE}, "text_too_long", "email"),
        ({"name": ""}, "text_missing", "name"),
        ({"name": HUGE}, "text_too_long", "name"),
        ({"name": "a\x00b"}, "null_character", "name"),
        ({"role": "king"}, "no_such_role", "role"),
        ({"role": "machine"}, "no_such_role", "role"),
        ({"language": "xx"}, "no_such_language", "language"),
        ({"email": "alma@alvsala.example", "role": "lead"}, "role_given_already", "role"),
    ],
)
def test_a_role_of_nonsense_is_refused(organisation, ada, given, code, field):
    before = Account.objects.count()
    refusal = refused(WrongInput, give, organisation, ada, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)
    assert Account.objects.count() == before


def test_a_closed_account_gets_no_role(organisation, ada, accounts):
    Account.objects.filter(pk=accounts["bo"].pk).update(is_active=False)
    refusal = refused(WrongInput, give, organisation, ada, email="bo@alvsala.example", role="lead")
    assert refusal.code == "account_closed"


def test_a_role_is_taken_away_once_and_the_account_stays(organisation, ada, accounts):
    membership = Membership.objects.get(account=accounts["bo"])
    actions.take_role(membership, actor=ada)
    assert Account.objects.filter(pk=accounts["bo"].pk).exists()
    assert refused(WrongMoment, actions.take_role, membership, actor=ada).code == "role_taken_already"


def test_the_last_administrator_stays(organisation, ada, accounts):
    mine = Membership.objects.get(account=accounts["ada"])
    assert refused(WrongMoment, actions.take_role, mine, actor=ada).code == "last_administrator"
    give(organisation, ada, role=Role.ADMINISTRATOR.value)
    actions.take_role(mine, actor=ada)
    assert not Membership.objects.filter(pk=mine.pk).exists()


# Bodies


@pytest.mark.parametrize("name", ["ada", "rut"])
def test_an_administrator_or_a_registrar_names_bodies(organisation, actors, name):
    body = actions.name_body(organisation, actor=actors[name], name=" Kulturnämnden ", kind="committee")
    actions.rename_body(body, actor=actors[name], name="Kultur- och fritidsnämnden", kind="committee")
    assert [row.name for row in Body.objects.all()] == ["Kultur- och fritidsnämnden"]


@pytest.mark.parametrize("name", ["alma", "cilla", "farid"])
def test_nobody_else_names_bodies(organisation, board, actors, name):
    given = {"actor": actors[name], "name": "Kulturnämnden", "kind": "committee"}
    refused(WrongPerson, actions.name_body, organisation, **given)
    refused(WrongPerson, actions.rename_body, board, **given)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": " "}, "text_missing", "name"),
        ({"name": HUGE}, "text_too_long", "name"),
        ({"name": "a\x00b"}, "null_character", "name"),
        ({"kind": "club"}, "no_such_kind", "kind"),
        ({"name": "Barn- och utbildningsnämnden"}, "body_named_already", "name"),
    ],
)
def test_a_body_of_nonsense_is_refused(organisation, board, ada, given, code, field):
    given = {"name": "Kulturnämnden", "kind": "committee", **given}
    refusal = refused(WrongInput, actions.name_body, organisation, actor=ada, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)


def test_the_cast_of_the_tests_acts_as_it_would_sign_in(accounts, actors):
    assert actors == {name: actor_of(account) for name, account in accounts.items()}
