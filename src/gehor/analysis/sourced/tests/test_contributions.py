"""Findings of an earlier dialogue that rest on what people said then: read, shown, decided and answered as usual."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.analysis.sourced.actions import bring_findings
from gehor.analysis.sourced.rules import Brought
from gehor.analysis.sourced.tests.test_sources import PAGES, decided, earlier, read, source
from gehor.decision.sought.actions import record_not_found
from gehor.feedback import actions as feedback
from gehor.feedback.models import Delivery
from gehor.ground.errors import NotYet
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.participation.reading import Row
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.retroactive.held import Held, add_held

__all__ = ["earlier", "source"]


@pytest.fixture
def heard(earlier: Dialogue, source: Any, alma: Any, bo: Any) -> Dialogue:
    """One finding rests on a source and a contribution of 2013, the other on that alone; another is set aside."""
    held = add_held(
        earlier, actor=alma, held=Held("meeting", {"sv": "Öppet möte"}, dt.date(2013, 3, 4), dt.date(2013, 3, 4))
    )
    rows = [Row(2, "Svara i telefon", channel="meeting"), Row(3, "Hej", channel="meeting")]
    participation.import_contributions(held, actor=alma, rows=rows, file_name="x.csv", file_hash="a" * 64, mapping={})
    first, second = Contribution.objects.select_related("dialogue__organisation").order_by("values__row")
    (brought,) = bring_findings(earlier, actor=bo, source=source, findings=[Brought("Kortare väntan", page="12")])
    finding = analysis.write_finding(earlier, actor=bo, statement={"sv": "Någon ska svara i telefon."}, explanation={})
    with pytest.raises(NotYet):
        analysis.sign_off(earlier, actor=bo)
    analysis.read(first, actor=bo, findings=[brought, finding], version=0)
    analysis.set_aside(second, actor=bo, aside="empty", note={"sv": "Ingen synpunkt."}, version=0)
    participation.publish(first, actor=bo)
    analysis.sign_off(earlier, actor=bo)
    return earlier


@pytest.mark.parametrize("address", [*PAGES, "/d/psykiatrin/contributions/", "/d/psykiatrin/result/2/"])
def test_everybody_can_read_it(heard: Dialogue, address: str, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        page = read(address)
    assert "receipt" not in page.partition("<main")[2].partition("</main>")[0], "nobody has one"


def test_the_thread_of_what_was_said_is_public(heard: Dialogue) -> None:
    said = Contribution.objects.get(values__row=2)
    page = read(f"/d/psykiatrin/c/{said.reference}/")
    assert "Svara i telefon" in page and "Någon ska svara i telefon." in page and "Followed up afterwards" in page


def test_answers_are_public_and_go_to_nobody(heard: Dialogue, alma: Any, cilla: Any, board: Any) -> None:
    decision = decided(heard, cilla, board)
    told = Finding.objects.select_related("dialogue__organisation").get(dialogue=heard, number=2)
    record_not_found(told, actor=alma, looked_in={"sv": "Protokollen."}, looked_on=dt.date(2026, 3, 1))
    feedback.write_answer(decision, actor=alma, text={"sv": "Ni får svar."}, version=0)
    feedback.release_answers(heard, actor=alma, greeting={})
    assert not Delivery.objects.exists()
    assert "Nobody here knows who took part" in read("/d/psykiatrin/answers/")
    for address in ("/d/psykiatrin/decision/1/", "/d/psykiatrin/result/1/"):
        page = read(address)
        assert (
            "How many people stand behind these contributions is unknown" in page and "From 1 participant" not in page
        )
    assert planning.facts_known(heard).undelivered == 0


def test_nothing_comes_after_the_sign_off(heard: Dialogue, alma: Any, signed_in: Any) -> None:
    held = planning.activity_of(heard, 1)
    with pytest.raises(NotYet) as refusal:
        participation.import_contributions(
            held, actor=alma, rows=[Row(2, "Mer")], file_name="y.csv", file_hash="b" * 64, mapping={}
        )
    assert refusal.value.missing == ("takes_files",)
    desk = signed_in("alma")
    assert "/held/add/" not in desk.get("/staff/d/psykiatrin/openings/").content.decode()
    assert "Activities that were held" in desk.get("/staff/d/psykiatrin/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert Client().get("/d/psykiatrin/contributions.csv").content.decode().count("Svara i telefon") == 1
