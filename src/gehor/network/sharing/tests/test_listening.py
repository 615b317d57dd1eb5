"""Feeds are fetched, taken in and followed; what goes wrong leaves what was there, and a sentence."""

import datetime as dt
import hashlib
import io

import pytest
from django_tasks_db.models import DBTaskResult
from PIL import Image

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.worker import work_off
from gehor.network.library import queries as queries_of_library
from gehor.network.library.models import Article, File, Keeper, Version
from gehor.network.sharing import actions, fetching, keys, queries, shown, tasks
from gehor.network.sharing.actions.hearing import Ended
from gehor.network.sharing.models import Fetch, Heard, HeardDialogue, HeardFigure, Source
from gehor.participation.attachments import BYTES

from .bortby import DIALOGUE, FEED, PATH, dialogue
from .hostile import raw, says


def test_what_others_share_is_heard_and_followed(bortby, listen, fetched, organisation):
    source = listen(bortby(dialogues=[dialogue(1), dialogue(2), dialogue(3)]))
    assert fetched(source).counts == {"new": 3, "figures": 2}
    bortby(dialogues=[dialogue(1), dialogue(2, answered="2026-03-01", in_time=True)], figures=FEED["figures"][:1])
    assert fetched(source).counts == {"changed": 1, "unchanged": 1, "withdrawn": 1, "figures": 1}
    heard = {row.url[-2:-1]: row for row in queries.heard_dialogues(organisation)}
    assert sorted(heard) == ["1", "2"] and heard["2"].in_time is True and heard["1"].in_time is None
    assert heard["1"].heard.name == "Bortby" and HeardFigure.objects.get().code == "tied"
    again = fetched(source)
    assert again.counts == {"unchanged": 2, "figures": 1}


def test_a_dialogue_keeps_its_row_when_it_changes(bortby, listen, fetched, organisation):
    """So that what is linked to it stays linked."""
    source = listen(bortby(dialogues=[dialogue(1)]))
    fetched(source)
    row = HeardDialogue.objects.get()
    bortby(dialogues=[dialogue(1, title={"sv": "Nya parken"})])
    fetched(source)
    now = queries.heard_dialogue(organisation, row.url)
    assert (now.pk, now.title, now.first_heard_at) == (row.pk, {"sv": "Nya parken"}, row.first_heard_at)
    assert queries.heard_dialogue(organisation, "https://elsewhere.example/") is None


def test_what_has_not_changed_is_not_sent_again(bortby, listen, fetched, stranger, organisation):
    source = listen(bortby())
    fetched(source)
    stranger.answers[PATH] = says(b"", status=304)
    Heard.objects.update(confirmed_at=clock.now() - dt.timedelta(days=50))
    assert fetched(source).unchanged
    assert stranger.asked[-1][1]["if-none-match"] == source_of(source).etag
    assert queries.heard_dialogues(organisation).count() == 1 and Heard.objects.get().confirmed_at == clock.now()


def source_of(source):
    return Source.objects.get(pk=source.pk)


@pytest.mark.parametrize("status", [404, 410])
def test_who_shares_nothing_any_more_is_gone_here_too(bortby, listen, fetched, stranger, organisation, status):
    source = listen(bortby())
    fetched(source)
    stranger.answers[PATH] = says(b"{}", status=status)
    ended = fetched(source)
    assert (ended.fault, ended.counts) == ("feed_gone", {"withdrawn": 1})
    assert shown.sentence(ended).endswith(f"(answer {status}). 1 is withdrawn.")
    assert not Heard.objects.exists() and not HeardFigure.objects.exists()
    bortby()
    assert fetched(source).counts == {"new": 1, "figures": 2}, "who comes back is heard whole"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (says(b"<html>", kind="text/html"), "feed_is_no_json"),
        (says(b"[" * 100_000), "not_a_shared_feed"),
        (says({"format": "gehor-library", "version": 1, "articles": []}), "not_a_shared_feed"),
        (says({**FEED}), "lies_about_its_origin"),
        (says(b"", status=500), "feed_answers_with"),
        (raw(b"hej\r\n"), "feed_speaks_no_http"),
    ],
)
def test_what_goes_wrong_leaves_what_was_heard(bortby, listen, fetched, stranger, organisation, answer, fault):
    source = listen(bortby())
    fetched(source)
    stranger.answers[PATH] = answer
    assert fetched(source).fault == fault
    assert queries.heard_dialogues(organisation).count() == 1
    assert source_of(source).etag == "" and source_of(source).failures == 1


