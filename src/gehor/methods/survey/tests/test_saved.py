"""Saved for another day: opened again by a code, received only when it is sent, erased when it closes."""

import re

from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.people.models import Participant
from gehor.methods.survey.models import Draft
from gehor.methods.tests.promises import controls
from gehor.participation.actions import close_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.planning.models import Activity

from .conftest import FORM
from .test_taking_part import asked, sent


def saved(client: Client, data: str = "page=1&q.way=bus&q.far=mån&save=1") -> str:
    page = sent(client, data)
    assert page.status_code == 200 and "They are not sent" in asked(page)
    found = re.search(r'name="code" value="([^"]+)"', asked(page))
    assert found
    return found[1]


def test_what_is_saved_is_no_answer_and_opens_again_where_it_was_left(survey: Activity, client: Client) -> None:
    code = saved(client)
    assert not Ballot.objects.exists() and not Voter.objects.exists()
    page = sent(client, f"resume=1&code={code.lower()}")
    assert {("q.way", "bus"), ("q.far", "mån"), ("page", "1"), ("saved", code)} <= controls(page)
    assert saved(client, f"page=1&saved={code}&q.way=walk&save=1") == code
    assert Draft.objects.get().filled == {"q.way": ["walk"]}


def test_sent_it_is_gone_and_its_code_is_the_receipt(survey: Activity, client: Client) -> None:
    code = saved(client)
    done = sent(client, f"page=1&saved={code}&q.way=bus&confirmed=1")
    assert done.status_code == 303 and done["Location"].rstrip("/").endswith(code.replace("-", ""))
    assert not Draft.objects.exists()
    assert Participant.objects.count() == Voter.objects.count() == 1
    again = sent(client, f"resume=1&code={code}")
    assert again.status_code == 409 and "no saved answers" in asked(again)


def test_the_receipt_page_of_the_code_leads_to_what_is_saved(survey: Activity, client: Client) -> None:
    code = saved(client)
    page = client.get(f"/c/{code}/")
    assert page.status_code == 200 and "Nothing has been received yet" in asked(page)
    assert ("code", code) in controls(page) and "You were there" not in asked(page)
    everything = client.get(f"/c/{code}/everything.json").json()
    assert everything["saved_answers"]["filled"]["q.way"] == ["bus"]


def test_an_address_is_never_kept_with_what_is_saved(survey: Activity, client: Client) -> None:
    saved(client, "page=1&q.way=bus&email=dana@example.org&save=1")
    assert "dana" not in str(Draft.objects.values_list("filled", flat=True)[0])


def test_what_was_not_sent_is_erased_when_it_closes(survey: Activity, client: Client, alma: Actor) -> None:
    saved(client)
    people = Participant.objects.count()
    close_participation(survey, actor=alma, reason={"sv": "Alla har svarat."})
    assert not Draft.objects.exists() and Participant.objects.count() == people - 1


def test_whoever_saved_may_erase_it(survey: Activity, client: Client) -> None:
    code = saved(client)
    page = sent(client, f"resume=1&forget=1&code={code}")
    assert page.status_code == 200 and "are gone" in asked(page)
    assert not Draft.objects.exists() and not Participant.objects.exists()


def test_a_code_of_something_else_opens_nothing_and_loses_nothing(survey: Activity, client: Client) -> None:
    page = sent(client, "resume=1&code=ABCDE-FGHJK&q.way=bus&page=0")
    assert page.status_code == 409 and ("q.way", "bus") in controls(page)
    too_much = client.post(FORM, {"page": "1", "q.way": "bus", "q.more": "x" * 200_001, "save": "1"})
    assert too_much.status_code == 422 and not Draft.objects.exists()
