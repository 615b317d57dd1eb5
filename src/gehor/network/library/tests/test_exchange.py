"""What goes out comes in the same; what is broken, huge or hostile is refused in words."""

import csv
import io
import json

import pytest

from gehor.ground.act import machine
from gehor.ground.errors import WrongInput
from gehor.network.library import beteiligungskompass, exchange, queries
from gehor.network.library.actions import bringing, writing
from gehor.network.library.cleaning import prose
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Done, Draft, Message, Named, Version
from gehor.site.operations import CannotDo, library

OPERATOR = machine("operator")
THERE = "https://region.example"


@pytest.fixture
def full(publish, alma):
    """A library with something of everything."""
    method = publish(Kind.METHOD, title="Gåtur", content={"description": {"sv": "Man går."}})
    publish(
        related=[method.slug, "https://other.example/x"],
        facets={"purpose": ["ideas"], "special_groups": ["children", "youth"]},
        told={"people": 41, "sek": 20500.5},
        licence="CC0-1.0",
        content={
            "start_year": 2024, "start_month": 3, "end_year": 2025, "end_month": 1,
            "external_links": ["https://a.example/", "https://b.example/?x=å"],
            "process": {"sv": "=SUM(A1)\n\nSedan; ”citat” och\nradbrytning", "en": "-2+3"},
        },
    )  # fmt: skip
    publish(Kind.EVENT, title="Träff", content={"start_date": "2026-05-03T09:00", "end_date": "2026-05-03T12:00"})
    gone = publish(title="Tillbakadragen")
    writing.withdraw(gone, actor=alma, reason="Fel siffror.")


def moved(data, *, to=THERE):
    """The file as if it had been written by another installation."""
    return data.replace(b"http://127.0.0.1:8000", to.encode())


def emptied():
    for model in (Message, Draft, Named):
        model.objects.all().delete()
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while a check of it waits
        for model in (Done, Version):
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(f"DELETE FROM {table}")
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER {table}_no_delete")
                cursor.execute(f"DELETE FROM {table}")
    Article.objects.all().delete()


def told(rows):
    """What matters of each article, by address."""
    left_out = ("published_at", "changed_at", "number", "withdrawn")
    return {row["url"]: {key: value for key, value in row.items() if key not in left_out} for row in rows}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_library_goes_out_and_comes_in_the_same(full, client, form):
    data = moved(client.get(f"/library/library.{form}").content)
    before = told(json.loads(moved(client.get("/library/library.json").content))["articles"])
    emptied()
    report = bringing.bring_articles(exchange.read(data), actor=OPERATOR, of=f"{THERE}/")
    assert (len(report.new), report.refused) == (3, [])
    after = told(exchange.rows())
    assert {url: row for url, row in before.items() if "content" in row} == after
    again = bringing.bring_articles(exchange.read(data), actor=OPERATOR, of=f"{THERE}/")
    assert (again.new, again.changed, len(again.unchanged)) == ([], [], 4)