def test_a_feed_is_limited_in_size(bortby, listen, fetched, monkeypatch):
    monkeypatch.setattr(fetching.fetch, "__kwdefaults__", {**fetching.fetch.__kwdefaults__, "most": 100})
    assert fetched(listen(bortby())).fault == "feed_too_large"


def test_rows_that_are_refused_are_told_and_the_others_come_in(bortby, listen, fetched):
    lying = {**DIALOGUE, "url": "https://elsewhere.example/d/1/"}
    ended = fetched(listen(bortby(dialogues=[dialogue(1), lying, 7])))
    assert ended.counts["new"] == 1 and ended.refused_in_all == 2
    assert ended.refused[0] == ["https://elsewhere.example/d/1/", "lies_about_its_origin", {}]


def test_what_is_not_confirmed_for_long_is_shown_no_more(bortby, listen, fetched, organisation):
    fetched(listen(bortby()))
    with clock.at(clock.now() + dt.timedelta(days=61)):
        assert not queries.heard_dialogues(organisation).exists()


def test_what_fails_is_asked_more_and_more_seldom(stranger, listen, fetched):
    source = listen(stranger.url(PATH))
    days = []
    for _turn in range(6):
        fetched(source)
        days.append((source_of(source).due_at - clock.now()).days)
    assert days == [2, 4, 8, 16, 16, 16]


def test_the_worker_fetches_at_once_and_then_once_a_day(bortby, listen, stranger):
    source = listen(bortby())
    work_off()
    assert Fetch.objects.get().counts == {"new": 1, "figures": 2}
    tasks.fetch_what_is_due()
    assert Fetch.objects.count() == 1
    with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
        tasks.fetch_what_is_due()
        tasks.fetch_what_is_due()
        work_off()
        assert [each.asked_by for each in Fetch.objects.all()] == [None, None]
        assert source_of(source).due_at > clock.now()


def test_a_feed_is_fetched_once_at_a_time_and_a_task_that_comes_twice_does_nothing(bortby, listen, nour):
    source = listen(bortby())
    fetch = actions.ask(source, actor=nour)
    with pytest.raises(NotYet):
        actions.ask(source, actor=nour)
    tasks.fetch_one.call(fetch.pk)
    entries = Entry.objects.count()
    tasks.fetch_one.call(fetch.pk)
    tasks.fetch_one.call(0)
    assert Entry.objects.count() == entries


def test_a_fetch_that_was_broken_off_does_not_stand_in_the_way(bortby, listen, nour):
    source = listen(bortby())
    actions.ask(source, actor=nour)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        tasks.fetch_what_is_due()
        assert Fetch.objects.get().fault == "fetch_abandoned"
        actions.ask(source, actor=nour)


def test_a_second_hearing_of_the_same_fetch_changes_nothing(bortby, listen, fetched):
    done = fetched(listen(bortby()))
    actions.hear(done, Ended(fault="feed_gone"), actor=tasks.LISTENER)
    assert Heard.objects.exists() and Fetch.objects.get().fault == ""


def test_who_stops_listening_keeps_nothing(bortby, listen, fetched, nour, organisation):
    source = listen(bortby())
    fetched(source)
    late = actions.ask(source, actor=nour)
    actions.stop_listening(source, actor=nour)
    assert not Heard.objects.exists()
    tasks.run(Fetch.objects.select_related("source__organisation").get(pk=late.pk))
    assert not Heard.objects.exists(), "what was under way leaves nothing"
    with pytest.raises(NotYet):
        actions.ask(source_of(source), actor=nour)
    with pytest.raises(NotYet):
        actions.stop_listening(source_of(source), actor=nour)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"address": "javascript:x"}, "no_web_address"),
        ({"address": "https://x.example/" + "x" * 500}, "no_web_address"),
        ({"address": "https://x.example/o/" + "x" * 478}, "no_web_address"),
        ({"what": "everything"}, "no_such_feed"),
        ({"what": "library"}, "only_the_keeper_listens_to_libraries"),
        ({"name": ""}, "text_missing"),
        ({"name": "x" * 121}, "text_too_long"),
    ],
)
def test_what_cannot_be_listened_to_is_refused(organisation, nour, given, code):
    values = {"what": "organisation", "name": "Bortby", "address": "https://x.example/o/x/shared.json", **given}
    with pytest.raises(WrongInput) as refusal:
        actions.listen(organisation, actor=nour, **values)
    assert refusal.value.code == code


