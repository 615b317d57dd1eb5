"""What the main thing is on the page of a decision basis."""

from itertools import product

import pytest

from gehor.decision.basis.rules import Main, main_thing

NOW = {
    "is_open": True,
    "is_closed": False,
    "all_decided": False,
    "may_write": True,
    "may_freeze": True,
    "is_waiting": False,
    "is_whole": True,
    "is_frozen": False,
    "is_changed": False,
}


@pytest.mark.parametrize(
    ("differs", "main"),
    [
        ({"is_open": False}, Main.EARLY),
        ({"is_waiting": True, "is_whole": False}, Main.WRITE),
        ({"is_waiting": True}, Main.WAIT),
        ({"is_whole": False}, Main.WRITE),
        ({"is_whole": False, "may_write": False}, Main.FREEZE),
        ({}, Main.FREEZE),
        ({"may_freeze": False}, Main.WAIT),
        ({"is_frozen": True}, Main.FROZEN),
        ({"is_frozen": True, "is_changed": True}, Main.FREEZE),
        ({"is_frozen": True, "is_changed": True, "is_whole": False}, Main.FREEZE),
        ({"is_frozen": True, "is_changed": True, "all_decided": True}, Main.DECIDED),
        ({"is_frozen": True, "is_closed": True, "all_decided": True}, Main.CLOSED),
    ],
)
def test_the_main_thing_is_what_this_person_can_do_now(differs, main):
    assert main_thing(**{**NOW, **differs}) is main


def test_nobody_is_led_to_what_they_may_not_do_or_what_has_been_done():
    for values in product((True, False), repeat=len(NOW)):
        now = dict(zip(NOW, values, strict=True))
        main = main_thing(**now)
        if main is Main.FREEZE:
            assert now["may_freeze"] and not now["is_waiting"] and not now["is_closed"]
            assert not now["is_frozen"] or now["is_changed"]
        if main is Main.WRITE:
            assert now["may_write"] and not now["is_whole"] and not now["is_closed"]
