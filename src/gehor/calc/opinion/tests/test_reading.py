"""Votes from files, as they are and as they should not be."""

from pathlib import Path

import pytest

from gehor.calc.errors import BadInput
from gehor.calc.opinion import read_votes

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,x,0,7,2,1,1,"More benches, please"
1500000000001,x,1,8,0,2,-1,"No cars in
the middle of the town"
1500000000002,x,5,8,0,0,0,Nobody saw this
"""
LATER = """timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,\
group-informed-consensus,comment-body
1500000000000,0,7,2,1,1,false,true,0.5,More benches
1500000000001,1,8,0,2,1,true,false,0.1,Is this any use?
"""
TYPESCRIPT = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000,x,0,7,2,1,1,More benches, please, and soon
1500000001,x,1,8,0,2,1,No cars in
the middle, ever
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000000005,a,0,10,1
1500000000006,b,0,2,-1
1500000000009,c,0,3,1
1500000000007,c,0,3,-1
1500000000008,d,1,2,-1
1500000000010,"e, f",1,10,-1
"""
MATRIX = """participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1
10,,1,0,2,1,1,1,-1
2,anna,0,0,2,0,2,-1,-1
3,,,0,1,1,0,1,
"""
OLD_MATRIX = MATRIX.replace(",xid", "").replace("10,,", "10,").replace("2,anna", "2").replace("3,,,", "3,,")