def test_the_address_that_people_see_will_do_and_each_is_listened_to_once(listen, organisation):
    assert listen("https://x.example/o/bortby/").address == "https://x.example/o/bortby/shared.json"
    with pytest.raises(WrongInput) as refusal:
        listen("https://x.example/o/bortby/shared.json")
    assert refusal.value.code == "listened_to_already"
    Keeper.objects.create(pk=1, organisation=organisation, since=clock.now())
    for address in ("https://y.example", "https://z.example/library/"):
        found = listen(address, what="library").address
        assert found.endswith(".example/library/library.json?own=1")
    with pytest.raises(WrongInput) as refusal:
        listen("http://127.0.0.1:8000/library/", what="library")
    assert refusal.value.code == "library_is_this_one"


def test_only_network_hosts_listen(organisation, actors, listen, bortby):
    source = listen(bortby())
    given = {"what": "organisation", "name": "x", "address": "https://x.example/"}
    for actor in (actors["alma"], actors["ada"], actors["farid"], RESIDENT):
        with pytest.raises(WrongPerson):
            actions.listen(organisation, actor=actor, **given)
        with pytest.raises(WrongPerson):
            actions.ask(source, actor=actor)
        with pytest.raises(WrongPerson):
            actions.stop_listening(source, actor=actor)


# Libraries


LIBRARY = "/library/library.json?own=1"


@pytest.fixture
def library(stranger, organisation, listen):
    """library(rows): another installation's library, which Älvsala's keeper listens to."""
    Keeper.objects.create(pk=1, organisation=organisation, since=clock.now())

    def lies(*rows):
        stranger.answers[LIBRARY] = says({"format": "gehor-library", "version": 1, "articles": list(rows)})
        return queries.sources(organisation).first() or listen(stranger.url(), what="library", name="Regionen")

    return lies


def article(stranger, slug="x", **given):
    url = stranger.url(f"/library/article/{slug}/")
    content = {"title": {"sv": f"Artikel {slug}"}, "short_description": {"sv": "Sex möten."}}
    return {"url": url, "kind": "example", "language": "sv", "licence": "CC0-1.0", "content": content, **given}


def test_articles_of_another_library_come_in_change_and_go(library, stranger, fetched, client):
    source = library(article(stranger), article(stranger, "y"))
    assert fetched(source).counts == {"new": 2}
    page = f"/library/article/{Article.objects.get(origin__endswith='/x/').slug}/"
    assert client.get(page).status_code == 200
    changed = article(stranger, content={"title": {"sv": "Ny rubrik"}, "short_description": {"sv": "Sju möten."}})
    withdrawn = {"url": article(stranger, "y")["url"], "kind": "example", "language": "sv",
                 "withdrawn": {"at": "2026-03-01T10:00:00+01:00", "reason": "Fel siffror."}}  # fmt: skip
    library(changed, withdrawn)
    assert fetched(source).counts == {"changed": 1, "withdrawn": 1}
    assert "Ny rubrik" in client.get(page).content.decode()
    assert client.get(page.replace(Article.objects.get(origin__endswith="/x/").slug, "artikel-y")).status_code == 410
    assert fetched(source).counts == {"unchanged": 2}


def test_articles_that_lie_about_their_origin_are_refused_each_by_itself(library, stranger, fetched):
    lying = article(stranger, url="https://elsewhere.example/library/article/x/")
    ours = article(stranger, url="http://127.0.0.1:8000/library/article/x/")
    script = article(stranger, "z", content={"title": {"sv": "<script>alert(1)</script>"}, "results": {"sv": 7}})
    ended = fetched(library(lying, ours, script, article(stranger)))
    assert ended.counts == {"new": 1}
    assert sorted(code for _url, code, _params in ended.refused) == [
        "comes_from_here",
        "lies_about_its_origin",
        "not_words",
    ]


def picture(kind="JPEG", size=(60, 40)):
    drawn = io.BytesIO()
    Image.new("RGB", size, "green").save(drawn, kind, comment=b"hemligt")
    return drawn.getvalue()


def with_file(stranger, data, *, kind="image/jpeg", path="/bild.jpg", **told):
    stranger.answers[path] = says(data, kind=kind)
    file = {"url": stranger.url(path), "sha256": hashlib.sha256(data).hexdigest(), "name": "../bild.jpg"}
    return {"files": [{**file, "description": {"sv": "En <b>bild</b>", "xx": 7}, **told}]}


