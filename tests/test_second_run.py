"""What `make test` leaves out of its run on the second database: only what would ask it nothing new."""

import pytest
from django.db import DatabaseError, connection, transaction

from gehor.ground.organisations.models import Membership
from gehor.testing.second import (
    ALWAYS,
    Noted,
    Notes,
    again,
    asked,
    chosen,
    enough,
    locked,
    noted_in,
    noting,
    run_at_once,
    to_run,
)

QUICK, SLOW = 0.1, 1.0


def noted(**tests: tuple[float, str]) -> dict[str, Noted]:
    return {test: Noted(seconds, frozenset(sent.split())) for test, (seconds, sent) in tests.items()}


def test_what_a_statement_asks_is_known_without_its_values():
    one = 'SELECT "t"."a" FROM "t" WHERE "t"."id" IN (%s) LIMIT 21'
    assert asked(one) == asked('SELECT "t"."a", "t"."b" FROM "t" WHERE "t"."id" IN (%s, %s, %s) LIMIT 5')
    assert asked('INSERT INTO "t" VALUES (%s, %s)') == asked('INSERT INTO "t" VALUES (%s, %s), (%s, %s)')
    assert asked('UPDATE "t" SET "a" = %s, "b" = NULL') == asked('UPDATE "t" SET "b" = NULL, "a" = %s')
    assert not asked("PRAGMA foreign_keys"), "its own words"


def test_how_a_statement_is_put_together_and_how_long_it_is_are_two_things():
    once = 'UPDATE "t" SET "a" = CASE WHEN ("t"."id" = %s) THEN %s ELSE NULL END'
    assert asked(once) == asked(once.replace(" ELSE", ' WHEN ("t"."id" = %s) THEN %s ELSE'))
    joined = 'SELECT T3."a" FROM "t" T3 WHERE T3."sha256" = %s'
    assert asked(joined) == asked('SELECT T14."a", T14."b" FROM "t" T14 WHERE T14."sha256" = %s')
    plain, nested = (f'SELECT "t"."a" FROM "t" WHERE {each}' for each in ('"a" IN (%s)', '("b" = %s OR ("a" IN (%s)))'))
    assert len(asked(plain) - asked(nested)) == 1, "the structure alone"


@pytest.mark.parametrize(
    "condition",
    [
        '"t"."a" = %s AND "t"."a" IS NOT NULL',
        'NOT ("t"."a" = %s) AND "t"."a" IS NULL',
        '("t"."a" = %s) ORDER BY "t"."b" DESC, 2 ASC LIMIT 5 OFFSET 7',
    ],
)
def test_of_what_is_known_by_its_columns_neither_number_nor_order_is_asked(condition):
    """Which columns are compared, and how, is asked for each of them."""
    usual = asked('SELECT "t"."b" FROM "t" WHERE "t"."a" = %s') | asked('SELECT "t"."b" FROM "t" ORDER BY "t"."a"')
    ordered = asked('SELECT "t"."b" FROM "t" WHERE "t"."a" = %s ORDER BY "t"."b"')
    assert asked(f'SELECT "t"."b" FROM "t" WHERE {condition}') <= usual | ordered


def test_what_encloses_another_is_understood_by_itself():
    inner = 'SELECT U0."a" FROM "u" U0 WHERE U0."b" > %s'
    outer = 'SELECT "t"."a" FROM "t" WHERE "t"."a" IN (SELECT "t"."a" FROM "t")'
    both = f'SELECT "t"."a" FROM "t" WHERE "t"."a" IN ({inner})'
    aside = {*asked(inner.replace("U0.", '"u".')), *asked(outer), *asked(inner)}
    assert len(asked(both) - aside) == 0


def test_what_is_counted_together_is_asked_with_its_columns():
    grouped = 'SELECT "t"."{0}", COUNT(*) FROM "t" GROUP BY "t"."{0}"'
    assert asked(grouped.format("a")) != asked(grouped.format("b"))


def test_a_lock_is_asked_for_though_sqlite_hears_nothing_of_it(db):
    sent: set[str] = set()
    rows = Membership.objects.select_related("organisation")
    with noting(sent), transaction.atomic():
        list(rows.select_for_update(of=("self",)))
    assert locked(str(rows.query), ("self",)) in sent
    plain = 'SELECT "t"."a" FROM "t"'
    kinds = [
        plain,
        f'{plain} INNER JOIN "u" ON',
        f'{plain} LEFT OUTER JOIN "u" ON',
        plain.replace(" ", " DISTINCT ", 1),
    ]
    assert len({locked(each, of) for each in kinds for of in ((), ("self",))}) == 8


@pytest.mark.parametrize(
    "other",
    [
        'SELECT "u"."a" FROM "u" WHERE "t"."id" = %s',  # another table
        'UPDATE "t" SET "a" = %s WHERE "t"."id" = %s',  # changed instead of read
        'SELECT "t"."a" FROM "t" WHERE "t"."day" = %s',  # another column
        'SELECT "t"."a" FROM "t" WHERE "t"."id" > %s',  # compared otherwise
        'SELECT "t"."a" FROM "t" INNER JOIN "u" ON ("t"."a" = "u"."b") WHERE "t"."id" = %s',
        'SELECT "t"."a" FROM "t" WHERE ("t"."id" = %s OR "t"."id" = %s)',
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
    again_too = {*run_at_once(items), *to_run(items, notes)}
    return [item.nodeid for item in items if item in again_too]


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


def test_what_did_not_pass_is_run():
    notes = {"same": Noted(SLOW, frozenset("x")), "one": Noted(QUICK, frozenset("x"))}
    assert chosen({**notes, "failed": Noted(QUICK, frozenset(), ALWAYS)}) == {"one", "failed"}


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
    notes.pytest_process_ends()
    assert noted_in(tmp_path) == {"a": Noted(QUICK, frozenset(notes.sent), ALWAYS)}
