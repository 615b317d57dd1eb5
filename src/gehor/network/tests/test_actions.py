import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.network import actions, queries, rules
from gehor.network.models import EarlierName

TODAY = dt.date(2026, 3, 2)


def test_a_partner_is_registered_in_its_county(partner):
    assert (partner.name, partner.county_code) == ("Bortby kommun", "12")
    assert Entry.objects.filter(step="network.register_partner", subject_id=partner.pk, dialogue_id=None).exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "text_missing"),
        ({"name": "bortby kommun"}, "partner_named_already"),
        ({"kind": "company"}, "no_such_kind_of_partner"),
        ({"number": "212000-0143"}, "no_registration_number"),
        ({"county_code": "1"}, "no_area_code"),
        ({"municipality_code": "12a4"}, "no_area_code"),
        ({"county_code": "01", "municipality_code": "1214"}, "no_area_code"),
    ],
)
def test_what_cannot_be_a_partner_is_refused(organisation, nour, partner, given, code):
    with pytest.raises(WrongInput) as refusal:
        actions.register_partner(organisation, actor=nour, **{"name": "Nyby", "kind": "municipality", **given})
    assert refusal.value.code == code
    assert list(queries.partners(organisation)) == [partner]


def test_a_partner_that_is_renamed_is_the_same_and_remembers(nour, partner):
    actions.change_partner(partner, actor=nour, name="Bortby och Närby kommun", kind="municipality")
    assert list(EarlierName.objects.values_list("partner_id", "name", "until")) == [
        (partner.pk, "Bortby kommun", clock.today())
    ]


def test_a_contact_is_kept_for_two_years_and_stands_once(nour, partner):
    contact = actions.add_contact(partner, actor=nour, name="Mira Moln", role="official", email="Mira@Bortby.example")
    assert (contact.email, contact.keep_until - clock.today()) == ("mira@bortby.example", rules.KEPT_FOR)
    with pytest.raises(WrongInput) as refusal:
        actions.add_contact(partner, actor=nour, name="Mira Moln", role="elected", email="mira@bortby.example")
    assert refusal.value.code == "contact_stands_already"


@pytest.mark.parametrize(
    ("given", "code"), [({"role": "king"}, "no_such_role_of_contact"), ({"email": "mira"}, "no_email_address")]
)
def test_what_cannot_be_a_contact_is_refused(nour, partner, given, code):
    with pytest.raises(WrongInput) as refusal:
        actions.add_contact(partner, actor=nour, **{"name": "Mira", "role": "official", **given})
    assert refusal.value.code == code
    assert not partner.contacts.exists()


def test_nobody_joins_before_it_is_decided_to_try(nour, planned, partner):
    with pytest.raises(NotYet):
        actions.join(planned, partner, actor=nour, since=TODAY)


def test_a_partner_joins_once_and_leaves(nour, network, partner):
    membership = actions.join(network, partner, actor=nour, since=TODAY)
    with pytest.raises(WrongInput) as refusal:
        actions.join(network, partner, actor=nour, since=TODAY)
    assert refusal.value.code == "member_already"
    assert [member.partner for member in queries.members(network, TODAY)] == [partner]
    actions.leave(membership, actor=nour, left_on=TODAY + dt.timedelta(days=30))
    assert not queries.members(network, TODAY + dt.timedelta(days=30))
    assert queries.members(network, TODAY + dt.timedelta(days=29))


def test_who_is_no_host_changes_nothing(organisation, alma, farid, network, partner):
    for actor in (alma, farid):
        with pytest.raises(WrongPerson):
            actions.join(network, partner, actor=actor, since=TODAY)
        with pytest.raises(WrongPerson):
            actions.register_partner(organisation, actor=actor, name="Nyby", kind="region")


def test_what_a_network_is_follows_from_what_is_decided(network, decide):
    def now():
        return rules.status(queries.outcomes(network)).value

    assert now() == "trial"
    assert queries.last_day(network) == network.ends_on
    decide(network, "prolong", until=dt.date(2027, 6, 30))
    assert (now(), queries.last_day(network)) == ("trial", dt.date(2027, 6, 30))
    decide(network, "make_permanent")
    assert (now(), queries.last_day(network)) == ("permanent", None)
    with pytest.raises(WrongInput) as refusal:
        decide(network, "try")
    assert refusal.value.code == "not_the_networks_next_decision"
    decide(network, "end")
    assert now() == "ended"
    with pytest.raises(NotYet):
        decide(network, "end")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"decided_by": ""}, "text_missing"),
        ({"reasons": {}}, "text_missing"),
        ({"decided_on": dt.date(2030, 1, 1)}, "network_decided_in_the_future"),
    ],
)
def test_a_decision_has_somebody_a_day_and_reasons(planned, decide, given, code):
    with pytest.raises(WrongInput) as refusal:
        decide(planned, "try", **given)
    assert refusal.value.code == code
    assert queries.outcomes(planned) == []
