"""What may be noted of a talk, and what the efforts come to."""

import datetime as dt
from typing import Any

import pytest

from gehor.ground.errors import WrongInput
from gehor.methods.outreach import rules
from gehor.process.method import Item
from gehor.process.words import Channel

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


def test_efforts_at_one_place_on_one_day_are_one_row_in_any_order() -> None:
    efforts = [
        (TUESDAY, "Torget", "street", 10, 0),
        (MONDAY, "Torget", "street", 30, 9),
        (MONDAY, "Torget", "street", 10, 1),
    ]
    found = rules.per_day(efforts)
    assert found == rules.per_day(reversed(efforts))
    assert [(each.on, each.times, each.rate.approached, each.rate.spoke) for each in found] == [
        (MONDAY, 2, 40, 10),
        (TUESDAY, 1, 10, 0),
    ]
    whole = rules.together(found)
    assert (whole.spoke, whole.approached) == (10, 50)
    # Wilson by hand for 10 of 50, z = 1.96: (0.2 + 0.0384 ± 1.96 √(0.0032 + 0.000384)) / 1.0768 → 0.112 to 0.330
    assert whole.interval is not None
    assert tuple(round(each, 3) for each in whole.interval) == (0.112, 0.330)
    assert rules.Rate(0, 0).interval is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "party"}, "unknown_kind"),
        ({"place": "x" * 81}, "place_too_long"),
        ({"group": "3x"}, "unknown_target_group"),
        ({"group": True}, "unknown_target_group"),
    ],
)
def test_nonsense_is_not_stored(values: dict[str, Any], code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        rules.checked({}, values)


def test_each_kind_of_talk_is_a_row_with_its_channels() -> None:
    items = [
        Item("AAA", Channel.OUTREACH, {"kind": "street"}),
        Item("BBB", Channel.PHONE, {"kind": "phone"}),
        Item("CCC", Channel.PAPER, {}),
        Item("DDD", Channel.OUTREACH, {"kind": "street"}),
    ]
    found = rules.results({}, items)
    assert found == rules.results({}, items[::-1])
    assert [(each.key, each.count, each.references) for each in found] == [
        ("street", 2, ("AAA", "DDD")),
        ("phone", 1, ("BBB",)),
        ("", 1, ("CCC",)),
    ]
