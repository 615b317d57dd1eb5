"""Support is one ballot a person and thing, and can be taken back."""

import pytest

from gehor.ground.errors import WrongInput
from gehor.participation.ballots.support import ballot


def test_support_is_given_or_taken_back() -> None:
    assert [ballot({}, "R00001", {"choice": choice}) for choice in (1, 0)] == [{"choice": 1}, {"choice": 0}]


@pytest.mark.parametrize(
    ("item", "values"),
    [
        ("", {"choice": 1}),
        ("R00001", {}),
        ("R00001", {"choice": 2}),
        ("R00001", {"choice": -1}),
        ("R00001", {"choice": True}),
        ("R00001", {"choice": "1"}),
        ("R00001", {"choice": 1, "why": "x"}),
    ],
)
def test_anything_else_is_no_support(item: str, values: dict[str, object]) -> None:
    with pytest.raises(WrongInput, match="no_support"):
        ballot({}, item, values)
