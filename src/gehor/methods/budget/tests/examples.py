"""How a participatory budget is tried out by methods/tests/test_conformance.py."""

import json

from gehor.methods.tests.walking import page_by_page

PROJECTS = [
    {"key": "lekplats", "name": {"sv": "Ny lekplats", "en": "New playground"}, "cost": 300000, "area": "norra-delen"},
    {"key": "brygga", "name": {"sv": "Badbrygga", "en": "Jetty"}, "cost": 180000, "area": "norra-delen"},
    {"key": "bankar", "name": {"sv": "Bänkar", "en": "Benches"}, "cost": 40000, "area": "norra-delen"},
    {
        "key": "belysning",
        "name": {"sv": "Ljus vid stigen", "en": "Light along the path"},
        "cost": 90000,
        "area": "sodra-delen",
    },
    {"key": "odling", "name": {"sv": "Odlingslådor", "en": "Growing boxes"}, "cost": 20000, "area": "sodra-delen"},
]
for row in PROJECTS:
    row |= {"note": {"sv": "Vad det är.", "en": "What it is."}, "place": {}, "coordinates": [], "picture": ""}
SETTLED = {
    "cap": "",
    "areas_sv": "Norra delen: 500 000\nSödra delen: 100 000",
    "areas_en": "The north\nThe south",
    "votes_in": "one",
    "within": "on",
    "most": "2",
    "age": "13",
    "rule": "shares",
    "projects": json.dumps(PROJECTS),
}
SETUP = {
    "cap": 0,
    "areas": [
        {"key": "norra-delen", "name": {"sv": "Norra delen", "en": "The north"}, "cap": 500000},
        {"key": "sodra-delen", "name": {"sv": "Södra delen", "en": "The south"}, "cap": 100000},
    ],
    "votes_in": "one",
    "within": True,
    "most": 2,
    "age": 13,
    "rule": "shares",
    "projects": PROJECTS,
}

NONSENSE = [
    {**SETTLED, "cap": "", "areas_sv": "", "areas_en": ""},  # no sum at all
    {**SETTLED, "areas_sv": "Norra delen\nSödra delen: 100 000"},
    {**SETTLED, "areas_en": "The north"},
    {**SETTLED, "areas_sv": "Norra delen: 500 000", "areas_en": ""},  # a project lies in the other
    {**SETTLED, "rule": "lottery"},
    {**SETTLED, "age": "130"},
    {**SETTLED, "projects": "{}x"},
    {**SETTLED, "projects": "[" * 20_000},
    {**SETTLED, "projects": json.dumps([PROJECTS[0], PROJECTS[0]])},
    *(
        {**SETTLED, "projects": json.dumps([{**PROJECTS[0], **wrong}])}
        for wrong in (
            {"cost": [1]},
            {"cost": 0},
            {"cost": True},
            {"key": "=1"},
            {"name": {"sv": 1}},
            {"area": ["norra-delen"]},
            {"coordinates": ["59,8", "x"]},
            {"coordinates": ["100", "1"]},
        )
    ),
]

NORTH, SOUTH = "q.age=yes&q.area=norra-delen", "q.age=yes&q.area=sodra-delen"
BALLOTS = [
    f"{NORTH}&q.projects-norra-delen=lekplats&q.projects-norra-delen=brygga",
    f"{NORTH}&q.projects-norra-delen=bankar",
    f"{SOUTH}&q.projects-sodra-delen=odling",
    f"{NORTH}&q.projects-norra-delen=bankar&q.projects-norra-delen=brygga",
    f"{SOUTH}&q.projects-sodra-delen=belysning",
]
FILE = (
    "age;area;projects-norra-delen.lekplats;projects-norra-delen.brygga;projects-norra-delen.bankar;"
    "projects-sodra-delen.belysning;projects-sodra-delen.odling\n"
    "yes;norra-delen;1;1;0;;\n"
    "yes;norra-delen;0;0;1;0;0\n"
    "yes;sodra-delen;;;;0;1\n"
    "yes;norra-delen;;1;1;;\n"
    "yes;sodra-delen;;;;1;\n"
)
MORE_ROWS = "yes;norra-delen;;;;;\n;sodra-delen;;;;0;1\nyes;;;;;;\n"  # blank, or without the age
WRONG = [
    ("q.area=norra-delen&q.projects-norra-delen=bankar", "age", "answer_missing"),
    (f"{SOUTH}&q.projects-sodra-delen=belysning&q.projects-sodra-delen=odling", "projects-sodra-delen", "over_cap"),
    (f"{NORTH}&q.projects-norra-delen=rymdhiss", "projects-norra-delen", "unknown_option"),
    (
        f"{NORTH}&q.projects-norra-delen=lekplats&q.projects-norra-delen=brygga&q.projects-norra-delen=bankar",
        "projects-norra-delen",
        "too_many_chosen",
    ),
    (f"{BALLOTS[1]}&q.projects-sodra-delen=odling", "projects-sodra-delen", "condition_not_met"),
    (NORTH, "projects-norra-delen", "answer_missing"),
]
NO_FILES = [
    ("pabulib", b"namn;kostnad\nBrygga;180000\n", "pb_no_section"),
    ("pabulib", b"META\nkey;value\nbudget;tio\nPROJECTS\nproject_id;cost\n1;2\nVOTES\nv;x\n", "pb_unreadable_number"),
    (
        "pabulib",
        b"META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\nrymdhiss;2\nVOTES\nvoter_id;vote\n1;rymdhiss\n",
        "pb_other_projects",
    ),
]

take_part = page_by_page
