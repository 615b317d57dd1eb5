"""How priorities are tried out by methods/tests/test_conformance.py: by rank, as the set-up form suggests."""

OPTIONS = {"sv": "Bron\nParken\nTorget", "en": "The bridge\nThe park\nThe square"}
SETTLED = {"way": "rank", "options_sv": OPTIONS["sv"], "options_en": OPTIONS["en"], "points": "", "most": ""}
SETUP = {"way": "rank", "options": OPTIONS, "earlier": 0, "points": 10, "most": 0, "drawn": False}

NONSENSE = [
    {"way": "rank", "options_sv": "Bron"},
    {"way": "lottery", "options_sv": "Bron\nParken"},
    {"way": "rank", "options_sv": "Bron\nbron"},
    {"way": "rank", "options_sv": "Bron\nParken", "options_en": "The bridge"},
    {"way": "pairwise", "options_sv": "\n".join(f"Val {number}" for number in range(8))},
    {"way": "points", "options_sv": "Bron\nParken", "points": "101"},
    {"way": "rank", "options_sv": "x" * 121 + "\nParken"},
    {"way": "rank", "options_sv": "", "earlier": "7"},
]

BALLOTS = [
    "q.rank.o1=1&q.rank.o2=2&q.rank.o3=3",
    "q.rank.o1=2&q.rank.o2=1&q.rank.o3=",
    "q.rank.o1=1&q.rank.o2=&q.rank.o3=",
    "q.rank.o1=3&q.rank.o2=1&q.rank.o3=2",
    "q.rank.o1=2&q.rank.o2=3&q.rank.o3=1",
]
FILE = """rank.1;rank.2;rank.3
o1;o2;o3
o2;o1;
o1;;
o2;o3;o1
o3;o1;o2
"""
WRONG = [
    ("q.rank.o1=1&q.rank.o2=3&q.rank.o3=", "rank", "rank_gap"),
    ("q.rank.o1=1&q.rank.o2=1&q.rank.o3=", "rank", "rank_shared"),
    ("q.rank.o1=&q.rank.o2=&q.rank.o3=", "rank", "answer_missing"),
]