def test_a_spreadsheet_runs_nothing_of_it(full, client):
    data = client.get("/library/library.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline=""), delimiter=";"))
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@"]


def test_the_file_says_when_nothing_has_been_done_since(full, client, publish):
    first = client.get("/library/library.json")
    assert client.get("/library/library.json", headers={"if-none-match": first["ETag"]}).status_code == 304
    publish(title="Ännu en")
    assert client.get("/library/library.json", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_came_from_others_can_be_left_out(full, client):
    item = {"url": f"{THERE}/library/article/x/", "kind": "example", "language": "sv", "licence": "CC0-1.0",
            "content": {"title": {"sv": "Deras"}}}  # fmt: skip
    data = json.dumps({"format": "gehor-library", "version": 1, "articles": [item]}).encode()
    bringing.bring_articles(exchange.read(data), actor=OPERATOR)
    everything, own = (told(exchange.rows(own=own)) for own in (False, True))
    assert set(everything) - set(own) == {item["url"]}


@pytest.mark.parametrize(
    "data",
    [b"", b"hej", b"[]", b"{}", b"\xff\xfe", b'{"format": "gehor-library"}', b"[" * 100_000, b"a;b\n1;2",
     b'{"format": "gehor-library", "version": 1, "articles": 7}', b'{"a": 1e999999}', b'url;kind;language\n"a'],
)  # fmt: skip
def test_what_is_no_library_is_refused(data):
    with pytest.raises(WrongInput) as refusal:
        exchange.read(data)
    assert refusal.value.code == "not_a_library"


def test_what_is_too_large_or_too_late_is_refused(monkeypatch):
    with pytest.raises(WrongInput) as refusal:
        exchange.read(b'{"format": "gehor-library", "version": 2, "articles": []}')
    assert refusal.value.code == "library_of_a_later_format"
    monkeypatch.setattr(exchange, "BYTES_MOST", 10)
    with pytest.raises(WrongInput) as refusal:
        exchange.read(b"x" * 11)
    assert refusal.value.code == "library_too_large"


def test_more_articles_than_fit_are_refused_as_a_whole(kept, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_AT_ONCE", 1)
    items = [{"url": f"{THERE}/{n}", "kind": "example", "language": "sv", "content": {}} for n in (1, 2)]
    data = json.dumps({"format": "gehor-library", "version": 1, "articles": items}).encode()
    with pytest.raises(WrongInput):
        bringing.bring_articles(exchange.read(data), actor=OPERATOR)


# Beteiligungskompass

COMPASS = {
    "response": [
        {
            "id": 839, "type": "study", "title": "Dialog &amp; styrning", "city": "Malmö", "active": "1",
            "deleted": "0",
            "short_description": "<p>Två <strong>spår</strong>.</p>",
            "process": "<ul><li>ett</li><li>två</li></ul><script>alert(1)</script><p onclick='x'>Slut.</p>",
            "start_month": 1, "start_year": 2012, "end_month": 0, "end_year": 2014,
            "external_links": [{"url": "https://skane.example/", "show_link": True}, {"url": "javascript:x"}],
            "contact": "<p>Mira Moln<br>utredare<br>Tel: 044-12 34 56, "
            "E-post: <a href='mailto:mira@x.example'>mira@x.example</a></p>",
            "linked_articles": [{"id": 2000}, 417],
            "criteria": [{"discriminator": "political_level", "option": "regional"}, {"title": "Någonting"}],
        },
        {"id": 2000, "type": "method", "title": "Medborgarjury", "short_description": "x", "description": "y"},
        {"id": 5, "type": "expert", "institution": "KTH", "firstname": "Mira", "lastname": "Moln",
         "short_description_expert": "Vet mycket."},
        {"id": 6, "type": "event", "title": "Träff", "start_date": "2013-05-01 09:00:00",
         "end_date": "2013-05-01 12:00:00", "deadline": "0000-00-00"},
        {"id": 7, "type": "news", "title": "Nytt", "author": "SKL", "date": "2013-12-16", "active": "0"},
        {"id": 8, "type": "poem", "title": "Dikt"},
        {"id": "x", "type": "qa", "title": "Utan nummer"},
    ]
}  # fmt: skip


def test_beteiligungskompass_comes_in_cleaned(kept):
    data = json.dumps(COMPASS).encode()
    read = beteiligungskompass.read(data, base="https://dialogguiden.example/", language="sv")
    report = bringing.bring_articles(read, actor=OPERATOR)
    assert len(report.new) == 4
    assert sorted(code for _url, code, _params in report.refused) == ["no_such_kind_of_article", "no_web_address"]
    article = Article.objects.get(origin="https://dialogguiden.example/article/show/839")
    version = queries.standing(article).public
    assert version.content["title"] == {"sv": "Dialog & styrning"}
    assert version.content["short_description"] == {"sv": "Två **spår**."}
    assert version.content["process"] == {"sv": "- ett\n- två\n\nSlut."}
    assert (version.content["end_year"], "end_month" in version.content) == (2014, False)
    assert version.content["external_links"] == ["https://skane.example/"]
    assert version.facets == {"political_level": ["regional"]}
    assert version.named.content == {
        "contact_name": "Mira Moln",
        "contact_role": {"sv": "utredare"},
        "contact_email": "mira@x.example",
        "contact_phone": "044-12 34 56",
    }
    assert version.related == [f"https://dialogguiden.example/article/show/{number}" for number in (2000, 417)]
    again = bringing.bring_articles(read, actor=OPERATOR)
    assert (again.new, again.changed) == ([], [])


@pytest.mark.parametrize("data", [b"7", b"{}", b'{"response": {"x": 1}}', b"<html>"])
def test_what_is_no_compass_is_refused(data):
    with pytest.raises(WrongInput):
        beteiligungskompass.read(data, base="https://x.example", language="sv")


def test_html_becomes_a_little_markdown():
    html = '<h2>Så</h2><p>Hej<br>du&nbsp;&amp; <a href="https://a.example/x">här</a> <a href="javascript:x">där</a></p>'
    assert prose(html) == "## Så\n\nHej\ndu & [här](https://a.example/x) där"
    assert prose("Bara text med 3 < 4.") == "Bara text med 3 < 4."
    assert "alert" not in prose("<script>alert(1)</script><svg><script>alert(2)</script></svg>")
    prose("<b>" * 20_000)


# By command


def test_the_operator_says_who_keeps_the_library_and_brings_in_what_comes_with_gehor(
    organisation, other_organisation, capsys
):
    with pytest.raises(CannotDo):
        library.bring_catalogue()
    assert library.keep("alvsala") == 0
    assert queries.keeper() == organisation
    assert library.keep("bortby") == 0 and queries.keeper() == other_organisation
    assert library.bring_catalogue() == 0 and "78 new" in capsys.readouterr().out
    assert library.bring_catalogue() == 0 and "78 unchanged" in capsys.readouterr().out
    with pytest.raises(CannotDo):
        library.keep("ingenstans")


def test_the_operator_takes_the_library_out_and_brings_one_in(full, tmp_path, capsys):
    file, table = tmp_path / "library.json", tmp_path / "library.csv"
    assert library.export(str(file)) == 0 and library.export(str(table)) == 0
    for path in (file, table):
        assert len(exchange.read(path.read_bytes())) == 4
    assert library.bring(str(file), written_as="gehor", base="", language="sv") == 1
    assert "The article is one of our own." in capsys.readouterr().out
    with pytest.raises(CannotDo):
        library.bring(str(tmp_path / "nothing"), written_as="gehor", base="", language="sv")
    with pytest.raises(CannotDo):
        library.bring(str(file), written_as="beteiligungskompass", base="", language="sv")
