"""Files as people have made them: what is understood, and what is refused in which words."""

import pytest

from gehor.calc import tables
from gehor.calc.errors import BadInput
from gehor.calc.tables import ROWS_AT_A_TIME, number, opened, read_csv, read_json, unique, whole


def read(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(path)


@pytest.mark.parametrize(
    "content",
    [
        "id,ort\n1,Åre\n2,Ö\n",
        "id;ort\r\n1;Åre\r\n2;Ö",
        "\ufeffid\tort\n1\tÅre\n\n2\tÖ\n",
        "id;ort\n1;Åre\n2;Ö\n".encode("latin-1"),
        "id;ort\n1;Åre\n2;Ö\n".encode("utf-16"),
        'id,ort,\n 1 ,"Åre",\n2,"Ö"\n',
    ],
)
def test_csv_of_all_kinds_is_one_table(tmp_path, content):
    table = read(tmp_path, content)
    assert table.columns == ("id", "ort")
    assert [row for _, row in table] == [{"id": "1", "ort": "Åre"}, {"id": "2", "ort": "Ö"}]


@pytest.mark.parametrize("rows", [ROWS_AT_A_TIME - 1, ROWS_AT_A_TIME, 2 * ROWS_AT_A_TIME + 1])
def test_a_long_table_is_read_in_parts_that_make_the_whole(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text("id,ort\n" + "".join(f" {at} ,Ö\n" for at in range(rows)), encoding="utf-8")
    with opened(path) as table:
        parts = list(table)
    assert [cell for part in parts for cell in part.cells("id")] == [str(at) for at in range(rows)]
    assert [line for part in parts for line in part.lines] == list(range(2, rows + 2))
    assert max(len(part.rows) for part in parts) <= ROWS_AT_A_TIME and parts[-1].done == 1
    assert len(read_csv(path).rows) == rows


def test_a_title_above_the_names_is_passed_over_where_it_may_stand(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('Folkmängd efter ålder, kön och år\n\n"ålder","kön","2024"\n"0 år","män",3\n'.encode("latin-1"))
    table = read_csv(path, titled=True)
    assert (table.columns, table.rows, table.lines) == (("ålder", "kön", "2024"), (("0 år", "män", "3"),), (4,))
    path.write_text("age,count\n\nold,3\nyoung,4\n")
    assert read_csv(path, titled=True).columns == ("age", "count")


def test_a_row_that_ends_early_is_filled_up(tmp_path):
    assert read(tmp_path, "id,ort,x\n1,Åre\n2,Ö,3\n").rows == (("1", "Åre", ""), ("2", "Ö", "3"))
    long = read(tmp_path, "id,ort,x\n1,Åre\n" + "2,Ö,3\n" * ROWS_AT_A_TIME)
    assert long.rows[0] == ("1", "Åre", "") and len(long.rows) == ROWS_AT_A_TIME + 1


def test_a_table_that_is_held_whole_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "ROWS_MOST", ROWS_AT_A_TIME + 1)
    rows = "1,Åre\n" * (ROWS_AT_A_TIME + 1)
    assert len(read(tmp_path, f"id,ort\n\n{rows}").rows) == ROWS_AT_A_TIME + 1
    with pytest.raises(BadInput) as wrong:
        read(tmp_path, f"id,ort\n\n{rows}2,Ö\n")
    assert (wrong.value.code, wrong.value.row) == ("table_too_many_rows", ROWS_AT_A_TIME + 4)


def test_rows_know_their_lines(tmp_path):
    assert read(tmp_path, 'id,text\n\n1,"two\nlines"\n2,b\n').lines == (3, 5)


def test_columns_are_found_however_they_are_written(tmp_path):
    table = read(tmp_path, "Voter_ID,x\n1,2\n")
    assert table.must_have("voter id") == "Voter_ID" and table.column("y") is None and table.cells("x") == ("2",)


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        ("", "table_empty", None),
        (" \n \n", "table_empty", None),
        ("id,ort\n", "table_only_head", None),
        ("id|ort\n1|2\n", "table_other_separator", 1),
        ("id,ort\n1,2\n3,4,5\n", "table_row_too_long", 3),
        ("id,\n1,2\n", "table_row_too_long", 2),
        ("id,,ort\n1,2,3\n", "table_column_without_name", 1),
        ("id,ID\n1,2\n", "table_column_twice", 1),
        ("x," * 6000 + "\n", "table_too_many_columns", 1),
        ('id,ort\n1,"' + "x" * 200_000 + "\n", "table_quote_left_open", 2),
        (b"PK\x03\x04abc", "table_not_text", None),
        (b"\x00\x01\x02", "table_not_text", 1),
        (b"id,ort\n1,2\n3,\x00\n", "table_not_text", 3),
        ('id,ort\n1,2\n\n3,"4\n5,6\n7,8\n', "table_quote_left_open", 4),
        ('id,"ort\n1,2\n', "table_quote_left_open", 1),
        ("id,ort\n" + "1,2\n" * (ROWS_AT_A_TIME - 1) + '3,"4\n', "table_quote_left_open", ROWS_AT_A_TIME + 1),
        ("id,ort\n" + "1,2\n" * ROWS_AT_A_TIME + "1,2,3\n", "table_row_too_long", ROWS_AT_A_TIME + 2),
        (b"\xff\xfea", "table_not_text", None),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code, row):
    with pytest.raises(BadInput) as refused:
        read(tmp_path, content)
    assert (refused.value.code, refused.value.file, refused.value.row) == (code, "a.csv", row)


@pytest.mark.parametrize(("text", "value"), [("1 250,5", 1250.5), ("-3", -3), (".5", 0.5), ("1e3", 1000)])
def test_numbers_as_people_write_them(text, value):
    assert number(text, file="a", row=1, column="c") == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nan", "table_not_a_number"),
        ("inf", "table_not_a_number"),
        ("1e999", "table_not_a_number"),
        ("", "table_not_a_number"),
        ("1,2,3", "table_not_a_number"),
        ("-1", "table_number_too_small"),
        ("1,5", "table_not_whole"),
    ],
)
def test_what_is_no_whole_number_is_refused(text, code):
    with pytest.raises(BadInput) as refused:
        whole(text, file="a", row=1, column="c", least=0)
    assert refused.value.code == code


def test_ids_stand_once(tmp_path):
    for ids, code in (([(2, "a"), (3, "a")], "table_id_twice"), ([(2, "")], "table_no_id")):
        with pytest.raises(BadInput) as refused:
            unique(ids, file="a.csv", column="id")
        assert refused.value.code == code


def test_a_column_that_lacks_is_named(tmp_path):
    with pytest.raises(BadInput) as refused:
        read(tmp_path, "a,b\n1,2\n").must_have("id", "nr")
    assert (refused.value.code, refused.value.params) == ("table_no_column", {"wanted": "id / nr", "columns": "a, b"})


@pytest.mark.parametrize("content", ["{", '{"a": NaN}', "[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(BadInput, match="not_json"):
        read_json(path)
