"""How petitions are tried out by methods/tests/promises.py: an e-petition."""

from gehor.methods.tests import supported
from gehor.methods.tests.walking import page_by_page

SETTLED = {
    "kind": "e_petition",
    "decided_sv": "Kommunfullmäktige 2021-03-22 § 41",
    "link": "https://example.org/regler",
    "body_sv": "kommunstyrelsen",
    "body_en": "the municipal board",
    "threshold": "3",
    "days": "60",
    "residents_only": "on",
}
SETUP = {
    "kind": "e_petition",
    "decided": {"sv": "Kommunfullmäktige 2021-03-22 § 41"},
    "link": "https://example.org/regler",
    "body": {"sv": "kommunstyrelsen", "en": "the municipal board"},
    "threshold": 3,
    "days": 60,
    "residents_only": True,
}
NONSENSE = [
    {},
    {**SETTLED, "kind": "poll"},
    {**SETTLED, "decided_sv": ""},
    {**SETTLED, "body_sv": ""},
    {**SETTLED, "threshold": ""},
    {**SETTLED, "threshold": "0"},
    {**SETTLED, "days": "731"},
    {**SETTLED, "link": "javascript:alert(1)"},
    {**SETTLED, "kind": "citizen_proposal"},  # a threshold where the law knows none
]

FILLED = [
    {"title": "Belysning på Åstigen", "text": "Sätt upp lampor längs Åstigen.", "resident": "on"},
    {"title": "Skolbuss", "text": "Låt skolbussen stanna vid Åkerby.", "resident": "on"},
]
FILLED_FILE = """\
title;text;resident
Belysning på Åstigen;Sätt upp lampor längs Åstigen.;ja
Skolbuss;Låt skolbussen stanna vid Åkerby.;1
"""

TOLD, NO_FILES = supported.TOLD, supported.NO_FILES

take_part = page_by_page
