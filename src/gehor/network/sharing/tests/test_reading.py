"""What a stranger tells is judged row by row; what is no feed is refused in words."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.network.sharing import reading
from gehor.network.sharing.rules import Cell

from .bortby import ADDRESS, DIALOGUE, FEED


def read(**changes):
    return reading.read(json.dumps({**FEED, **changes}).encode(), address=ADDRESS)


def with_dialogue(**changes):
    return read(dialogues=[{**DIALOGUE, **changes}])


def test_what_is_told_is_read():
    found = read()
    assert (found.name, found.kind, found.inhabitants, found.public) == ("Bortby", "municipality", 12_000, ["held"])
    assert found.figures == {(2025, "tied"): Cell(0.5, 4), (2025, "credible"): Cell(0.75, 20, 0.5, 0.9)}
    dialogue = found.dialogues[DIALOGUE["url"]]
    assert dialogue.title == {"sv": "Parken"} and dialogue.people == 31 and dialogue.is_tied
    assert not found.refused


@pytest.mark.parametrize(
    "data",
    [b"", b"hej", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": "gehor-sharing"}', b"7", b"null",
     b'{"format": "gehor-sharing", "version": 1}', b'{"a": NaN}', b'{"format": "gehor-sharing", "version": "1"}'],
)  # fmt: skip
def test_what_is_no_feed_is_refused(data):
    with pytest.raises(WrongInput) as refusal:
        reading.read(data, address=ADDRESS)
    assert refusal.value.code == "not_a_shared_feed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 2}, "shared_feed_of_a_later_format"),
        ({"organisation": {**FEED["organisation"], "url": "https://other.example/"}}, "lies_about_its_origin"),
        ({"organisation": {**FEED["organisation"], "url": "javascript:x"}}, "no_web_address"),
        ({"organisation": {**FEED["organisation"], "kind": "kingdom"}}, "not_a_shared_feed"),
        ({"organisation": {**FEED["organisation"], "inhabitants": -1}}, "not_a_shared_feed"),
        ({"organisation": []}, "not_a_shared_feed"),
        ({"organisation": {**FEED["organisation"], "name": "x" * 121}}, "text_too_long"),
        ({"figures": {}}, "not_a_shared_feed"),
        ({"dialogues": None}, "not_a_shared_feed"),
        ({"public": 7}, "not_a_shared_feed"),
        ({"figures": [{}] * (reading.ROWS_MOST + 1)}, "shared_feed_too_long"),
    ],
)
def test_a_feed_that_is_wrong_as_a_whole_is_refused_as_a_whole(changes, code):
    with pytest.raises(WrongInput) as refusal:
        read(**changes)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"url": "https://other.example/d/x/"}, "lies_about_its_origin"),
        ({"url": "https://dialog.bortby.example.evil.example/d/x/"}, "lies_about_its_origin"),
        ({"url": "http://dialog.bortby.example/d/x/"}, "lies_about_its_origin"),
        ({"url": "https://dialog.bortby.example@evil.example/"}, "no_web_address"),
        ({"url": "javascript:alert(1)"}, "no_web_address"),
        ({"people": 3}, "about_few"),
        ({"people": True}, "shared_row_wrong"),
        ({"title": {}}, "text_missing"),
        ({"title": "Parken"}, "shared_row_wrong"),
        ({"title": {"sv": "x" * 300}}, "text_too_long"),
        ({"language": "x" * 11}, "shared_row_wrong"),
        ({"opened": "i våras"}, "shared_row_wrong"),
        ({"opened": "20260102"}, "shared_row_wrong"),
        ({"opened": 7}, "shared_row_wrong"),
        ({"evaluated": "yes"}, "shared_row_wrong"),
        ({"tied_to_decision": None}, "shared_row_wrong"),
        ({"levels": None}, "shared_row_wrong"),
    ],
)
def test_a_dialogue_that_is_wrong_is_refused_by_itself(row, code):
    other = {**DIALOGUE, "url": f"{DIALOGUE['url']}x/"}
    found = read(dialogues=[{**DIALOGUE, **row}, other])
    assert list(found.dialogues) == [other["url"]]
    assert [refused_code for _url, refused_code, _params in found.refused] == [code]


@pytest.mark.parametrize(
    "row",
    [{"value": 2}, {"value": "0.5"}, {"value": True}, {"of": 0}, {"of": 1.5}, {"year": 1200}, {"year": "2025"},
     {"low": 0.1, "high": 0.9}, {"value": 10**400}],
)  # fmt: skip
def test_a_figure_that_is_impossible_is_refused_by_itself(row):
    found = read(figures=[{**FEED["figures"][0], **row}, FEED["figures"][1]])
    assert list(found.figures) == [(2025, "credible")] and len(found.refused) == 1


def test_rows_that_come_twice_count_once_and_unknown_ones_are_left_alone():
    twice = copy.deepcopy(FEED)
    twice["figures"] += [twice["figures"][0], {"year": 2025, "code": "joy", "value": 1, "of": 1}, 7, None, []]
    found = read(figures=twice["figures"], dialogues=[DIALOGUE, DIALOGUE])
    assert len(found.figures) == 2 and len(found.dialogues) == 1
    assert len(found.refused) == 5


def test_signs_that_would_mislead_are_taken_away():
    title = with_dialogue(title={"sv": "Par\u202eken\x00\u200b"}).dialogues[DIALOGUE["url"]].title["sv"]
    assert title == "Parken"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(DIALOGUE)), values, st.sampled_from(["value", "of", "year", "code", "low"]), values)
def test_whatever_stands_in_a_row_is_read_or_refused(key, value, other, second):
    found = read(dialogues=[{**DIALOGUE, key: value}], figures=[{**FEED["figures"][0], other: second}])
    assert all(each.url.startswith("https://dialog.bortby.example/") for each in found.dialogues.values())
    assert len(found.dialogues) + len(found.figures) + len(found.refused) <= 2


@given(st.sampled_from(sorted(FEED)), values)
def test_whatever_stands_at_the_top_is_read_or_refused(key, value):
    try:
        read(**{key: value})
    except WrongInput:
        return
