"""What can be voted on and how, in plain Python.

A setup is {"statements": {language: lines}, "own": bool, "others": bool}: the organisation's statements, one a line,
the same line in every language; whether those who take part may add their own; whether one sees how others have voted
on what one has voted on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gehor.calc.text.tidying import tidy_line
from gehor.process.asking import Kind, Option, Question, answered
from gehor.process.errors import WrongInput

LocalText = Mapping[str, str]

AGREE, DISAGREE, PASS = 1, -1, 0
CHOICES = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}
STATEMENT_LEAST, STATEMENT_MOST = 3, 280  # characters
STATEMENTS_MOST = 200  # of the organisation's own


@dataclass(frozen=True)
class Statement:
    """One thing to vote on. key: stands in ballots and addresses. by_resident: somebody who takes part has added it."""

    key: str
    text: LocalText
    by_resident: bool = False


def own_statements(setup: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Those of the organisation, in its order: s1, s2, …

    >>> [each.key for each in own_statements({"statements": {"sv": "Fler träd\\nFler bänkar"}})]
    ['s1', 's2']
    """
    by_language = {language: lines(text) for language, text in (setup.get("statements") or {}).items()}
    count = max(map(len, by_language.values()), default=0)
    return tuple(
        Statement(f"s{at + 1}", {language: texts[at] for language, texts in by_language.items() if at < len(texts)})
        for at in range(count)
    )


def lines(text: str) -> list[str]:
    return [line for line in map(tidy_line, text.splitlines()) if line]


def takes_own(setup: Mapping[str, Any]) -> bool:
    """Whether those who take part may add statements."""
    return bool(setup.get("own", True))


def shows_others(setup: Mapping[str, Any]) -> bool:
    """Whether one sees how others have voted, on what one has voted on oneself."""
    return bool(setup.get("others", True))


def statement_of(typed: str, *, field: str = "text") -> str:
    """A statement as it may be received, on one line. Raises WrongInput statement_short or statement_long."""
    text = tidy_line(typed)
    if len(text) < STATEMENT_LEAST:
        raise WrongInput("statement_short", field=field)
    if len(text) > STATEMENT_MOST:
        raise WrongInput("statement_long", field=field, longest=STATEMENT_MOST, length=len(text))
    return text


def choice_of(value: Any) -> int:
    """agree, disagree or pass, by name or by number. Raises WrongInput unknown_vote."""
    if isinstance(value, str) and value in CHOICES:
        return CHOICES[value]
    if isinstance(value, int) and not isinstance(value, bool) and value in CHOICES.values():
        return value
    raise WrongInput("unknown_vote", word=str(value)[:20])


def same_text(texts: Iterable[Statement]) -> dict[str, str]:
    """What a statement says, in any language → its key: to know it again in a file."""
    known: dict[str, str] = {}
    for each in texts:
        for text in each.text.values():
            known.setdefault(tidy_line(text).casefold(), each.key)
    return known


# What is asked

OWN = "own"  # the question that is answered by a statement of one's own


def questions(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    """What is asked of each statement; and once, where one may add one's own, which that is."""
    names = {
        "agree": {"sv": "Håller med", "en": "Agree"},
        "disagree": {"sv": "Håller inte med", "en": "Disagree"},
        "pass": {"sv": "Hoppar över", "en": "Pass"},
    }
    think = {"sv": "Vad tycker du?", "en": "What do you think?"}
    add = {"sv": "Ett eget påstående", "en": "A statement of your own"}
    how = {
        "sv": "En tanke i en mening, så att andra kan hålla med eller inte. Det visas för andra utan ditt namn.",
        "en": "One thought in one sentence, so that others can agree or disagree. It is shown without your name.",
    }
    vote = Question("choice", Kind.ONE, think, options=tuple(Option(key, name) for key, name in names.items()))
    own = Question(OWN, Kind.SHORT, add, how, most=STATEMENT_MOST)
    return (vote, own) if takes_own(setup) else (vote,)


def ballot(setup: Mapping[str, Any], item: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a vote on one statement: its number. Of what is asked once: one's own statement."""
    if not item:
        own = tuple(each for each in questions(setup) if each.key == OWN)
        kept = answered(own, values, is_whole=False)
        return {OWN: statement_of(kept[OWN], field=OWN)} if OWN in kept else {}
    if set(values) - {"choice"}:
        raise WrongInput("unknown_question", word=str(min(set(values) - {"choice"}))[:80])
    return {"choice": choice_of(values["choice"])} if "choice" in values else {}


def answers(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A vote as it stands on a form: the inverse of `ballot`."""
    names = {number: name for name, number in CHOICES.items()}
    return {key: names[value] if key == "choice" else value for key, value in values.items()}


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of a contribution: that it is somebody's own statement."""
    return {"question": OWN} if values.get("question") == OWN else {}
