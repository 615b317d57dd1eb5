"""The demo's county network: eighty actors, two meetings held and evaluated, and the decision pending."""

import pytest

from gehor.ground import clock
from gehor.network import queries as networks
from gehor.network.gatherings import queries, trial
from gehor.network.models import ContactPerson, Network, Talk
from gehor.site.demo import network as demo
from gehor.site.demo.diary import Diary
from gehor.site.demo.people import found_organisations
from gehor.site.demo.told import told


@pytest.mark.django_db
def test_the_county_network_has_been_tried_and_evaluated_and_waits_for_its_decision():
    people, diary = found_organisations(), Diary(clock.today())
    demo.plan_events(told("network.json"), people, diary)
    diary.happen()
    network = Network.objects.get()
    members = list(networks.members(network, clock.today()))
    assert len(members) == 80
    assert sum(each.partner.kind == "municipality" for each in members) == 33
    assert networks.status(network) == "evaluated"
    found = trial.figures(network)
    assert len(found.meetings) == 2
    assert all(meeting.report_public_at and meeting.seating["most"] for meeting in found.meetings)
    assert found.meetings[1].seating["met"] > 0.9 * found.meetings[1].seating["most"]
    assert 0.4 < found.came_at_all.share < 0.95
    assert 0.3 < found.returning.share < 0.95
    assert found.kept.part.of >= 20
    assert found.rated["useful"].of > 40
    assert sorted(found.silent) == sorted(
        each.partner_id for each in members if each.partner.name in told("network.json")["silent"]
    )
    assert queries.gatherings(network).filter(held_on__gt=clock.today()).count() == 1
    assert (Talk.objects.count(), networks.exchanges(network.host).filter(is_public=True).count()) == (3, 2)


@pytest.mark.django_db
def test_nobody_of_the_county_network_is_named_twice():
    people, diary = found_organisations(), Diary(clock.today())
    demo.plan_events(told("network.json"), people, diary)
    diary.happen()
    names = list(ContactPerson.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) > 100