def test_pictures_come_with_their_article_made_anew(library, stranger, fetched, client):
    data = picture()
    source = library(article(stranger, **with_file(stranger, data)))
    fetched(source)
    work_off()
    file = File.objects.get()
    assert (file.sha256, file.name, file.width) == (hashlib.sha256(data).hexdigest(), "bild.jpg", 60)
    with file.file.open() as kept:
        anew = kept.read()
    assert anew != data and b"hemligt" not in anew
    page = client.get("/library/article/artikel-x/").content.decode()
    assert f"/library/article/artikel-x/files/{file.sha256}/" in page and "<b>bild" not in page
    library(article(stranger, **with_file(stranger, data)))
    assert fetched(source).counts == {"unchanged": 1}
    work_off()
    assert len([path for path, _headers in stranger.asked if path == "/bild.jpg"]) == 1


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ({"data": b"<script>alert(1)</script>"}, "attachment_type_unknown"),
        ({"data": b"<svg onload='x'/>", "kind": "image/svg+xml"}, "attachment_type_unknown"),
        ({"data": picture(), "sha256": "0" * 64}, "file_is_another"),
        ({"data": picture(), "kind": "text/html"}, "feed_is_no_file"),
        ({"data": b"%PDF-1.4 /JavaScript", "kind": "application/pdf"}, "pdf_runs_code"),
        ({"data": b"x" * (BYTES + 1)}, "feed_too_large"),
        ({"data": picture(), "url": "http://169.254.169.254/bild.jpg"}, None),
        ({"data": picture(), "url": "http://127.0.0.1:1/bild.jpg"}, None),
        ({"data": picture(), "sha256": "../../etc/passwd"}, None),
    ],
)
def test_a_file_that_lies_does_not_come_and_the_article_stands(library, stranger, fetched, client, lie, code):
    fetched(library(article(stranger, **with_file(stranger, **lie))))
    wanted = queries_of_library.files_to_fetch(Version.objects.values_list("pk", flat=True))
    told = [tasks.fetch_file.call(row.pk, each["url"], each["sha256"], each["name"]) for row, each in wanted]
    assert told == ([code] if code else [])
    assert not DBTaskResult.objects.filter(run_after__isnull=False).exists(), "in a while it will lie as well"
    assert not File.objects.exists()
    assert client.get("/library/article/artikel-x/").status_code == 200


def test_a_file_that_did_not_come_is_asked_for_later_and_with_the_next_fetch(library, stranger, fetched):
    data = picture()
    source = library(article(stranger, **with_file(stranger, data)))
    stranger.answers["/bild.jpg"] = says(b"", status=503)
    fetched(source)
    ((row, each),) = queries_of_library.files_to_fetch(Version.objects.values_list("pk", flat=True))
    for before in range(len(tasks.FILES_AGAIN) + 1):
        code = tasks.fetch_file.call(row.pk, each["url"], each["sha256"], each["name"], before)
        assert code == "feed_answers_with"
    later = DBTaskResult.objects.filter(run_after__isnull=False).order_by("run_after")
    assert [(task.priority, task.run_after - clock.now(), task.args_kwargs["args"][-1]) for task in later] == [
        (tasks.BEHIND, after, turn) for turn, after in enumerate(tasks.FILES_AGAIN, 1)
    ]
    assert not File.objects.exists()
    stranger.answers["/bild.jpg"] = says(data, kind="image/jpeg")
    fetched(source)
    work_off()
    assert File.objects.count() == 1


@pytest.mark.django_db
def test_a_mail_does_not_stand_behind_a_slow_stranger():
    """There is one worker: whatever a stranger can make slow waits for everything else."""
    assert {tasks.fetch_one.priority, tasks.fetch_file.priority} == {tasks.BEHIND}
    tasks.fetch_one.enqueue(0)
    tasks.tell.enqueue(0)
    assert [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()] == ["tell", "fetch_one"]
    assert fetching.SECONDS <= 10


def test_a_library_is_only_brought_in_by_who_keeps_it(library, stranger, fetched, other_organisation):
    source = library(article(stranger))
    Keeper.objects.update(organisation=other_organisation)
    assert fetched(source).fault == "only_the_keeper_listens_to_libraries"
    assert not Article.objects.exists() and not stranger.asked


# Organisations of this installation


def test_an_organisation_of_the_same_installation_is_heard_without_the_network(
    released, share, nour, other_organisation, farid
):
    sharing = share(held="link", dialogues="link", people="link")
    address = f"http://127.0.0.1:8000{keys.address_of(sharing)}"
    source = actions.listen(other_organisation, actor=farid, what="organisation", name="Älvsala", address=address)
    ended = tasks.run(actions.ask(source, actor=farid))
    assert ended.fault == "" and ended.counts["new"] == 1
    assert queries.heard_dialogues(other_organisation).get().url.endswith("/d/skolan/")
    assert not queries.heard_dialogues(released.organisation).exists(), "what one hears is its own"
    share(held="link")
    assert tasks.run(actions.ask(source, actor=farid)).counts["withdrawn"] == 1
    actions.change_link(released.organisation, actor=nour)
    assert tasks.run(actions.ask(source, actor=farid)).fault == "feed_gone"
    assert not Heard.objects.exists()
