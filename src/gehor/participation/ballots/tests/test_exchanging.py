"""A file of another programme, with contributions and ballots about them: brought in, undone, and taken out again."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gehor.ground import catalogue, worker
from gehor.ground.errors import WrongInput
from gehor.participation import rules
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.forms import AskedEverywhere
from gehor.participation.models import Contribution, Import
from gehor.participation.queries import wordings_of
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import Kind, Option, Question
from gehor.process.exchange import Brought, Exchange, Files, Problem, Setup, Text, Told, Vote
from gehor.process.method import Figure, Line, Method, Outcome, Said, Table, Takes
from gehor.process.words import Channel, Level

PAGE = "/staff/d/skolan/import/1/"
RESULT = "/d/skolan/take-part/1/result/"
SAID = {
    "said": [{"id": "s1", "by": "a", "text": "Mer skugga"}, {"id": "s2", "by": "b", "text": ""}],
    "voted": [
        {"by": "a", "on": "s1", "choice": 1},
        {"by": "b", "on": "s1", "choice": 1},
        {"by": "c", "on": "s1", "choice": 7},
        {"by": "d", "on": "s9", "choice": 1},
        *({"by": each, "on": "s1", "choice": -1} for each in "efg"),
    ],
}


def questions(setup: Setup) -> tuple[Question, ...]:
    steps = (Option("-1", {"sv": "Nej"}), Option("1", {"sv": "Ja"}))
    return (Question("choice", Kind.SCALE, {"sv": "Håller du med?"}, options=steps, least=-1, most=1),)


def items(activity: Activity) -> list[Option]:
    return [Option(each.contribution.reference.lower(), {"sv": each.text}) for each in wordings_of(activity)]


def outcome(setup: Setup, said: Said) -> Outcome:
    people = len({each.voter for each in said.casts})
    about = sorted({each.item for each in said.casts})
    lines = [
        Line(item, {}, (Figure(sum(each.values["choice"] for each in said.casts if each.item == item)),))
        for item in about
    ]
    return Outcome(people, {Channel.IMPORT: people}, 0, (Table("sums", {"sv": "Summor"}, ("sum",), tuple(lines)),))


def read(setup: Setup, files: Files) -> Brought:
    try:
        ((_name, content),) = files.items()
        told = json.loads(content)
    except ValueError:
        raise WrongInput("file_is_broken", name="fil") from None
    texts = [
        Text(each["text"], row=row, reference=each["id"], person=each.get("by", ""))
        for row, each in enumerate(told["said"], start=1)
    ]
    votes = [
        Vote({"choice": each["choice"]}, each["on"], each["by"], row)
        for row, each in enumerate(told["voted"], start=len(texts) + 1)
    ]
    return Brought(tuple(texts), tuple(votes), (Problem(None, None, "categories_not_used", blocks=False),))


def write(setup: Setup, told: Told) -> Files:
    said = [{"id": each.reference, "text": each.text} for each in told.texts]
    voted = [{"by": each.person, "on": each.item, **each.values} for each in told.votes]
    return {"allt.json": json.dumps({"said": said, "voted": voted}).encode()}


TALK = Method(
    key="talk",
    levels=frozenset({Level.CONSULT}),
    channels=tuple(Channel),
    setup_form=None,
    takes=frozenset(Takes),
    form=lambda *sent, **more: AskedEverywhere(*sent),
    checked=lambda setup, values: {},
    questions=questions,
    items=items,
    outcome=outcome,
    exchanges=(Exchange("whole", (".json",), read, write),),
)


@pytest.fixture
def talk(planned: Dialogue, alma: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Activity:
    """Open: people say something, and vote on what others have said."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(catalogue.methods(), "talk", TALK)
    texts = SimpleNamespace(NAME="talk", SUMMARY="talk", COLUMNS={}, EXCHANGES={"whole": "Hela samtalet"})
    monkeypatch.setitem(sys.modules, "gehor.methods.talk.texts", texts)
    catalogue.words.cache_clear()
    Activity.objects.filter(dialogue=planned, number=1).update(method="talk", shows_at_once=True)
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


