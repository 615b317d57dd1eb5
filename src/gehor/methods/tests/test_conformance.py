"""Every method keeps the promises of process/method.py. A new folder in methods/ is tested here without a word.

A method tells how it is tried out in its own tests/examples.py: SETTLED (a filled-in set-up form, as data), SETUP (what
that becomes), NONSENSE (a list of data that the set-up form must refuse) and FILLED (a list of two or more filled-in
forms, as data).
"""

import csv
import io
import json
import random
import uuid
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.people.actions import NewContact
from gehor.ground.reading import imported_cell
from gehor.participation.actions import close_participation, contribute, enter, open_participation
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.method import Item, Method
from gehor.process.words import Channel, Level

KEYS = catalogue.found()
ON_WEB = [key for key in KEYS if Channel.WEB in catalogue.methods()[key].channels]
WITH_FORM = [key for key in KEYS if catalogue.methods()[key].form is not None]
LANGUAGES = [code for code, _ in settings.LANGUAGES]
FORM = "/d/skolan/take-part/1/"


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def method(key: str) -> Method:
    return catalogue.methods()[key]


@pytest.fixture
def examples(key: str) -> ModuleType:
    return import_module(f"gehor.methods.{key}.tests.examples")


@pytest.fixture
def tried(planned: Dialogue, activity: Activity, method: Method, examples: ModuleType, alma: Actor) -> Activity:
    """An open activity with this method."""
    activity.method, activity.setup = method.key, examples.SETUP
    activity.save()
    open_participation(activity, actor=alma)
    return activity


every = pytest.mark.parametrize("key", KEYS, indirect=True)
on_web = pytest.mark.parametrize("key", ON_WEB, indirect=True)
off_web = pytest.mark.parametrize("key", [key for key in KEYS if key not in ON_WEB], indirect=True)
with_form = pytest.mark.parametrize("key", WITH_FORM, indirect=True)


def filled(method: Method, setup: Any, data: dict[str, Any]) -> dict[str, Any]:
    form = method.form(data, setup=setup, language="sv", source="sv")
    assert form.is_valid(), form.errors
    return dict(form.cleaned_data)


def items() -> list[Item]:
    rows = Contribution.objects.order_by("pk")
    return [Item(each.reference, Channel(each.channel), each.values) for each in rows]


def typed_in(activity: Activity, method: Method, actor: Actor, data: dict[str, Any], channel: Channel) -> Contribution:
    cleaned = filled(method, activity.setup, data)
    return enter(
        activity,
        actor=actor,
        submission=uuid.uuid4(),
        channel=channel,
        text=cleaned["text"],
        title=cleaned.get("title", ""),
        language="sv",
        values=method.values(cleaned),
    )


def hand_channel(method: Method) -> Channel:
    return next(each for each in method.channels if each not in (Channel.WEB, Channel.IMPORT))


# What it says of itself


@every
def test_a_method_says_what_it_is(key: str, method: Method) -> None:
    assert method.key == key
    assert method.levels and method.levels <= frozenset(Level)
    assert method.channels and set(method.channels) <= set(Channel)
    for name in filter(None, (method.form_template, method.paper_template)):
        get_template(name)


@every
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_method_has_words_for_itself_in_every_language(key: str, method: Method, language: str) -> None:
    words = catalogue.words(key)
    with translation.override(language):
        said = [str(words.name), str(words.summary), *map(str, words.columns.values())]
    assert all(said)
    assert set(words.columns) == set(method.export_columns)


@every
def test_a_method_says_in_swedish_what_it_says_in_english(key: str, method: Method) -> None:
    words = catalogue.words(key)
    by_language = {}
    for language in ("sv", "en"):
        with translation.override(language):
            by_language[language] = (str(words.name), str(words.summary))
    assert by_language["sv"] != by_language["en"]


# The set-up


@every
def test_a_setup_is_kept_as_it_was_settled(method: Method, examples: ModuleType) -> None:
    assert json.loads(json.dumps(examples.SETUP)) == examples.SETUP


@every
def test_a_setup_refuses_nonsense(method: Method, examples: ModuleType) -> None:
    for nonsense in examples.NONSENSE:
        assert not method.setup_form(nonsense, source="sv").is_valid(), nonsense


