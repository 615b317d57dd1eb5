"""A statement that is written once finds what the query would find, and makes the same rows of it."""

import pytest
from django.db.models import Count, F

from gehor.ground.organisations.models import Membership, Organisation
from gehor.ground.prepared import LARGEST, Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.both]

by_role = Prepared(
    lambda pk, role: (
        Membership.objects.filter(organisation=pk, role=role)
        .select_related("account", "organisation")
        .annotate(house=F("organisation__slug"))
        .order_by("pk")
    ),
    int,
    str,
)
counted = Prepared(lambda slug: Organisation.objects.filter(slug=slug).values("slug", n=Count("memberships")), str)


def test_rows_are_those_of_the_query(organisation, other_organisation, accounts, django_assert_num_queries):
    for house, role, name in ((organisation, "lead", "Alma"), (other_organisation, "board", "Farid")):
        with django_assert_num_queries(1):
            (row,) = by_role(house.pk, role)
            assert (row.account.name, row.organisation, row.house) == (name, house, house.slug)
        assert row.account == accounts[name.lower()]
    assert by_role(organisation.pk, "resident") == []


def test_values_are_those_of_the_query(organisation, accounts):
    assert counted(organisation.slug) == [{"slug": "alvsala", "n": len(accounts) - 1}]


def test_a_number_beyond_all_rows_finds_none(organisation):
    for number in (LARGEST, LARGEST + 1, -LARGEST - 9, 10**40):
        assert by_role(number, "lead") == []


def test_what_does_not_ask_for_its_value_is_no_question():
    with pytest.raises(AssertionError):
        Prepared(lambda slug: Organisation.objects.all(), str)("alvsala")
