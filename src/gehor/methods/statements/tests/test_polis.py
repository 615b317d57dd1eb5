"""Polis' files, every generation: real excerpts (see polis/README.md), and what goes wrong in them."""

import csv
import datetime as dt
import io
from collections import Counter
from pathlib import Path

import pytest

from gehor.ground.errors import WrongInput
from gehor.methods.statements import polis
from gehor.methods.statements.counting import outcome
from gehor.process.exchange import Text, Told, Vote
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

EXCERPTS = Path(__file__).with_name("polis")
SETUP = {"statements": {"sv": "Fler träd\nFler bänkar"}}


def excerpt(name):
    return {file.name: file.read_bytes() for file in (EXCERPTS / name).glob("*.csv")}


def rewritten(content, change):
    """The same file with each row, a dict, changed."""
    rows = [change(row) for row in csv.DictReader(io.StringIO(content.decode(), newline=""))]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def counted(brought):
    """Statement → agrees, disagrees, passes."""
    found = {}
    for vote in brought.votes:
        found.setdefault(vote.item, Counter())[vote.values["choice"]] += 1
    return {item: (count[1], count[-1], count[0]) for item, count in found.items()}


def notes(brought):
    return {each.code for each in brought.problems}


def test_the_older_exporter_with_votes_that_were_changed():
    brought = polis.read({}, excerpt("15-per-hour-seattle"))
    assert sorted(each.reference for each in brought.texts) == ["43", "44", "51"]
    assert brought.texts[0].received == dt.date(2014, 6, 18)
    assert counted(brought) == {"43": (16, 15, 20), "44": (16, 18, 22), "51": (14, 26, 5)}
    assert [(each.code, each.blocks) for each in brought.problems] == [("polis_voted_again", False)]
    assert len({vote.person for vote in brought.votes}) == 89


def test_the_later_exporter_with_another_header_and_no_datetime():
    brought = polis.read({}, excerpt("bg2050-volunteers"))
    assert len(brought.texts) == 8
    assert counted(brought)["246"] == (9, 3, 4)
    assert {each.reference: each.shown for each in brought.texts}["121"] is False
    assert brought.texts[0].received.year == 2024


def test_votes_are_read_from_the_matrix_where_there_is_nothing_else():
    brought = polis.read({}, excerpt("american-assembly.bowling-green"))
    assert counted(brought) == {"75": (11, 0, 5), "210": (6, 8, 6)}
    singular = excerpt("american-assembly.bowling-green")
    singular["export/participant-votes.csv"] = singular.pop("participants-votes.csv")
    assert counted(polis.read({}, singular)) == counted(brought)


