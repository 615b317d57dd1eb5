"""What readers refuse: each fault is said in one sentence with its place, and none of it is mended in silence."""

import pytest

from gehor.calc.errors import BadInput
from gehor.calc.opinion import read_votes

HEAD = "voter-id,comment-id,vote\n"
ROWS = "1,1,1\n2,1,-1\n2,2,0\n"


def written(folder, content, name="votes.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(path, **how):
    votes = read_votes(path, **how).votes
    return list(zip(votes.participant.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True))


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROWS,
        (HEAD + ROWS).encode("utf-8-sig"),
        (HEAD + ROWS).encode("utf-16"),
        (HEAD + ROWS).replace(",", ";"),
        (HEAD + ROWS).replace(",", "\t"),
        (HEAD + ROWS).replace("\n", "\r\n"),
        (HEAD + ROWS).replace("1,1,1", '"1","1","1"'),
        (HEAD + ROWS).rstrip("\n"),
        HEAD + "\n" + ROWS + "\n\n",
        HEAD + "1,1,0\n" + ROWS,  # the last vote counts
        HEAD + ROWS + ROWS,
    ],
)
def test_what_programmes_make_of_the_same_table_is_read_alike(tmp_path, content):
    assert told(written(tmp_path, content)) == [(0, 0, 1), (1, 0, -1), (1, 1, 0)]


def test_a_word_in_another_encoding_is_read(tmp_path):
    path = written(tmp_path, "deltagare;påstående;röst\nÅsa;bänkar;1\n".encode("cp1252"))
    votes = read_votes(path).votes
    assert (votes.participants, votes.statements) == (("Åsa",), ("bänkar",))


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    [
        ("", "table_empty", None, ""),
        ("\n \n", "table_empty", None, ""),
        (HEAD, "table_only_head", None, ""),
        ((HEAD + ROWS).replace(",", "|"), "table_other_separator", 1, ""),
        (b"PK\x03\x04 a spreadsheet", "table_not_text", None, ""),
        (b"\xff\xfe\x00", "table_not_text", None, ""),
        (HEAD + ROWS + "3,1,2\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,-7\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,0.5\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,NaN\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,inf\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,99999999999999999999\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + "3,1,\n", "opinion_not_a_vote", 5, "vote"),
        (HEAD + ROWS + ",1,1\n", "table_no_id", 5, "voter-id"),
        (HEAD + ROWS + "3,,1\n", "table_no_id", 5, "comment-id"),
        (HEAD + ROWS + "3,1,1,1\n", "table_row_too_long", 5, ""),
        (HEAD + ROWS + '3,"1,1\n', "table_quote_left_open", 5, ""),
        ("voter-id,comment-id,vote,vote\n1,1,1,1\n", "table_column_twice", 1, "vote"),
        ("comment-id,vote\n1,1\n", "table_no_column", 1, ""),
    ],
)
def test_what_is_no_table_of_votes_is_said_with_its_place(tmp_path, content, code, row, column):
    with pytest.raises(BadInput) as wrong:
        read_votes(written(tmp_path, content))
    assert (wrong.value.code, wrong.value.file) == (code, "votes.csv")
    assert (wrong.value.row, wrong.value.column) == (row, column)


COMMENTS = "comment-id,agrees,disagrees,moderated,comment-body\n1,1,1,1,benches\n2,0,0,1,cars\n"


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (COMMENTS, "", None),
        (COMMENTS.replace("cars", "cars, and\nmore, cars"), "", None),
        (COMMENTS.replace("comment-body", '"comment-body"').replace("cars", "cars, too"), "", None),
        (COMMENTS.replace(",", ";"), "", None),
        (COMMENTS.replace(",", ";").replace("cars", "cars; too"), "table_row_too_long", 3),
        (COMMENTS.replace(",", ";").replace("cars", '"cars'), "table_quote_left_open", 3),
        (COMMENTS.replace(",", "|"), "table_other_separator", 1),
        (COMMENTS.replace("\n1,1", "\n,1"), "table_no_id", 2),
        (COMMENTS.replace("2,0,0,1", "2,0,0,4"), "opinion_moderated", 3),
        (COMMENTS.splitlines()[0], "table_only_head", None),
    ],
)
def test_what_is_wrong_with_the_statements_is_said_as_it_is(tmp_path, content, code, row):
    written(tmp_path, HEAD + ROWS)
    written(tmp_path, content, "comments.csv")
    if not code:
        assert read_votes(tmp_path).statements.keys() == {"1", "2"}
        return
    with pytest.raises(BadInput) as wrong:
        read_votes(tmp_path)
    assert (wrong.value.code, wrong.value.file, wrong.value.row) == (code, "comments.csv", row)


def test_a_million_columns_are_refused(tmp_path):
    path = written(tmp_path, "participant," + ",".join(map(str, range(1_000_000))) + "\n1" + ",1" * 1_000_000 + "\n")
    with pytest.raises(BadInput) as wrong:
        read_votes(path)
    assert (wrong.value.code, wrong.value.row) == ("table_too_many_columns", 1)
    assert wrong.value.params["columns"] == 1_000_001
