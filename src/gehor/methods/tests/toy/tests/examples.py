"""How benches are tried out by methods/tests/promises.py."""

SETTLED = {"coins": "10"}
SETUP = {"coins": 10}
NONSENSE = [{}, {"coins": "0"}, {"coins": "många"}]

BALLOTS = [
    "q.colour=red&q.how_red=5&q.where.park=2&q.where.beach=1&q.coins.park=7&q.coins.square=&q.coins.beach=3&q.long=2,50",
    "q.colour=green&q.coins.park=0&q.coins.beach=10&q.long=0,1",
    "q.colour=red&q.how_red=declined&q.long=%2B0.2",
    "q.where.square=1&q.long=1",
]
FILE = """\
colour;how_red;how_red.declined;where.1;where.2;coins.park;coins.square;coins.beach;long
red;5;;beach;park;7;0;3;2.5
green;;;;;;;10;0,10
red;;1;;;;;;0.2
;;;square;;;;;1
"""

NO_FILES = [("lines", b"red;5", "toy_is_no_json")]

WRONG = [
    ("q.colour=green", "long", "answer_missing"),
    ("q.colour=blue&q.long=1", "colour", "unknown_option"),
    ("q.colour=green&q.how_red=5&q.long=1", "how_red", "condition_not_met"),
    ("q.where.park=1&q.where.beach=3&q.long=1", "where", "rank_gap"),
    ("q.where.park=1&q.where.beach=1&q.long=1", "where", "rank_shared"),
    ("q.coins.park=7&q.coins.beach=4&q.long=1", "coins", "too_many_points"),
    ("q.long=lång", "long", "number_unreadable"),
    ("q.long=-1", "long", "number_too_small"),
]
