"""What `make test` leaves out of its run on the second database: only what would ask it nothing new."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from gehor.testing.second import ALWAYS, NEVER, Noted, Notes, Second, again, asked, chosen, enough, noted_in, noting

QUICK, SLOW = 0.1, 1.0


def noted(**tests: tuple[float, str]) -> dict[str, Noted]:
    return {test: Noted(seconds, frozenset(sent.split())) for test, (seconds, sent) in tests.items()}


def test_what_a_statement_asks_is_known_without_its_values():
    one = 'SELECT "t"."a" FROM "t" WHERE "t"."id" IN (%s) LIMIT 21'
    assert asked(one) == asked('SELECT "t"."a", "t"."b" FROM "t" WHERE "t"."id" IN (%s, %s, %s) LIMIT 5')
    assert asked('INSERT INTO "t" VALUES (%s, %s)') == asked('INSERT INTO "t" VALUES (%s, %s), (%s, %s)')


def test_how_a_statement_is_put_together_and_how_long_it_is_are_two_things():
    once = 'UPDATE "t" SET "a" = CASE WHEN ("t"."id" = %s) THEN %s ELSE NULL END'
    assert asked(once) == asked(once.replace(" ELSE", ' WHEN ("t"."id" = %s) THEN %s ELSE'))
    joined = 'SELECT T3."a" FROM "t" T3 WHERE T3."sha256" = %s'
    assert asked(joined) == asked('SELECT T14."a", T14."b" FROM "t" T14 WHERE T14."sha256" = %s')
    plain, nested = (f'SELECT "t"."a" FROM "t" WHERE {each}' for each in ('"a" IN (%s)', '("b" = %s OR ("a" IN (%s)))'))
    assert len(asked(plain) - asked(nested)) == 1, "the structure alone"


@pytest.mark.parametrize(
    "other",
    [
        'SELECT "u"."a" FROM "u" WHERE "t"."id" = %s',  # another table
        'UPDATE "t" SET "a" = %s WHERE "t"."id" = %s',  # changed instead of read
        'SELECT "t"."a" FROM "t" WHERE "t"."day" = %s',  # another column
        'SELECT "t"."a" FROM "t" WHERE "t"."id" > %s',  # compared otherwise
        'SELECT COUNT("t"."a") FROM "t" WHERE "t"."id" = %s',
        'SELECT "t"."a" FROM "t" WHERE "t"."id" = %s GROUP BY "t"."a"',
        'SELECT DISTINCT "t"."a" FROM "t" WHERE ("t"."id" = %s OR "t"."id" = %s)',
        "SELECT a FROM t WHERE id = %s",
    ],
)
def test_whatever_else_it_asks_is_asked_of_both(other):
    assert asked(other) - asked('SELECT "t"."a" FROM "t" WHERE "t"."id" = %s')


def test_the_quickest_tests_that_send_everything_are_enough():
    assert enough(noted(all=(SLOW, "a b c"), a=(QUICK, "a b"), c=(QUICK, "c")), sent=frozenset()) == {"a", "c"}
    assert enough(noted(all=(QUICK, "a b c"), a=(QUICK, "a b"), c=(QUICK, "c")), sent=frozenset()) == {"all"}
    assert enough(noted(a=(QUICK, "a"), none=(QUICK, "")), sent=frozenset({"a"})) == set()


def test_what_has_become_spare_is_not_run():
    """By questions a second `all` comes first; then each of its questions comes along with what is needed anyway."""
    tests = noted(all=(SLOW, " ".join("abcdefghijkl")), one=(QUICK, "a b c d e f m"), two=(QUICK, "g h i j k l n"))
    tests["all"] = Noted(0.15, tests["all"].sent)
    assert enough(tests, sent=frozenset()) == {"one", "two"}


class Item:
    """As much of a test as is asked for."""

    def __init__(self, nodeid: str, *marks: str) -> None:
        self.nodeid = nodeid
        self.marks = marks

    def get_closest_marker(self, name: str) -> bool:
        return name in self.marks


def run(*items: Item, **tests: tuple[float, str]) -> list[str]:
    """Of the items, noted or new, what is run a second time."""
    marks = {item.nodeid: again(item) for item in items}
    notes = {test: note._replace(again=marks[test]) for test, note in noted(**tests).items()}
    second, deselected = Second(notes, Path("/")), []
    config = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda items: deselected.extend(items)))
    left = list(items)
    second.pytest_collection_modifyitems(config, left)
    assert {*left, *deselected} == {*items}
    return [item.nodeid for item in left]


def test_what_nobody_noted_is_run():
    assert run(Item("new"), Item("old"), old=(QUICK, "")) == ["new"]


def test_what_sends_something_is_run_once():
    assert run(Item("a"), Item("b"), a=(QUICK, "x"), b=(SLOW, "x")) == ["a"]


def test_what_is_marked_both_is_run_and_counts_as_sent():
    assert run(Item("a"), Item("b", "both"), Item("c", "both"), a=(QUICK, "x"), b=(SLOW, "x"), c=(QUICK, "")) == [
        "b",
        "c",
    ]


def test_what_is_marked_one_is_not_run_and_nobody_has_to_send_what_it_sends():
    assert run(Item("a", "one"), Item("b"), Item("new", "one"), a=(QUICK, "x y"), b=(QUICK, "y")) == ["b"]


def test_what_a_browser_shows_is_seen_once_unless_it_is_marked_both():
    story = Item("story", "browser", "both")
    assert run(Item("a", "browser"), story, a=(QUICK, "x y"), story=(SLOW, "x")) == ["story"]


def test_a_file_of_which_nothing_is_run_is_not_even_loaded():
    notes = {
        "src/a.py::one": Noted(QUICK, frozenset("x")),
        "src/b.py::same": Noted(SLOW, frozenset("x")),
        "src/b.py::shown": Noted(SLOW, frozenset("y"), NEVER),
        "src/c.py::failed": Noted(QUICK, frozenset(), ALWAYS),
    }
    second = Second(notes, Path("/root"))
    assert chosen(notes) == {"src/a.py::one", "src/c.py::failed"}
    passed_over = [name for name in "abcd" if second.pytest_ignore_collect(Path(f"/root/src/{name}.py"))]
    assert passed_over == ["b"]
    assert second.pytest_ignore_collect(Path("/elsewhere/src/b.py")) is None


def test_statements_and_refusals_are_noted(db, tmp_path):
    notes = Notes(tmp_path)
    with noting(notes.sent), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELECT nothing FROM nowhere")
    assert asked("SELECT 2") <= notes.sent
    (refused,) = asked("SELECT nothing FROM nowhere")
    assert any(each.startswith(f"{refused} ") for each in notes.sent)
    notes.tests["a"] = (QUICK, sorted(notes.sent), ALWAYS)
    notes.pytest_sessionfinish()
    assert noted_in(tmp_path) == {"a": Noted(QUICK, frozenset(notes.sent), ALWAYS)}
