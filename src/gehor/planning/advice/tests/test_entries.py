"""Every method of the catalogue is complete, in both languages; a file that is not is refused with its faults named."""

import pytest

from gehor.ground import catalogue
from gehor.planning.advice.entries import FOLDER, LANGUAGES, Texts, WrongEntry, entries, entry, read
from gehor.process.words import Level

FILES = sorted(FOLDER.glob("*.toml"))
EXAMPLE = FOLDER / "01-focus-group.toml"


def test_every_file_is_in_the_catalogue_once_in_both_languages_and_cites_a_source():
    assert [each.key for each in entries()] == [path.stem.partition("-")[2] for path in FILES]
    assert all(set(each.texts) == set(LANGUAGES) and each.sources for each in entries())


def test_texts_are_sentences_of_readable_length():
    for each in entries():
        for language, texts in each.texts.items():
            for name in Texts.__annotations__:
                words, where = getattr(texts, name), (each.key, language, name)
                if name == "name":
                    assert len(words) <= 70 and not words.endswith("."), where
                else:
                    assert words.endswith((".", "!", "?")) and words[0] == words[0].upper(), where
                    assert len(words) <= (200 if name == "summary" else 600), (*where, len(words))


def test_the_two_languages_are_two_texts():
    for each in entries():
        for name in set(Texts.__annotations__) - {"name"}:
            assert getattr(each.texts["sv"], name) != getattr(each.texts["en"], name), (each.key, name)


def test_what_runs_a_method_exists_and_suits_every_level_that_the_method_is_advised_for():
    for each in entries():
        if each.runs_as:
            runs = catalogue.methods()[each.runs_as]
            heard = set(each.facets.levels) - {Level.INFORM}  # who is only told takes part in nothing
            assert heard, each.key
            assert heard <= runs.levels, each.key


def test_an_entry_is_found_by_its_key():
    assert entry("focus-group").number == 1
    assert entry("no-such-method") is None


def changed(tmp_path, old, new):
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / EXAMPLE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "Fokusgrupp"\n', "", "sv.name is missing"),
        ('name = "Fokusgrupp"\n', 'name = " "\n', "sv.name is empty"),
        ('"consult"', '"shout"', "facets.levels: 'shout' is none of"),
        ('["consult"]', "[]", "facets.levels needs at least one code"),
        ('["consult"]', '"consult"', "facets.levels must be a list"),
        ('["consult"]', '["consult", "consult"]', "facets.levels names a code twice"),
        ("group_min = 6", "group_min = 60", "group_min must be at least 1 and not above group_max"),
        ("group_min = 6", 'group_min = "6"', "facets.group_min must be a whole number"),
        ("several_groups = true", "several_groups = 1", "facets.several_groups must be true or false"),
        ('mode = "physical"', 'mode = "by post"', "facets.mode: 'by post' is none of"),
        ('["dialogguiden-focus-group"]', "[]", "sources must name at least one source"),
        ("dialogguiden-focus-group", "hearsay", "sources: 'hearsay' does not stand in sources.toml"),
        ("number = 1\n", "number = 7\n", "the file must be called 07-focus-group.toml"),
        ('key = "focus-group"', 'key = "Fokus Grupp"', "key must be"),
        ('runs_as = "meeting"', 'colour = "red"', "colour is not part of the format"),
        ('runs_as = "meeting"', "runs_as = 3", "runs_as must be a text"),
        ("[sv]\n", "[sv\n", "01-focus-group.toml"),
    ],
)
def test_a_file_with_a_fault_is_refused_and_the_fault_is_named(tmp_path, old, new, fault):
    with pytest.raises(WrongEntry) as refusal:
        read(changed(tmp_path, old, new))
    assert fault in str(refusal.value)