@pytest.fixture
def desk(talk: Activity, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("alma")


def chosen(desk: Client, content: bytes, kind: str = "whole") -> HttpResponse:
    return desk.post(PAGE, {"file": SimpleUploadedFile("allt.json", content), "exchange": kind})


def looked(desk: Client, told: Mapping[str, Any]) -> HttpResponse:
    return desk.get(chosen(desk, json.dumps(told).encode())["Location"])


def bring(desk: Client, page: HttpResponse, **more: str) -> HttpResponse:
    form = {"exchange": page.context["kind"], "file_hash": page.context["upload"].hash, **more}
    return desk.post(page.request["PATH_INFO"], form)


def test_many_rows_are_brought_in_by_the_worker(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MANY_ROWS", 2)
    monkeypatch.setattr(rules, "MANY_BYTES", 1)
    place = chosen(desk, json.dumps(SAID).encode())["Location"]
    assert "ballots" not in desk.get(place).context, "the worker looks at it too"
    worker.work_off()
    answer = bring(desk, desk.get(place, follow=True), rows="6")
    assert "/imports/waiting/" in answer["Location"] and not Ballot.objects.exists()
    worker.work_off()
    assert (Contribution.objects.count(), Ballot.objects.count(), Import.objects.get().rows) == (1, 5, 6)


def test_what_somebody_wrote_is_marked_with_its_language_in_the_result(
    desk: Client, talk: Activity, alma: Any, client: Client
) -> None:
    bring(desk, looked(desk, SAID))
    close_participation(talk, actor=alma, reason={"sv": "Alla har svarat."})
    page = client.get(RESULT, headers={"accept-language": "en"}).content.decode()
    assert '<span lang="sv" dir="auto">Mer skugga</span>' in page
    assert '<span lang="sv"' not in client.get(RESULT, headers={"accept-language": "sv"}).content.decode()


def test_the_statements_do_not_grow_with_the_ballots(desk: Client, django_assert_max_num_queries: Any) -> None:
    many = {"said": SAID["said"][:1], "voted": [{"by": f"p{n}", "on": "s1", "choice": 1} for n in range(300)]}
    page = looked(desk, many)
    with django_assert_max_num_queries(60):
        bring(desk, page)
    assert Ballot.objects.count() == 300


def test_a_file_is_looked_at_row_by_row_before_anything_is_stored(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    address = chosen(desk, json.dumps(SAID).encode())["Location"]
    with django_assert_max_num_queries(15):
        page = desk.get(address)
    assert [count for count, _words in page.context["figures"]] == [1, 5, 3]
    faults = {problem.row: problem.code for problem, _words in page.context["faults"]}
    assert faults == {2: "text_missing", 5: "outside_scale", 6: "unknown_item"}
    assert "Mer skugga" in page.content.decode() and "Hela samtalet" in page.content.decode()
    assert len(page.context["hints"]) == 1
    as_table = desk.get(address.replace("/?", "/rows.csv?")).content.decode("utf-8-sig")
    assert len(as_table.strip().splitlines()) == 5
    assert not Contribution.objects.exists() and not Ballot.objects.exists()


def test_what_is_not_such_a_file_is_refused_with_the_form(desk: Client) -> None:
    answer = chosen(desk, b"neither one nor the other")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert chosen(desk, b"x", kind="unknown").status_code == 422
    page = desk.get(PAGE).content.decode()
    assert "Hela samtalet" in page and ".json" in page


def test_what_is_brought_in_is_one_persons_and_goes_again_with_an_undo(desk: Client, talk: Activity) -> None:
    answer = bring(desk, looked(desk, SAID))
    assert answer.status_code == 303
    said = Contribution.objects.get()
    about = set(Ballot.objects.values_list("item", flat=True))
    assert about == {said.reference} and Ballot.objects.count() == Voter.objects.count() == 5
    author = Voter.objects.get(participant=said.participant)
    assert author.ballots.get().choice == 1
    imported = Import.objects.get()
    assert (imported.rows, imported.mapping) == (6, {"exchange": "whole"})
    page = desk.get(answer["Location"]).content.decode()
    assert "Hela samtalet" in page
    (listed,) = desk.get("/staff/d/skolan/imports/").context["imports"]
    assert (listed.contributions, listed.ballots) == (1, 5)
    assert desk.post(f"{answer['Location']}undo/").status_code == 303
    assert not (Contribution.objects.exists() or Ballot.objects.exists() or Voter.objects.exists())


def test_what_is_taken_out_says_the_same_when_it_comes_in_again(
    desk: Client, talk: Activity, client: Client, alma: Any, django_assert_max_num_queries: Any
) -> None:
    bring(desk, looked(desk, SAID))
    assert client.get(f"{RESULT}whole/").status_code == 409
    close_participation(talk, actor=alma, reason={"sv": "Alla har svarat."})
    with django_assert_max_num_queries(8):
        page = client.get(RESULT)
    assert "Mer skugga" in page.content.decode()
    file = client.get(f"{RESULT}whole/")
    assert file["Content-Disposition"].endswith('-1-whole.json"')
    again = read({}, {"allt.json": file.content})
    assert [each.text for each in again.texts] == ["Mer skugga"]
    assert sorted(each.values["choice"] for each in again.votes) == [-1, -1, -1, 1, 1]
    assert client.get(f"{RESULT}nothing/").status_code == 404


def test_what_is_not_shown_is_neither_taken_out_nor_named(
    desk: Client, talk: Activity, client: Client, alma: Any
) -> None:
    bring(desk, looked(desk, SAID))
    Contribution.objects.update(published_at=None)
    close_participation(talk, actor=alma, reason={"sv": "Alla har svarat."})
    assert "Mer skugga" not in client.get(RESULT).content.decode()
    assert read({}, {"allt.json": client.get(f"{RESULT}whole/").content}).texts == ()


def test_one_who_may_not_bring_in_files_gets_no_page(talk: Activity, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("cilla").get(PAGE).status_code == 403