def test_the_sign_of_the_database_is_seen_from_the_counts_and_seconds_are_as_good_as_milliseconds():
    """As the TypeScript server wrote it: the raw sign, seconds, and statements without quotation marks."""
    files = excerpt("15-per-hour-seattle")
    as_exported = polis.read({}, files)

    def in_seconds(row):
        return {**row, "timestamp": int(row["timestamp"]) // 1000}

    header, *rows = csv.reader(io.StringIO(files["comments.csv"].decode(), newline=""))
    raw = {
        "comments.csv": "\n".join(
            ",".join([str(int(row[0]) // 1000), *row[1:]]) if row is not header else ",".join(row)
            for row in (header, *rows)
        ).encode(),
        "votes.csv": rewritten(files["votes.csv"], lambda row: {**in_seconds(row), "vote": -int(row["vote"])}),
    }
    assert '"' not in raw["comments.csv"].decode() and raw != files
    brought = polis.read({}, raw)
    assert counted(brought) == counted(as_exported)
    assert notes(brought) == {*notes(as_exported), "polis_sign_turned"}, "and whoever brings it in is told"
    assert notes(polis.read({}, raw, sign=1)) == {*notes(as_exported), "polis_sign_contradicted"}
    assert [(each.text, each.received) for each in brought.texts] == [
        (each.text, each.received) for each in as_exported.texts
    ]


@pytest.mark.parametrize(("agrees", "disagrees"), [(9, 9), (20, 15)])  # equally well, and one hardly better
def test_where_both_signs_fit_we_ask(agrees, disagrees):
    files = excerpt("15-per-hour-seattle")
    counts = {"agrees": agrees, "disagrees": disagrees}
    files["comments.csv"] = rewritten(files["comments.csv"], lambda row: {**row, **counts})
    with pytest.raises(WrongInput, match="polis_sign_unclear"):
        polis.read({}, files)
    as_it_is, turned = (polis.read({}, files, sign=sign) for sign in (1, -1))
    assert not {*notes(as_it_is), *notes(turned)} & {"polis_sign_contradicted"}
    assert counted(as_it_is)["51"] == (14, 26, 5)
    assert counted(turned)["51"] == (26, 14, 5)


def test_of_several_votes_the_last_counts_whatever_the_order_of_the_rows():
    comments = b"comment-id,author-id,agrees,disagrees,moderated,comment-body\n0,1,2,0,0,Fler parker\n"
    votes = b"timestamp,comment-id,voter-id,vote\n1500000002,0,7,1\n1500000001,0,7,-1\n1500000003,0,8,1\n"
    brought = polis.read({}, {"comments.csv": comments, "votes.csv": votes})
    assert [(vote.person, vote.values) for vote in brought.votes] == [("7", {"choice": 1}), ("8", {"choice": 1})]
    assert brought.texts[0].shown  # 0: nobody has looked at it, and it is not strict


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"votes.csv": b"a,b\n"}, "polis_no_comments"),
        ({"comments.csv": b"id,text\n1,Hej\n"}, "polis_no_comments"),
        ({"comments.csv": b"comment-id,comment-body\n1,Hejsan\n"}, "polis_no_votes"),
        ({"comments.csv": b"comment-id,comment-body\n1,Hejsan\n", "votes.csv": b"x\n1\n"}, "polis_no_votes"),
        ({"comments.csv": "comment-id,comment-body\n1,Blåbär\n".encode("latin-1")}, "polis_not_utf8"),
        ({"comments.csv": b"", "votes.csv": b""}, "polis_no_comments"),
    ],
)
def test_what_is_no_such_file_is_refused(files, code):
    with pytest.raises(WrongInput, match=code):
        polis.read({}, files)


def test_a_row_that_cannot_be_read_is_said_and_the_rest_is_brought_in():
    comments = (
        f"comment-id,author-id,agrees,disagrees,moderated,comment-body\n0,1,1,0,1,Fler parker\n1,1,0,0,1,{'x' * 281}\n"
    )
    votes = "timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,0,8,5\n3\n4,1,7,1\n5,99,7,1\n"
    brought = polis.read({}, {"comments.csv": comments.encode(), "votes.csv": votes.encode()})
    assert [(each.row, each.code, each.blocks) for each in brought.problems] == [
        (3, "polis_vote_unreadable", True),
        (4, "polis_row_short", True),
        (3, "polis_length", True),
        (None, "polis_votes_without_statement", False),
    ]
    assert len(brought.texts) == len(brought.votes) == 1


def test_what_is_written_is_read_back_to_the_same_outcome():
    texts = (Text("=Bättre, ljus\n“nu”", reference="B22222"), Text("Mer buss", reference="A22222"))
    votes = [
        Vote({"choice": (person * 7 + place) % 3 - 1}, item, str(person))
        for person in range(12)
        for place, item in enumerate(("s1", "s2", "A22222", "B22222"))
        if (person + place) % 4
    ]
    votes += [Vote({"choice": 1}, "s1", str(person)) for person in range(12, 15)]
    files = polis.write(SETUP, Told(texts, tuple(votes)))
    for without in (None, "votes.csv"):
        brought = polis.read(SETUP, {name: content for name, content in files.items() if name != without})
        assert not brought.problems
        again = {each.reference: each.text for each in brought.texts}
        assert list(again.values()) == ["Mer buss", "=Bättre, ljus “nu”"]
        named = {"Mer buss": "A22222", "=Bättre, ljus “nu”": "B22222"}
        casts = [
            Cast(int(vote.person), named.get(again.get(vote.item), vote.item), Channel.IMPORT, vote.values)
            for vote in brought.votes
        ]
        before = [Cast(int(vote.person), vote.item, Channel.IMPORT, vote.values) for vote in votes]
        assert outcome(SETUP, Said(casts=casts)) == outcome(SETUP, Said(casts=before))
    assert b"'=B" in files["comments.csv"]  # a spreadsheet must not take it for a formula
