"""Which paragraphs are the same: by hand, by property, and against a slow reference."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.text.align import align, renumbered

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from("alla barn ska få plats nära träd".split()), min_size=1, max_size=5).map(" ".join),
    max_size=7,
)

PLAN = [
    "Grönplanen gäller för hela Älvsala tätort till och med 2035.",
    "Alla ska ha högst 300 meter till närmaste park eller naturområde.",
    "Träd på allmän plats fälls bara om de är sjuka eller farliga.",
    "Kommunen sköter lekplatserna två gånger i veckan från april till oktober.",
    "Ja.",
]


@pytest.mark.parametrize(
    ("after", "was"),
    [
        (PLAN, [0, 1, 2, 3, 4]),
        ([], []),
        ([each.upper().replace(".", " !") for each in PLAN], [0, 1, 2, 3, 4]),
        (["Nytt inledande stycke om något helt annat.", *PLAN], [None, 0, 1, 2, 3, 4]),
        (PLAN[:2] + PLAN[3:], [0, 1, 3, 4]),
        ([PLAN[0], PLAN[1].replace("300", "250"), "Hundar går kopplade.", *PLAN[2:]], [0, 1, None, 2, 3, 4]),
        ([PLAN[3], *PLAN[:3], PLAN[4]], [3, 0, 1, 2, 4]),
        ([PLAN[3].replace("två", "tre"), *PLAN[:3], PLAN[4]], [3, 0, 1, 2, 4]),
        (["Ja.", "Ja.", "Nej."], [4, None, None]),
    ],
    ids="same nothing dressed added gone reworded moved moved-and-reworded copies".split(),
)
def test_a_paragraph_is_known_again(after: list[str], was: list[int | None]) -> None:
    assert align(PLAN, after) == was


@settings(max_examples=50, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_each_paragraph_is_at_most_one_and_the_same_is_itself(before: list[str], after: list[str]) -> None:
    was = align(before, after)
    found = [at for at in was if at is not None]
    assert len(was) == len(after) and len(set(found)) == len(found) and set(found) <= set(range(len(before)))
    assert align(before, after) == was
    assert align(after, after) == list(range(len(after)))
    both = sum(min(before.count(text), after.count(text)) for text in set(before))
    equal = sum(at is not None and before[at] == text for at, text in zip(was, after, strict=True))
    assert len(found) >= equal >= min(1, both)


def common(before: list[str], after: list[str]) -> int:
    """The length of the longest common subsequence, by trying all of them."""
    for size in range(min(len(before), len(after)), 0, -1):
        kept = set(combinations(before, size))
        if any(some in kept for some in combinations(after, size)):
            return size
    return 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_as_many_as_can_keep_their_order_do(before: list[str], after: list[str]) -> None:
    was = align(before, after)
    same = [at for at, text in zip(was, after, strict=True) if at is not None and before[at] == text]
    in_order = max(
        (size for size in range(len(same) + 1) for some in combinations(same, size) if list(some) == sorted(some)),
        default=0,
    )
    assert in_order >= common(before, after)


@pytest.mark.parametrize(
    ("was", "taken", "numbers"),
    [
        ([None, None, None], [], ["1", "2", "3"]),
        (["1", "3", "2"], ["1", "2", "3"], ["1", "3", "2"]),
        ([None, "1", None, None, "2"], ["1", "2"], ["0a", "1", "1a", "1b", "2"]),
        (["1", "1a", None, "2"], ["1", "1a", "2"], ["1", "1a", "1b", "2"]),
        (["1", None, "3"], ["1", "2", "3", "1a"], ["1", "1b", "3"]),
        (["1", None], ["1", "2"], ["1", "3"]),
        (["1", *[None] * 27, "2"], ["1", "2"], ["1", *[f"1{chr(97 + at)}" for at in range(26)], "1aa", "2"]),
    ],
    ids="first moved added again gone-number end many".split(),
)
def test_a_number_follows_its_paragraph(was: list[str | None], taken: list[str], numbers: list[str]) -> None:
    assert renumbered(was, taken=taken) == numbers


@settings(max_examples=50, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_number_is_never_given_to_another_paragraph(first: list[str], second: list[str], third: list[str]) -> None:
    numbers = renumbered([None] * len(first))
    taken, text_of = set(numbers), dict(zip(numbers, first, strict=True))
    for before, after in ((first, second), (second, third)):
        was = [None if at is None else numbers[at] for at in align(before, after)]
        numbers = renumbered(was, taken=taken)
        assert len(set(numbers)) == len(numbers) == len(after)
        new = {number for number, known in zip(numbers, was, strict=True) if known is None}
        assert new.isdisjoint(taken)
        taken |= new
    assert text_of.keys() <= taken


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="tolv"):
        renumbered(["tolv"])
