"""An organisation shares part by part, with whom it likes, and what it takes back is gone at once."""

import json

import pytest

from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.network.sharing import actions, keys, tasks
from gehor.network.sharing.models import Shared, Sharing

FEED = "/o/alvsala/shared.json"


def codes(document):
    return {row["code"] for row in document["figures"]}


def by_link(client, sharing):
    return client.get(keys.address_of(sharing))


def test_nothing_is_told_before_somebody_has_said_so(client, released):
    assert client.get(FEED).status_code == 404
    assert client.get("/o/nowhere/shared.json").status_code == 404


def test_what_is_shared_with_everybody_is_told_everybody(client, released, share):
    share(held="everybody", answered="everybody", dialogues="everybody")
    document = client.get(FEED).json()
    assert document["organisation"] == {
        "name": "Älvsala kommun",
        "kind": "municipality",
        "url": "http://127.0.0.1:8000/o/alvsala/",
        "inhabitants": 30_000,
    }
    figures = {row["code"]: row for row in document["figures"]}
    assert figures["held"] == {"year": 2026, "code": "held", "value": 1, "of": 1}
    assert figures["tied"]["value"] == figures["in_time"]["value"] == 1
    assert not codes(document) & {"people", "credible", "sek"}
    dialogue = document["dialogues"][0]
    assert dialogue["url"] == "http://127.0.0.1:8000/d/skolan/"
    assert dialogue["tied_to_decision"] is True and dialogue["in_time"] is True and dialogue["levels"]
    assert "people" not in dialogue, "people are shared by themselves"


def test_a_part_for_those_with_the_link_is_told_nobody_else(client, released, share):
    sharing = share(held="everybody", people="link")
    assert client.get(FEED).json()["parts"] == ["held"]
    linked = by_link(client, sharing)
    assert linked.json()["parts"] == ["held", "people"] and linked.json()["public"] == ["held"]
    assert linked["Cache-Control"] == "private, no-cache" and linked["X-Robots-Tag"] == "noindex"
    assert "evaluated" in codes(linked.json()) and "evaluated" not in codes(client.get(FEED).json())


def test_nobody_is_named_and_no_few_are_told_of(client, released, share):
    """Three people have taken part."""
    sharing = share(**dict.fromkeys(("dialogues", "held", "answered", "people", "cost"), "link"))
    document = by_link(client, sharing).json()
    assert document["dialogues"][0]["people"] is None
    assert not codes(document) & {"people", "reached", "sek_each"}
    assert "example" not in json.dumps(document) and "Alma" not in json.dumps(document)


def test_whoever_leaves_is_gone_at_once(client, released, share, organisation, nour):
    sharing = share(held="everybody", people="link")
    link = keys.address_of(sharing)
    actions.stop_sharing(organisation, actor=nour)
    assert client.get(FEED).status_code == 410
    assert client.get(link).status_code == 404, "the link that was given out opens nothing, now or later"
    assert not Shared.objects.exists() and Sharing.objects.get().told == {}
    share(held="link")
    assert client.get(link).status_code == 404 and client.get(FEED).status_code == 410
    actions.stop_sharing(organisation, actor=nour)
    with pytest.raises(NotYet):
        actions.stop_sharing(organisation, actor=nour)


def test_a_part_that_is_taken_back_is_gone_and_the_others_stay(client, released, share):
    share(held="everybody", answered="everybody")
    share(answered="everybody")
    assert client.get(FEED).json()["parts"] == ["answered"]


def test_a_new_link_closes_the_old_one(client, released, share, organisation, nour):
    old = keys.address_of(share(held="link"))
    new = keys.address_of(actions.change_link(organisation, actor=nour))
    assert client.get(old).status_code == 404 and client.get(new).status_code == 200
    for wrong in (new.replace("/shared/", "/shared/9"), new[:-9] + ".json", "/shared/1-2.json", "/shared/x.json"):
        assert client.get(wrong).status_code == 404


def test_the_feed_says_when_nothing_has_changed(client, released, share):
    share(held="everybody")
    first = client.get(FEED)
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 304
    share(held="everybody", answered="everybody")
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_is_told_is_made_anew_each_day(released, share, organisation):
    sharing = share(held="everybody")
    Sharing.objects.update(told={}, told_on="2026-01-01")
    tasks.tell.call(sharing.pk)
    sharing.refresh_from_db()
    assert sharing.told["figures"]
    entries = Entry.objects.filter(step="sharing.tell").count()
    tasks.tell.call(sharing.pk)
    assert Entry.objects.filter(step="sharing.tell").count() == entries, "once a day"
    tasks.tell.call(0)


def test_only_those_who_decide_on_it_share(organisation, actors, released):
    for name in ("alma", "bo", "cilla", "farid"):
        with pytest.raises(WrongPerson):
            actions.share(organisation, actor=actors[name], parts={}, inhabitants=None)
    for name in ("ada", "nour"):
        actions.share(organisation, actor=actors[name], parts={}, inhabitants=None)


@pytest.mark.parametrize("inhabitants", [0, -1, 10**9])
def test_nobody_lives_in_an_impossible_place(share, inhabitants):
    with pytest.raises(WrongInput) as refusal:
        share(inhabitants=inhabitants, held="everybody")
    assert refusal.value.params["field"] == "inhabitants"


def test_the_feed_costs_few_queries(client, released, share, django_assert_max_num_queries):
    share(held="everybody", dialogues="everybody")
    with django_assert_max_num_queries(3):
        client.get(FEED)
