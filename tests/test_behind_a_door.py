"""What only those it concerns may read stands on no page of anybody else's: every public address is walked."""

import pytest
from django.test import Client

from gehor.analysis.models import Rest
from gehor.analysis.voices.models import Quotation
from gehor.ground import clock
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Contact
from gehor.participation.ballots.tests.conftest import methods
from gehor.participation.identity.models import Demand
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof
from gehor.testing.addresses import filled, public_patterns

__all__ = ["methods"]
pytestmark = [pytest.mark.django_db, pytest.mark.one]  # which rows a page takes is asked in one way in both databases

NAMED = ("Dana Danielsson", "dana@example.org")  # docs/protected-identities.md: on no public page whatever is shown
SAID = ("Mer utemiljö på skolgården", "Maten är kall när vi äter", "Hej hej", "Matsalens meny")
RESULT = "/d/skolan/take-part/1/result/"


@pytest.fixture
def quoted(decided: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Decided, with a quotation, in an activity that has a category of its own. All can be reached, under a name."""
    for each in Contribution.objects.filter(dialogue=decided):
        Contact.objects.create(
            participant=each.participant, kind="email", name=NAMED[0], address=NAMED[1], given_at=clock.now()
        )
    rest = Rest.objects.filter(finding__dialogue=decided).select_related("contribution__activity").first()
    wording, activity = rest.contribution.wordings.first(), rest.contribution.activity
    Quotation.objects.create(
        finding=rest.finding,
        contribution=rest.contribution,
        wording=wording,
        begins=0,
        ends=len(wording.text),
        chosen_at=clock.now(),
        chosen_by=accounts["bo"],
    )
    activity.setup = {"categories": {"sv": "Matsalens meny"}}
    activity.save()
    return decided


def behind_a_door(activity: Activity) -> None:
    Demand.objects.create(activity=activity, doing=Doing.READ.value, proof=Proof.CODE.value)


def shown() -> set[str]:
    """The addresses of a dialogue where something that was said or asked there stands."""
    reference, found = Contribution.objects.values_list("reference", flat=True)[0], set()
    for pattern in public_patterns():
        page = Client().get(filled(pattern, reference), headers={"accept-language": "sv"})
        body = page.getvalue().decode(errors="replace")
        assert not any(name in body for name in NAMED), pattern
        if any(text in body for text in SAID):
            found.add(pattern)
    return found


def test_nothing_of_it_stands_on_any_page_of_everybodys(quoted: Dialogue) -> None:
    before = {pattern.rpartition(">/")[2] or "thread" for pattern in shown()}
    assert {"contributions/", "contributions.csv", "contributions.json", "thread.json", "result/"} <= before
    behind_a_door(Activity.objects.get(dialogue=quoted, number=1))
    assert shown() == set()


def test_figures_are_everybodys_once_something_is_decided(decided: Dialogue, methods: object, client: Client) -> None:
    activity = Activity.objects.get(dialogue=decided, number=1)
    behind_a_door(activity)
    assert client.get(RESULT).status_code == 403  # people wrote there
    Activity.objects.filter(pk=activity.pk).update(method="travel")
    assert client.get(RESULT).status_code == 200


def test_until_then_they_are_not(analysed: Dialogue, methods: object, client: Client) -> None:
    Activity.objects.filter(dialogue=analysed, number=1).update(method="travel")
    behind_a_door(Activity.objects.get(dialogue=analysed, number=1))
    assert client.get(RESULT).status_code == 403
