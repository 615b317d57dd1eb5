"""Stems and likeness, by hand, by property and against a slow reference."""

import random
from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.text.keys import copies
from gehor.calc.text.likeness import ALIKE, Likenesses, stem, stems

WORDS = "bänkar torget parken gatan bussen lekplats belysning träden älven skolan cykelväg maten och vill fler".split()
SAYINGS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8)


def kept(*texts: str) -> Likenesses[int]:
    likenesses: Likenesses[int] = Likenesses()
    for number, text in enumerate(texts):
        likenesses.put(number, text)
    return likenesses


def ids(likenesses: Likenesses[int], text: str) -> list[int]:
    return [identity for identity, _ in likenesses.like(text, most=9)]


@pytest.mark.parametrize(
    "forms",
    [
        "bänk bänken bänkar bänkarna bänkarnas",
        "gata gatan gator gatorna",
        "skola skolan skolor skolans",
        "lekplats lekplatsen lekplatser lekplatserna",
        "cykel cykeln cyklar cyklarna",
        "trygg trygga tryggt",
        "barn barnen barns",
        "station stationen stationer",
        "hus huset husen",
        "sjö sjön",
        "bench benches",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


def test_small_words_say_nothing_unless_there_are_no_others() -> None:
    assert stems("Jag vill att ni bygger fler hus") == {"bygg", "hus"}
    assert stems("Ja tack!") == {stem("ja"), stem("tack")}
    assert stems("?!") == frozenset()


def test_writing_without_spaces_is_taken_two_signs_at_a_time() -> None:
    assert stems("公园长椅") == {"公园", "园长", "长椅"}


def test_endings_and_order_of_words_do_not_hide_a_likeness() -> None:
    likenesses = kept("Sätt ut bänkar på torget", "Laga taket på ishallen")
    assert ids(likenesses, "Torgen behöver en bänk") == [0]


def test_likeness_by_hand() -> None:
    """Two texts kept. A has bänk (in one), torg (in one), skugg (in none); B is bänk, torg, park.

    w(bänk) = w(torg) = w(park) = ln(1 + 3/2); w(skugg) = ln(1 + 3/1).
    """
    likenesses = kept("bänk torg park", "buss kväll")
    some, whole = log(2.5), 2 * log(2.5) + log(4)
    assert likenesses.like("bänk torg skugga", most=3) == [(0, pytest.approx(2 * some / sqrt(whole * 3 * some)))]


def test_one_word_in_common_is_not_enough_unless_it_is_all() -> None:
    assert ids(kept("bänkar älven"), "bänkar torget") == []
    assert ids(kept("En lekplats!"), "Lekplatser") == [0]


def test_the_opposite_about_the_same_thing_is_alike() -> None:
    assert ids(kept("Riv inte badhuset vid älven"), "Riv badhuset vid älven") == [0]


def test_a_text_put_anew_is_found_by_its_new_words_alone() -> None:
    likenesses = kept("bänkar torget")
    likenesses.put(0, "bussen kvällen")
    assert ids(likenesses, "bänkar torget") == []
    assert ids(likenesses, "bussar kvällar") == [0]
    assert len(likenesses) == 1


def test_the_most_alike_come_first_and_of_equals_the_one_kept_first() -> None:
    likenesses = kept("bänk torg park", "bänk torg", "torg bänk", "buss")
    assert ids(likenesses, "Bänkar på torget") == [1, 2, 0]
    assert len(likenesses.like("Bänkar på torget", most=2)) == 2


def test_nothing_is_like_nothing() -> None:
    assert kept().like("bänkar torget", most=3) == []
    assert kept("bänkar torget", "").like("", most=3) == []


def slowly(texts: list[str], asked: str) -> list[tuple[int, float]]:
    """The formula as it stands, over all texts."""
    all_stems = [stems(text) for text in texts]

    def weight(of: frozenset[str]) -> float:
        return sum(log(1 + (len(texts) + 1) / (sum(one in each for each in all_stems) + 1)) for one in of)

    mine = stems(asked)
    found = []
    for at, other in enumerate(all_stems):
        if len(mine & other) >= 2 or (mine == other and mine):
            likeness = weight(mine & other) / sqrt(weight(mine) * weight(other))
            if likeness >= ALIKE - 1e-9:
                found.append((at, likeness))
    return sorted(found, key=lambda one: (-round(one[1], 9), one[0]))


@given(SAYINGS, st.lists(st.sampled_from([*WORDS, "nytt", "utsikten"]), max_size=5).map(" ".join))
@settings(max_examples=50)
def test_what_is_found_is_what_the_formula_says(texts: list[str], asked: str) -> None:
    expected = slowly(texts, asked)
    found = kept(*texts).like(asked, most=9)
    assert [identity for identity, _ in found] == [identity for identity, _ in expected]
    assert [likeness for _, likeness in found] == pytest.approx([likeness for _, likeness in expected])


def test_whatever_repeats_another_is_alike() -> None:
    """Likeness may not hide what copies() sees: letters changed, words left out, a line added."""
    chance = random.Random(7)
    sentence = "Vi som bor på Norrgatan vill ha ett övergångsställe vid skolan innan höstterminen, för barnens skull"
    found = 0
    for _ in range(60):
        words = sentence.split()
        for _ in range(chance.choice((1, 2))):
            at = chance.randrange(len(words))
            words[at] = chance.choice((words[at] + "s", words[at][:-1] or "x", words[at].upper(), ""))
        changed = " ".join(words)
        if copies([(0, sentence), (1, changed)]):
            found += 1
            assert ids(kept(sentence, "Laga taket på ishallen"), changed) == [0]
    assert found > 30