@every
def test_a_setup_is_made_by_its_form(method: Method, examples: ModuleType) -> None:
    form = method.setup_form(examples.SETTLED, source="sv")
    assert form.is_valid(), form.errors
    assert json.loads(json.dumps(form.cleaned_data)) == examples.SETUP


# The pages


@on_web
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_comes_in_every_language_and_needs_no_script(
    method: Method, tried: Activity, client: Client, language: str
) -> None:
    page = client.get(FORM, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert "<script" not in page and " onclick" not in page
    with translation.override(language):
        form = method.form(setup=tried.setup, language=language, source="sv")
        for field in form:
            assert f'name="{field.html_name}"' in page, f"{field.html_name} is missing in {method.form_template}"
            assert str(field.label) in page


@off_web
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_on_the_web_has_a_page_that_says_where_and_when(
    method: Method, tried: Activity, examples: ModuleType, client: Client, language: str
) -> None:
    response = client.get(FORM, headers={"accept-language": language})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert "<script" not in page and 'name="text"' not in page
    assert client.post(FORM, {"text": "Hej"}).status_code == 405


@with_form
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_can_be_printed(method: Method, tried: Activity, client: Client, language: str) -> None:
    page = client.get(f"{FORM}paper/", headers={"accept-language": language}).content.decode()
    with translation.override(language):
        assert str(method.form(setup=tried.setup, language=language, source="sv")["text"].label) in page


@on_web
def test_a_filled_in_form_is_received(method: Method, tried: Activity, examples: ModuleType, client: Client) -> None:
    for data in examples.FILLED:
        assert client.post(FORM, data).status_code == 303
    assert Contribution.objects.count() == len(examples.FILLED)


@on_web
def test_an_empty_form_is_refused(method: Method, tried: Activity, client: Client) -> None:
    assert client.post(FORM, {}).status_code == 422
    assert not Contribution.objects.exists()


@on_web
def test_closed_means_closed_on_the_web(
    method: Method, tried: Activity, examples: ModuleType, client: Client, alma: Actor
) -> None:
    close_participation(tried, actor=alma)
    response = client.post(FORM, examples.FILLED[0])
    assert response.status_code == 409
    assert examples.FILLED[0]["text"] in response.content.decode()
    assert not Contribution.objects.exists()


@with_form
def test_closed_means_closed_for_those_who_type_in(
    method: Method, tried: Activity, examples: ModuleType, alma: Actor, tove: Actor
) -> None:
    close_participation(tried, actor=alma)
    with pytest.raises(WrongMoment):
        typed_in(tried, method, tove, examples.FILLED[0], hand_channel(method))
    assert not Contribution.objects.exists()


# What is stored


@every
def test_values_are_checked_the_same_whatever_way_they_come(method: Method, examples: ModuleType) -> None:
    assert method.checked(examples.SETUP, {}) == {}
    assert method.checked(examples.SETUP, {"no_such_value": "x", "name": "Dana"}) == {}


@with_form
def test_checked_values_are_checked_once_and_for_all(method: Method, examples: ModuleType) -> None:
    for data in examples.FILLED:
        values = method.values(filled(method, examples.SETUP, data))
        kept = method.checked(examples.SETUP, values)
        assert method.checked(examples.SETUP, kept) == kept
        assert json.loads(json.dumps(kept)) == kept


@with_form
def test_values_that_are_no_values_are_refused_or_left_out(method: Method, examples: ModuleType) -> None:
    some = {name for data in examples.FILLED for name in method.values(filled(method, examples.SETUP, data))}
    for name in some:
        for nonsense in ("no such thing", {"a": [1]}, ["x"], "x" * 100_000):
            try:
                kept = method.checked(examples.SETUP, {name: nonsense})
            except WrongInput:
                continue
            assert len(json.dumps(kept)) < 1000, f"{name} takes anything"


# What comes of it


@with_form
def test_paper_and_web_give_the_same_result(
    method: Method, tried: Activity, examples: ModuleType, tove: Actor, dana: Actor
) -> None:
    """The same forms, filled in on the web and typed in from paper: the same rows but for the channel."""
    sides = {}
    for channel in (Channel.WEB, hand_channel(method)):
        Contribution.objects.all().delete()
        for data in examples.FILLED:
            if channel is Channel.WEB:
                cleaned = filled(method, tried.setup, data)
                contribute(
                    tried,
                    actor=dana,
                    submission=uuid.uuid4(),
                    text=cleaned["text"],
                    title=cleaned.get("title", ""),
                    language="sv",
                    values=method.values(cleaned),
                )
            else:
                typed_in(tried, method, tove, data, channel)
        rows = method.results(tried.setup, items())
        sides[channel] = [(row.key, row.count, sum(row.by_channel.values()), len(row.references)) for row in rows]
        assert {each for row in rows for each in row.by_channel} == {channel}
    first, second = sides.values()
    assert first == second


@with_form
def test_results_are_the_same_in_any_order_and_point_to_contributions(
    method: Method, tried: Activity, examples: ModuleType, tove: Actor
) -> None:
    for data in examples.FILLED * 2:
        typed_in(tried, method, tove, data, hand_channel(method))
    before = items()
    rows = method.results(tried.setup, before)
    shuffled = random.Random(7).sample(before, len(before))
    assert method.results(tried.setup, shuffled) == rows
    assert {reference for row in rows for reference in row.references} == {each.reference for each in before}
    for row in rows:
        assert row.count == sum(row.by_channel.values()) == len(row.references)
        assert row.references == tuple(sorted(row.references))


@every
@pytest.mark.parametrize("language", LANGUAGES)
def test_results_of_nothing_are_nothing(method: Method, examples: ModuleType, language: str) -> None:
    for row in method.results(examples.SETUP, []):
        assert (row.count, row.by_channel, row.references) == (0, {}, ())
        assert isinstance(method.result_label(examples.SETUP, row.key, language), str)


@with_form
def test_every_row_with_a_key_has_a_name(method: Method, tried: Activity, examples: ModuleType, tove: Actor) -> None:
    for data in examples.FILLED:
        typed_in(tried, method, tove, data, hand_channel(method))
    for row in method.results(tried.setup, items()):
        if row.key:
            assert method.result_label(tried.setup, row.key, "sv")


# What leaves the house


@with_form
def test_an_export_comes_back_as_it_was(
    method: Method, tried: Activity, examples: ModuleType, tove: Actor, client: Client
) -> None:
    for data in examples.FILLED:
        typed_in(tried, method, tove, data, hand_channel(method))
    content = client.get("/d/skolan/contributions.csv").content.decode("utf-8-sig")
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(content, newline=""), delimiter=";")}
    again = []
    for contribution in Contribution.objects.order_by("pk"):
        row = rows[contribution.reference]
        assert imported_cell(row["text"]) == contribution.wordings.get().text
        values = {name: imported_cell(row[name]) for name in method.export_columns if row[name]}
        again.append(Item(row["reference"], Channel(row["channel"]), method.checked(tried.setup, values)))
    assert method.results(tried.setup, again) == method.results(tried.setup, items())
    data = json.loads(client.get("/d/skolan/contributions.json").content)
    assert {each["reference"] for each in data["contributions"]} == set(rows)


@with_form
def test_neither_journal_nor_export_tells_who(
    method: Method, tried: Activity, examples: ModuleType, tove: Actor, client: Client
) -> None:
    cleaned = filled(method, tried.setup, examples.FILLED[0])
    contribution = enter(
        tried,
        actor=tove,
        submission=uuid.uuid4(),
        channel=hand_channel(method),
        text=cleaned["text"],
        title=cleaned.get("title", ""),
        language="sv",
        values=method.values(cleaned),
        contact=NewContact("dana@example.org", name="Dana Danielsson"),
    )
    told = json.dumps(list(Entry.objects.values("actor", "subject_kind", "codes")), default=str)
    for ending in ("csv", "json"):
        told += client.get(f"/d/skolan/contributions.{ending}").content.decode()
    assert contribution.published_at == clock.now()
    assert contribution.reference in told
    secrets = ("dana@", "Danielsson", contribution.participant.receipt, str(contribution.participant.pseudonym))
    assert [secret for secret in secrets if secret in told] == []
    codes = json.dumps(list(Entry.objects.values_list("codes", flat=True)))
    assert cleaned["text"] not in codes
