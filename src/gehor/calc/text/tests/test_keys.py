"""Search keys and copies, by hand, by property and against a slow reference."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.calc.text.keys import NEAR, copies, jaccard, search_key, shingles

LETTER = (
    "Vi som bor på Norrgatan vill att kommunen bygger ett övergångsställe vid skolan innan höstterminen börjar, "
    "eftersom barnen måste korsa vägen varje morgon i mörker."
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("?!… – (—)", ""),
        ("Åk på ÖN, ändå!", "åk på ön ändå"),
        ("A\u030ak", "åk"),  # a and a ring, as some telephones send it
        ("Idé: café – naïv", "ide cafe naiv"),
        ("gc-väg/trottoar", "gc väg trottoar"),
        ("cykel\u00advägar", "cykelvägar"),  # soft hyphen
        ("ﬁn Ｐａｒｋ", "fin park"),
        ("Straße", "strasse"),
        ("500 € eller $20", "500 € eller $20"),
        ("Bra 👍🏽", "bra 👍"),
        ("نريد حديقة!", "نريد حديقة"),
    ],
)
def test_a_search_key_keeps_letters_and_drops_what_people_write_differently(text, key):
    assert search_key(text) == key


@given(st.text())
def test_a_search_key_does_not_change_when_taken_twice(text):
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(alphabet="abcåäö ,.!-", max_size=40))
def test_case_and_spaces_round_a_text_do_not_matter(text):
    assert search_key(f" {text.upper()}\n") == search_key(text)


def test_shingles_of_a_short_key_are_the_key_itself():
    assert shingles("ja") == {"ja"}
    assert shingles("") == frozenset()


def test_likeness_by_hand():
    assert jaccard(frozenset("abcd"), frozenset("abce")) == 3 / 5
    assert jaccard(frozenset(), frozenset()) == 1
    assert jaccard(frozenset("a"), frozenset()) == 0


def test_nothing_and_one_text_hold_no_copies():
    assert copies([]) == []
    assert copies([(41, LETTER)]) == []


def test_the_same_words_in_other_case_and_punctuation_are_a_copy_of_the_first():
    texts = [
        (12, "Fler bänkar i parken."),
        (5, "Laga gatan"),
        (99, "FLER BÄNKAR  i parken!!"),
        (3, "fler bänkar i parken"),
    ]
    assert copies(texts) == [(99, 12), (3, 12)]


def test_a_signature_and_a_misspelling_leave_a_letter_a_near_copy():
    texts = [
        (8, LETTER),
        (2, LETTER + " Hälsningar Norrgatan"),
        (30, LETTER.replace("övergångsställe", "övergångställe")),
    ]
    assert copies(texts) == [(2, 8), (30, 8)]


def test_another_text_about_the_same_matter_is_no_copy():
    other = "Bygg ett övergångsställe vid skolan på Norrgatan, barnen går över vägen i mörker."
    assert copies([(1, LETTER), (2, other)]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Jag vill att cykelvägen till badplatsen byggs i år.",
            "Jag vill inte att cykelvägen till badplatsen byggs i år.",
        ),
        (
            "Kommunen borde höja avgiften för parkering i centrum",
            "Kommunen borde sänka avgiften för parkering i centrum",
        ),
        (
            "Låt biblioteket i centrum vara öppet till klockan 18",
            "Låt biblioteket i centrum vara öppet till klockan 20",
        ),
        ("Sätt upp belysning längs gångvägen bakom Norrgården", "Sätt upp belysning längs gångvägen bakom Södergården"),
        (LETTER, LETTER.replace("vill att", "vill inte att")),
    ],
)
def test_texts_that_look_alike_but_say_different_things_are_no_copies(one, other):
    assert copies([(1, one), (2, other)]) == []


def test_a_personal_line_with_a_small_word_leaves_a_long_letter_a_near_copy():
    assert copies([(1, LETTER), (2, LETTER + " Jag har inte bil, så gör det för oss.")]) == [(2, 1)]


def test_empty_texts_are_copies_of_nothing():
    assert copies([(1, ""), (2, "  "), (3, "..."), (4, "")]) == []


def test_one_emoji_is_a_copy_of_the_same_and_not_of_another():
    assert copies([(1, "👍"), (2, "👎"), (3, "👍 ")]) == [(3, 1)]


def test_a_copy_of_a_near_copy_points_to_the_original():
    nearly = LETTER + " Hälsningar"
    assert copies([(1, LETTER), (2, nearly), (3, nearly.upper())]) == [(2, 1), (3, 1)]


def test_ids_must_be_unique():
    with pytest.raises(ValueError):
        copies([(1, "a"), (1, "b")])


words = st.sampled_from(["vi", "vill", "nya", "bänkar", "träd", "i", "parken", "vid", "skolan", "och", "ån", "nu"])
sentences = st.lists(words, min_size=0, max_size=14).map(" ".join)


@given(st.lists(sentences, max_size=12))
def test_pairs_are_those_of_a_slow_comparison_of_everything_with_everything(bodies):
    texts = [(100 - at, body) for at, body in enumerate(bodies)]
    assert copies(texts) == _slow(texts)


@given(st.lists(sentences, max_size=12), sentences)
def test_a_later_text_never_changes_earlier_pairs(bodies, later):
    texts = list(enumerate(bodies))
    before = copies(texts)
    assert copies([*texts, (1000, later)])[: len(before)] == before


def test_the_texts_are_not_changed():
    texts = [(1, LETTER), (2, LETTER)]
    copies(texts)
    assert texts == [(1, LETTER), (2, LETTER)]


def test_letters_among_many_short_texts_are_found():
    chance = random.Random(1)
    vocabulary = [
        "".join(chance.choice("abdefgiklmnoprstuvåäö") for _ in range(chance.randint(2, 9))) for _ in range(1000)
    ]
    texts = [(at, " ".join(chance.choices(vocabulary, k=25))) for at in range(900)]
    texts += [(at, LETTER + " " + chance.choice(vocabulary)) for at in range(900, 1000)]
    assert {original for _, original in copies(texts)} == {900}
    assert len(copies(texts)) == 99


def _slow(texts):
    originals, pairs = [], []
    for identity, body in texts:
        key = search_key(body)
        if not key:
            continue
        likeness = [(jaccard(shingles(key), shingles(other)), original) for original, other in originals]
        exact = [original for original, other in originals if other == key]
        near = [found for found in likeness if found[0] >= NEAR]
        if exact:
            pairs.append((identity, exact[0]))
        elif near:
            pairs.append((identity, max(near, key=lambda found: found[0])[1]))
        else:
            originals.append((identity, key))
    return pairs
