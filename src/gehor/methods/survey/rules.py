"""The questions of a survey: how they are put in order, on which page they stand, and what comes of them. Pure.

A setup is {"questions": [...]}, as process.asking.to_json gives them. What may be asked is said there.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gehor.ground.errors import WrongInput, WrongMoment
from gehor.process import asking
from gehor.process.asking import Kind, Option, Question, Values, is_asked, key_of, unused

QUESTIONS_MOST = 60
OPTIONS_MOST = 50
ROWS_MOST = 30
LABEL_MOST = 500  # characters

Questions = tuple[Question, ...]
LocalLines = Mapping[str, str]  # language → lines


def questions(setup: Mapping[str, Any]) -> Questions:
    return asking.from_json(setup.get("questions") or ())


def must_ask(activity: Any) -> None:
    """Raises WrongMoment where nothing is asked yet."""
    if not asking.asked(questions(activity.setup)):
        raise WrongMoment("no_questions_yet")


def setup_of(asked: Sequence[Question]) -> dict[str, Any]:
    return {"questions": json.loads(json.dumps(asking.to_json(asked)))}  # as the database gives it back


def sound(asked: Sequence[Question]) -> Questions:
    """The same, if they hold together. Raises WrongInput."""
    if len(asked) > QUESTIONS_MOST:
        raise WrongInput("too_many_questions", most=QUESTIONS_MOST)
    before: dict[str, Question] = {}
    for each in asked:
        if each.key in before:
            raise WrongInput("question_stands_twice", word=each.key)
        if each.when and asking.unsound([*before.values(), each]):
            raise WrongInput("condition_not_before", word=each.key)
        before[each.key] = each
    return tuple(asked)


# Putting them in order


def put(asked: Sequence[Question], question: Question) -> Questions:
    """With this question in the place of the one with its key, or last. Raises WrongInput."""
    keys = [each.key for each in asked]
    if question.key not in keys:
        return sound([*asked, question])
    for each in asked:
        if each.when and each.when.question == question.key and asking.unsound([question, each]):
            raise WrongInput("others_rest_on_option", word=each.key)
    return sound([question if each.key == question.key else each for each in asked])


def moved(asked: Sequence[Question], key: str, *, by: int) -> Questions:
    """One step up (-1) or down (1). Raises WrongInput where a question would come before the one it rests on."""
    place = place_of(asked, key)
    to = place + by
    if not 0 <= to < len(asked):
        return tuple(asked)
    turned = list(asked)
    turned[place], turned[to] = turned[to], turned[place]
    return sound(turned)


def removed(asked: Sequence[Question], key: str) -> Questions:
    """Without it. Raises WrongInput where another question is asked only of those who answered it so and so."""
    place_of(asked, key)
    for each in asked:
        if each.when and each.when.question == key:
            raise WrongInput("others_rest_on_it", word=each.key)
    return tuple(each for each in asked if each.key != key)


def added(asked: Sequence[Question], more: Sequence[Question]) -> Questions:
    """With those of a file after them; keys that are taken are changed, also where a condition names them."""
    keys = [each.key for each in asked]
    renamed: dict[str, str] = {}
    for each in more:
        renamed[each.key] = unused(each.key, keys)
        keys.append(renamed[each.key])
    return sound([*asked, *(_renamed(each, renamed) for each in more)])


def _renamed(question: Question, keys: Mapping[str, str]) -> Question:
    when = question.when and asking.When(keys.get(question.when.question, ""), question.when.among)
    return _with(question, key=keys[question.key], when=when)


def _with(question: Question, **changed: Any) -> Question:
    return Question(**{**{name: getattr(question, name) for name in question.__dataclass_fields__}, **changed})


def place_of(asked: Sequence[Question], key: str) -> int:
    """Raises WrongInput where it is gone: somebody else has taken it away meanwhile."""
    for place, each in enumerate(asked):
        if each.key == key:
            return place
    raise WrongInput("question_is_gone")


def options_of(written: LocalLines, before: Sequence[Option], *, source: str) -> tuple[Option, ...]:
    """One option a line, the same line in every language.

    What stood there before keeps its key: first by its words, then by its line where as many stand there as before.
    """
    by_language = {language: lines(text) for language, text in written.items()}
    count = max(map(len, by_language.values()), default=0)
    labels = [
        {language: found[at] for language, found in by_language.items() if at < len(found)} for at in range(count)
    ]
    by_words = {each.label.get(source, ""): each.key for each in before}
    keys: list[str | None] = [by_words.pop(label.get(source, ""), None) for label in labels]
    left = set(by_words.values())
    if len(before) == count:
        keys = [key or (before[at].key if before[at].key in left else None) for at, key in enumerate(keys)]
    taken = [key for key in keys if key]
    for at, key in enumerate(keys):
        if key is None:
            keys[at] = unused(key_of(labels[at].get(source, ""), otherwise="q"), taken)
            taken.append(str(keys[at]))
    notes = {each.key: each.note for each in before}
    return tuple(Option(str(key), label, notes.get(str(key), {})) for key, label in zip(keys, labels, strict=True))


def written(options: Sequence[Option]) -> dict[str, str]:
    """Language → one line for each option; a language in which some are missing has empty lines there."""
    languages = dict.fromkeys(language for each in options for language in each.label)
    return {language: "\n".join(each.label.get(language, "") for each in options) for language in languages}


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


# On which page they stand


def pages(asked: Sequence[Question]) -> tuple[Questions, ...]:
    """The questions under each heading, with it; those before the first heading are a page too."""
    found: list[list[Question]] = [[]]
    for each in asked:
        if each.kind is Kind.SECTION and found[-1]:
            found.append([])
        found[-1].append(each)
    return tuple(tuple(page) for page in found if page)


def shown(page: Sequence[Question], values: Values) -> Questions:
    """What somebody who has answered like this is shown of a page: not what rests on an answer of an earlier page that
    was another. What rests on the same page stands there, with its condition said.
    """
    here = {each.key for each in page}
    return tuple(each for each in page if each.when is None or each.when.question in here or is_asked(each, values))


def is_empty(page: Sequence[Question]) -> bool:
    """Whether nothing is asked there. A heading alone, with a text, is worth a page."""
    return not any(each.kind is not Kind.SECTION or each.help for each in page)


def not_asked(asked: Sequence[Question], values: Values) -> tuple[str, ...]:
    """Keys of questions that are not shown to somebody who has answered like this, page by page.

    What rests on a question that is itself not shown is not shown either.
    """
    gone: list[str] = []
    known = dict(values)
    for page in pages(asked):
        visible = {each.key for each in shown(page, known)}
        for each in page:
            if each.key not in visible:
                gone.append(each.key)
                known.pop(each.key, None)
    return tuple(gone)
