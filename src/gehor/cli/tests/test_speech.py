"""Help, and what is said of words that are not understood, in the language of whoever asks."""

import argparse
import gettext
import os

import pytest

from gehor.cli import _parser, main, speech

ALIKE = {"TEXT", "text=comment-body …"}  # written the same in Swedish


@pytest.fixture(autouse=True)
def an_english_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def explained(parser):
    """Every command and option with what its help says, and how what it takes is called."""
    yield parser.prog, parser.description
    for action in parser._actions:
        name = (parser.prog, action.dest)
        yield (*name, "help"), action.help if action.help != argparse.SUPPRESS else None
        yield (*name, "metavar"), action.metavar if action.metavar != action.dest.upper() else None
        if isinstance(action, argparse._SubParsersAction):
            yield from (((*name, each.dest), each.help) for each in action._choices_actions)
            for further in action.choices.values():
                yield from explained(further)


def told_in(language):
    with speech.spoken(language):
        return {name: text for name, text in explained(_parser(language, language)) if text and len(text) > 1}


def test_all_that_is_explained_is_explained_in_both_languages():
    swedish, english = told_in("sv"), told_in("en")
    assert swedish.keys() == english.keys() and len(english) > 120
    assert {english[name] for name, text in swedish.items() if text == english[name]} <= ALIKE


@pytest.mark.parametrize(
    ("words", "swedish", "english"),
    [
        ("budget", "det här måste anges: FILE", "the following arguments are required: FILE"),
        ("budget a --rule best", "--rule: 'best' finns inte att välja", "--rule: invalid choice: 'best'"),
        ("budget a --seed", "--seed: här väntas ett ord till", "--seed: expected one argument"),
        ("budget a --seed -1", "--seed: ”-1” är inget heltal från 0", "--seed: “-1” is no whole number from 0"),
        ("budget a --seed ²", "--seed: ”²” är inget heltal från 0", "--seed: “²” is no whole number from 0"),
        ("budget a b", "det här känns inte igen: b", "unrecognized arguments: b"),
        ("budget a --quiet=1", "--quiet: '1' hör inte hit", "--quiet: ignored explicit argument '1'"),
        ("lottery a b --se 1", "--se kan betyda flera: --selected", "ambiguous option: --se could match --selected"),
        ("lottery a b --time-limit inf", "”inf” är inget tal från 0", "“inf” is no number from 0"),
        ("sample a b --least nan", "”nan” är inget tal från 0", "“nan” is no number from 0"),
        ("sample a b --fewest 0", "”0” är inget heltal från 1", "“0” is no whole number from 1"),
        ("opinion a --resamples half", "”half” är inget heltal från 0", "“half” is no whole number from 0"),
        ("opinion a --resamples 1_000", "”1_000” är inget heltal från 0", "“1_000” is no whole number from 0"),
    ],
)
def test_what_is_not_understood_is_said_in_the_language_that_was_asked_for(words, swedish, english, capsys):
    for language, sentence, of_where in (("sv", swedish, "så här: gehor"), ("en", english, "usage: gehor")):
        with pytest.raises(SystemExit) as ended:
            main([*words.split(), "--language", language])
        told = capsys.readouterr()
        assert ended.value.code == 2 and not told.out
        assert sentence in told.err and told.err.startswith(of_where)


def test_help_is_in_the_language_of_the_terminal_unless_another_is_asked_for(monkeypatch, capsys):
    for setting, arguments, word in (
        ("sv_SE.UTF-8", ["--help"], "så här:"),
        ("sv_SE.UTF-8", ["budget", "--language=en", "--help"], "usage:"),
        ("en_GB.UTF-8", ["budget", "--language", "sv", "--help"], "så här:"),
        ("C.UTF-8", ["budget", "--help"], "usage:"),
        ("sv_SE.UTF-8", ["library", "import", "a.json", "--language", "de", "--help"], "så här:"),
    ):
        monkeypatch.setenv("LANG", setting)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        told = " ".join(capsys.readouterr().out.split())
        assert ended.value.code == 0 and told.startswith(word)
        assert ("visa den här hjälpen" in told) == (word != "usage:")  # what was said when the command was described


@pytest.mark.parametrize("before", [None, "fi:sv"])
def test_the_surroundings_are_left_as_they_were(monkeypatch, before):
    if before:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain()
    with speech.spoken("sv"):
        assert gettext.gettext("options") == "val"
    assert os.environ.get("LANGUAGE") == before
    assert gettext.textdomain() == domain and gettext.gettext("options") == "options"


def test_a_number_is_read_with_a_comma_too():
    assert (speech.above_nothing("0,5"), speech.whole(3)("3")) == (0.5, 3)