@pytest.fixture
def folder(tmp_path):
    def made(**files):
        for name, text in files.items():
            (tmp_path / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return made


def entries(conversation):
    votes = conversation.votes
    return [
        (votes.participants[who], votes.statements[what], how)
        for who, what, how in zip(
            votes.participant.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
        )
    ]


ALL = [("2", "0", -1), ("2", "1", -1), ("3", "0", 1), ("10", "0", 1), ("10", "1", -1)]


@pytest.mark.parametrize(
    "files",
    [
        {"comments": COMMENTS, "votes": VOTES},
        {"comments": COMMENTS, "participants_votes": MATRIX},
        {"comments": LATER, "participants_votes": OLD_MATRIX},
        {"comments": LATER, "participant_votes": MATRIX},
        {"comments": TYPESCRIPT, "votes": VOTES.replace("00000000", "00000")},
        {"votes": VOTES},
        {"votes": VOTES, "participants_votes": "this is not read"},
        {"votes": VOTES.replace(",1\n", ",1.0\n")},  # the slow way
        {"votes": VOTES.replace('"e, f"', "e").replace(",", ";")},
    ],
)
def test_every_generation_of_the_export_gives_the_same_votes(folder, files):
    assert entries(read_votes(folder(**files))) == ALL


def test_what_comments_tell_is_kept(folder):
    found = read_votes(folder(comments=COMMENTS, votes=VOTES))
    assert (found.text(0), found.text(1)) == ("More benches, please", "No cars in the middle of the town")
    assert (found.out(), found.out(strict=True), found.meta) == ((1,), (1,), ())
    assert (found.counts_differ, found.without_votes, found.unlisted) == (0, 1, 0)
    assert read_votes(folder(comments=LATER, participants_votes=MATRIX)).meta == (1,)


def test_the_matrix_tells_the_groups_of_the_export(folder):
    assert read_votes(folder(participants_votes=MATRIX)).groups_of_export == {"10": "1", "2": "0"}


def test_what_falls_out_of_a_text_without_quotation_marks_is_put_back(folder):
    found = read_votes(folder(comments=TYPESCRIPT, votes=VOTES))
    assert (found.text(0), found.text(1)) == ("More benches, please, and soon", "No cars in the middle, ever")


def test_a_file_by_itself_may_have_any_ids(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(
        "deltagare;påstående;röst\nAnna;bänkar;1\nBo;bänkar;−1\nBo;bilar;0\n", encoding="cp1252", errors="replace"
    )
    path.write_text("deltagare;påstående;röst\nAnna;bänkar;1\nBo;bänkar;−1\nBo;bilar;0\n", encoding="utf-8")
    assert entries(read_votes(path)) == [("Anna", "bänkar", 1), ("Bo", "bilar", 0), ("Bo", "bänkar", -1)]


def turned(text):
    return text.replace(",-1\n", ",9\n").replace(",1\n", ",-1\n").replace(",9\n", ",1\n")


def test_a_turned_sign_is_said_and_not_mended(folder):
    where = folder(comments=COMMENTS, votes=turned(VOTES))
    with pytest.raises(BadInput) as wrong:
        read_votes(where)
    assert (wrong.value.code, wrong.value.file) == ("opinion_sign_turned", "votes.csv")
    assert entries(read_votes(where, sign="database")) == ALL


def test_counts_that_differ_a_little_are_told(folder):
    assert read_votes(folder(comments=COMMENTS.replace(",2,1,1,", ",3,1,1,"), votes=VOTES)).counts_differ == 1


def test_statements_that_comments_do_not_list_are_told(folder):
    found = read_votes(folder(comments=COMMENTS, votes=VOTES + "1,x,77,2,1\n"))
    assert found.unlisted == 1 and found.text(2) == "77"


@pytest.mark.parametrize(
    ("name", "text", "code", "row", "column"),
    [
        ("votes", "", "table_empty", None, ""),
        ("votes", VOTES.splitlines()[0], "table_only_head", None, ""),
        ("votes", VOTES.replace(",", "|"), "table_other_separator", 1, ""),
        ("votes", VOTES.replace("0,2,-1", "0,2,-2"), "opinion_not_a_vote", 3, "vote"),
        ("votes", VOTES.replace("0,2,-1", "0,2,nan"), "opinion_not_a_vote", 3, "vote"),
        ("votes", VOTES.replace("0,2,-1", "0,2,"), "opinion_not_a_vote", 3, "vote"),
        ("votes", VOTES.replace("0,2,-1", "0,,-1"), "table_no_id", 3, "voter-id"),
        ("votes", VOTES.replace("0,2,-1", ",2,-1"), "table_no_id", 3, "comment-id"),
        ("votes", VOTES.replace("b,0", "b, c,0"), "table_row_too_long", 3, ""),
        ("votes", VOTES.replace("1500000000006", "x").replace(",1\n", ",1.0\n"), "table_not_a_number", 3, "timestamp"),
        ("votes", VOTES.replace("voter-id", "who"), "table_no_column", 1, ""),
        ("votes", "\x00" * 50, "table_not_text", 1, ""),
        ("participants_votes", MATRIX.replace(",-1,-1", ",-1,yes"), "opinion_not_a_vote", 3, "1"),
        ("participants_votes", MATRIX.replace("2,anna", "10,anna"), "table_id_twice", 3, "participant"),
        ("participants_votes", MATRIX.replace("2,anna", ",anna"), "table_no_id", 3, "participant"),
        ("participants_votes", MATRIX.replace(",0,1\n", ",0,0\n"), "table_column_twice", 1, "0"),
        ("participants_votes", "participant,group-id\n1,0\n", "opinion_no_votes", None, ""),
        ("participants_votes", "participant,0\n1,\n", "opinion_no_votes", None, ""),
        (
            "participants_votes",
            "participant," + ",".join(map(str, range(6000))) + "\n",
            "table_too_many_columns",
            1,
            "",
        ),
        ("comments", COMMENTS.replace("comment-id", "id"), "table_no_column", 1, ""),
        ("comments", COMMENTS.splitlines()[0], "table_only_head", None, ""),
        ("comments", COMMENTS.replace(",5,8", ",0,8"), "opinion_statement_twice", 5, "comment-id"),
        ("comments", COMMENTS.replace(",0,0,0,No", ",-x,0,0,No"), "table_not_a_number", 5, "agrees"),
        ("comments", COMMENTS.replace(",0,0,0,No", ",0,0,4,No"), "opinion_moderated", 5, "moderated"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(folder, name, text, code, row, column):
    files = {"votes": VOTES} if name == "comments" else {}
    with pytest.raises(BadInput) as wrong:
        read_votes(folder(**{**files, name: text}))
    assert (wrong.value.code, wrong.value.row, wrong.value.column) == (code, row, column)
    assert wrong.value.file == f"{name.replace('_', '-')}.csv"


def test_a_folder_without_votes_says_what_it_lacks(folder):
    with pytest.raises(BadInput) as wrong:
        read_votes(folder(comments=COMMENTS))
    assert wrong.value.code == "opinion_no_file_of_votes"


@pytest.mark.parametrize(("name", "votes", "statements"), [("seattle", 2872, 54)])
def test_a_real_export_is_read(name, votes, statements):
    found = read_votes(Path(__file__).parent / "data" / name)
    assert (len(found.votes), len(found.votes.statements)) == (votes, statements)
    assert len(found.out()) == 23


def test_strictly_what_nobody_has_accepted_is_out_too(tmp_path):
    (tmp_path / "comments.csv").write_text("comment-id,moderated,comment-body\n1,1,a\n2,0,b\n3,-1,c\n")
    (tmp_path / "votes.csv").write_text("voter-id,comment-id,vote\n1,1,1\n1,2,1\n1,3,1\n")
    found = read_votes(tmp_path)
    assert (found.out(), found.out(strict=True)) == ((2,), (1, 2))
