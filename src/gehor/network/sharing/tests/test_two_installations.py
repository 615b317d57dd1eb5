"""Two installations on one machine learn from each other: real servers, real HTTP, a database each."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from gehor.testing import collected, warm
from gehor.testing.serving import Served, free_port

pytestmark = [pytest.mark.first]
HOUSE = "gehor.network.sharing.tests.house"
OF_A_FILE = ("sha256", "name", "content_type", "description")  # where it lies and how well it is packed may differ
OF_THE_WAY = ("published_at", "changed_at", "number", "withdrawn")  # when each version came in here


def order(house: Served, *words: str) -> Any:
    return json.loads(house.run("-m", HOUSE, *words).splitlines()[-1])


@pytest.fixture
def installation(tmp_path_factory: Any, django_db_setup: None) -> Iterator[Callable[[str], Served]]:
    """installation("here"): a database and an address of its own. Not started yet."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("a real server is tried with SQLite, whose file one process writes")
    with ExitStack() as all_of_them:

        def made(name: str) -> Served:
            home, port = tmp_path_factory.mktemp(name), free_port()
            of_the_tests = sqlite3.connect(connection.settings_dict["NAME"])
            its_own = sqlite3.connect(home / "gehor.sqlite3")
            of_the_tests.backup(its_own)
            of_the_tests.close()
            its_own.close()
            collected.copy_static(home)
            served = Served(
                home,
                port=port,
                born=warm.born,
                GEHOR_LIMITS="off",
                GEHOR_ADDRESS=f"http://127.0.0.1:{port}",
                GEHOR_INNER_NETWORKS="127.0.0.0/8",
            )
            all_of_them.enter_context(served)
            return served

        yield made


def from_elsewhere(articles: list[dict[str, Any]], there: Served) -> dict[str, dict[str, Any]]:
    """What matters of each article that was written there, by address."""
    return {
        row["url"]: {
            **{key: value for key, value in row.items() if key not in OF_THE_WAY},
            "files": [{key: file[key] for key in OF_A_FILE} for file in row.get("files", ())],
        }
        for row in articles
        if row["url"].startswith(there.address)
    }


def test_two_installations_learn_from_each_other(installation):
    here, there = installation("here"), installation("there")
    written = order(there, "settle", "write", "look")
    there.start()
    heard = order(here, "settle", f"listen={there.address}", "work", "look")

    # What is written there is here, and nothing of it is lost
    assert heard["ended"]["library"] == ["", {"new": 4}, False]
    assert len(from_elsewhere(written["articles"], there)) == 4
    with_files = from_elsewhere(written["articles"], there)[f"{there.address}/library/article/skolvagar/"]["files"]
    assert [file["content_type"] for file in with_files] == ["image/jpeg", "application/pdf"]
    assert from_elsewhere(heard["articles"], there) == from_elsewhere(written["articles"], there)
    assert [url for url, _title, _people in heard["dialogues"]] == [f"{there.address}/d/skolan/"]
    assert {code for _year, code, _value, _of in heard["figures"]} >= {"held", "tied", "people"}

    # Nothing has changed: nothing is sent
    assert [ended[2] for ended in order(here, "ask", "work", "look")["ended"].values()] == [True, True]

    # What is changed there changes here, what is withdrawn there goes here, what is taken back is gone here
    written = order(there, "change", "look")
    now = order(here, "ask", "work", "look")
    assert now["ended"]["library"] == ["", {"changed": 1, "withdrawn": 1, "unchanged": 2}, False]
    assert now["dialogues"] == [] and "people" not in {code for _year, code, *_rest in now["figures"]}
    assert "tied" in {code for _year, code, *_rest in now["figures"]}
    by_url = {row["url"]: row for row in now["articles"]}
    assert by_url[f"{there.address}/library/article/parken/"]["withdrawn"]["reason"] == "Fel siffror."
    changed = by_url[f"{there.address}/library/article/skolvagar/"]
    assert changed["content"]["results"] == {"sv": "Två korsningar byggdes om."}
    assert from_elsewhere(now["articles"], there) == from_elsewhere(written["articles"], there)

    # And the other way: what came from there is not sent back as ours
    there.stop()
    order(here, "write")
    here.start()
    learnt = order(there, f"listen={here.address}", "work", "look")
    assert learnt["ended"]["library"] == ["", {"new": 4}, False]
    assert len(from_elsewhere(learnt["articles"], here)) == 4
    assert learnt["dialogues"][0][0] == f"{here.address}/d/skolan/"

    # A server that is gone leaves what was heard
    here.stop()
    gone = order(there, "ask", "work", "look")
    assert {fault for fault, *_rest in gone["ended"].values()} == {"feed_unreachable"}
    assert len(from_elsewhere(gone["articles"], here)) == 4 and gone["dialogues"] == learnt["dialogues"]
