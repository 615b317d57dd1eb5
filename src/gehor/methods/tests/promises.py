"""What every method keeps: the promises of process/method.py, as tests over a folder that is tried out.

A method tells how it is tried out in its own tests/examples.py: SETTLED (a filled-in set-up form, as data), SETUP (what
that becomes) and NONSENSE (a list of data that the set-up form must refuse); and where it needs more than that before
it may open, prepare(activity, *, actor). One with a page of its own says how people take part there: take_part, which
is walking.page_by_page, or the like of it where people press something else than what is filled in.

One that takes contributions adds FILLED (a list of two or more filled-in forms, as data) and FILLED_FILE (the same as a
CSV, written by hand). One that takes ballots adds
BALLOTS (a list of filled-in forms, as a browser sends them), FILE (the same ballots as a CSV, written by hand) and
WRONG (a list of forms that must be refused, each with the question and the code).
"""

import csv
import datetime as dt
import io
import json
import random
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from PIL import Image

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.ground.aside import stored_whole
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.people.actions import NewContact
from gehor.ground.reading import parcels
from gehor.ground.sentences import refusal_text
from gehor.participation.actions import (
    close_participation,
    contribute,
    enter,
    import_contributions,
    open_participation,
    publish,
    undo_import,
)
from gehor.participation.ballots import exchanging, results
from gehor.participation.ballots.actions import cast, enter_ballot, import_ballots
from gehor.participation.ballots.casting import nobody_known
from gehor.participation.ballots.forms import BallotForm, form_of
from gehor.participation.ballots.items import asked_on
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.queries import said
from gehor.participation.ballots.rules import Filled, has_floats
from gehor.participation.ballots.texts import FIGURES
from gehor.participation.identity.rules import suggested
from gehor.participation.intake import looks, uploads, written
from gehor.participation.models import Contribution, Opening, Wording
from gehor.participation.paper import files, pressing
from gehor.participation.paper import queries as paper
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Page, Scan, Sheet
from gehor.participation.reading import Row
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import (
    DECLINED,
    Kind,
    Question,
    as_cells,
    asks_for_words,
    columns,
    from_cells,
    unsound,
)
from gehor.process.exchange import Brought, Text, Told, Vote
from gehor.process.method import Cast, Item, Method, Said, Takes
from gehor.process.ratings import FEWEST
from gehor.process.words import Channel, Level, Proof
from gehor.testing.addresses import filled as filled_address
from gehor.testing.addresses import public_patterns

from .walking import page_by_page

LANGUAGES = [code for code, _ in settings.LANGUAGES]
MAPS = re.compile(
    r'<script src="[^"]*/maps/[a-z]+\.js" defer></script>'
)  # docs/decisions/a-place-on-a-map-or-in-words.md
FORM = "/d/skolan/take-part/1/"
TYPING = "/staff/d/skolan/enter/1/"
SUPPORT = "/staff/d/skolan/support/1/"
IMPORT = "/staff/d/skolan/import/1/"
REVIEW = "/staff/d/skolan/paper/1/review/"


class Tried:
    """What all promises are tried with. A class of tests over some folders says which: `key`, a fixture."""

    @pytest.fixture
    def method(self, key: str) -> Method:
        return catalogue.methods()[key]

    @pytest.fixture
    def examples(self, key: str) -> ModuleType:
        return examples_of(key)

    @pytest.fixture
    def tried(
        self, planned: Dialogue, activity: Activity, method: Method, examples: ModuleType, alma: Actor
    ) -> Activity:
        """An open activity with this method."""
        activity.method, activity.setup = method.key, examples.SETUP
        activity.save()
        getattr(examples, "prepare", lambda activity, *, actor: None)(activity, actor=alma)
        open_participation(activity, actor=alma)
        return activity


class Promises(Tried):
    """Of every method, whatever it takes."""

    def test_a_method_says_what_it_is(self, key: str, method: Method, examples: ModuleType) -> None:
        assert method.key == key
        assert method.levels and method.levels <= frozenset(Level)
        assert method.channels and set(method.channels) <= set(Channel)
        assert method.takes and method.takes <= frozenset(Takes)
        assert (method.form is not None) == (Takes.CONTRIBUTIONS in method.takes)
        assert method.outcome is not None or Takes.BALLOTS not in method.takes
        assert method.view is None or hasattr(examples, "take_part"), "say in the examples how people take part"
        for name in filter(None, (method.form_template, method.paper_template, method.page_template)):
            get_template(name)

    def test_a_method_has_words_for_itself_in_every_language(self, key: str, method: Method) -> None:
        words, told = catalogue.words(key), {}
        for language in LANGUAGES:
            with translation.override(language):
                told[language] = (str(words.name), str(words.summary))
                assert all((*told[language], *map(str, words.columns.values())))
        assert told["sv"] != told["en"]
        assert set(words.exported) == set(words.called) == set(method.export_columns)

    def test_a_setup_is_made_by_its_form_and_kept_as_it_was_settled(self, method: Method, examples: ModuleType) -> None:
        form = method.setup_form(examples.SETTLED, source="sv")
        assert form.is_valid(), form.errors
        assert json.loads(json.dumps(form.cleaned_data)) == json.loads(json.dumps(examples.SETUP)) == examples.SETUP
        for nonsense in examples.NONSENSE:
            assert not method.setup_form(nonsense, source="sv").is_valid(), nonsense

    def test_its_page_is_looked_at_before_it_opens(
        self,
        method: Method,
        planned: Dialogue,
        activity: Activity,
        examples: ModuleType,
        signed_in: Callable[[str], Client],
    ) -> None:
        activity.method, activity.setup = method.key, examples.SETUP
        activity.save()
        alma = signed_in("alma")
        for language in LANGUAGES:
            shown = alma.get(f"/staff/d/skolan/preview/1/page/?language={language}")
            assert shown.status_code == 200
            assert f'<html lang="{language}"' in shown.content.decode()
            if suggested(method, activity.setup).vote is not Proof.OPEN:
                said = {"sv": "Så visar du vem du är", "en": "How you show who you are"}
                assert said[language] in shown.content.decode()
        assert not (Contribution.objects.exists() or Ballot.objects.exists() or Opening.objects.exists())

    def test_no_text_is_shown_before_somebody_has_read_it(
        self, method: Method, tried: Activity, examples: ModuleType, client: Client, alma: Actor, tove: Actor
    ) -> None:
        """`shows_at_once` off: whatever people write, wherever the method lets them, and in its result and data too."""
        Activity.objects.filter(pk=tried.pk).update(shows_at_once=False)
        tried.refresh_from_db()
        if Takes.CONTRIBUTIONS in method.takes and not method.is_only_counted:
            for data in examples.FILLED:
                typed_in(tried, method, tove, data, hand_channel(method))
        if Takes.BALLOTS in method.takes and hasattr(examples, "FILE"):
            rows = [row for row in rows_of(asked_on(tried), examples.FILE) for _ in range(FEWEST)]
            ballots = [Filled(number, values) for number, values in enumerate(rows)]
            import_ballots(tried, actor=alma, rows=ballots, file_name="a", file_hash="a" * 64)
        close_participation(tried, actor=alma, reason={"sv": "Alla har svarat."})
        said_here = list(Contribution.objects.filter(activity=tried).prefetch_related("wordings"))
        texts = {each.wordings.all()[0].text for each in said_here if len(each.wordings.all()[0].text) > 8}
        assert not any(each.published_at for each in said_here)
        assert shown_of(texts, client) == []
        for each in said_here:
            publish(each, actor=alma)
        assert not texts or shown_of(texts, client, beginning="d/<slug:slug>/contributions")

    def test_what_a_look_at_a_large_file_found_is_kept_as_it_was(self, tried: Activity, examples: ModuleType) -> None:
        for name in ("FILLED_FILE", "FILE"):
            if content := getattr(examples, name, ""):
                assert_look_is_kept(tried, content.encode(), "fil.csv", {})
                assert_look_is_kept(tried, content.encode(), "fil.csv", {"text": "0", "all_channel": "no such thing"})


class PromisesOfFormats(Tried):
    """Of those that read or write other formats.

    examples.py adds NO_FILES, a list of (format, content, code), and where its ballots are about many things, or what
    is written carries more than its other examples, TOLD: what there is to write. MORE_ROWS: more rows of its FILE,
    with what cannot be said in every way, such as a point on a map, or of people who gave nothing that is counted.
    """

    def test_what_it_writes_it_reads_back_to_the_same(
        self, key: str, method: Method, tried: Activity, examples: ModuleType
    ) -> None:
        told = getattr(examples, "TOLD", None) or told_in(method, examples)
        assert told.texts or told.votes
        for exchange in method.exchanges:
            for language in LANGUAGES:
                with translation.override(language):
                    assert str(catalogue.words(key).exchanges[exchange.key])
            assert exchange.read or exchange.write
            if not (exchange.read and exchange.write):
                continue
            files = exchange.write(examples.SETUP, told)
            assert exchange.write(examples.SETUP, told) == files
            data, ending = parcels.put_together(files)
            assert ending in exchange.endings
            assert {each.key for _, each in exchanging.known_in(data, f"ut{ending}")} == {exchange.key}
            assert_look_is_kept(tried, data, f"ut{ending}", {exchanging.KIND: exchange.key})
            again = exchange.read(examples.SETUP, parcels.taken_apart(data, f"ut{ending}"))
            assert [each for each in again.problems if each.blocks] == []
            assert not any(has_floats(each.values) for each in (*again.texts, *again.votes))
            assert come_of(method, examples.SETUP, again) == come_of(method, examples.SETUP, told)

    def test_what_is_no_such_file_is_refused_with_a_sentence(
        self, key: str, method: Method, examples: ModuleType
    ) -> None:
        own = import_module(f"gehor.methods.{key}.texts").REFUSALS
        reading = {each.key: each.read for each in method.exchanges if each.read}
        assert {key for key, _content, _code in examples.NO_FILES} == set(reading)
        for key, content, code in examples.NO_FILES:
            with pytest.raises(WrongInput) as refusal:
                reading[key](examples.SETUP, {"fil": content})
            assert refusal.value.code == code
            assert code in own or refusal_text(refusal.value) != refusal_text(WrongInput("no_such_code"))


class PromisesOfContributions(Tried):
    """Of those in which people say something in their own words."""

    def test_its_pages_come_in_every_language_and_need_no_script(
        self, method: Method, tried: Activity, client: Client
    ) -> None:
        for language in LANGUAGES:
            page = client.get(FORM, headers={"accept-language": language}).content.decode()
            paper = client.get(f"{FORM}paper/", headers={"accept-language": language}).content.decode()
            assert f'<html lang="{language}"' in page
            assert "<script" not in MAPS.sub("", page) and " onclick" not in page
            with translation.override(language):
                form = method.form(setup=tried.setup, language=language, source="sv")
                assert str(form["text"].label) in paper
                for field in form if Channel.WEB in method.channels else ():
                    assert f'name="{field.html_name}"' in page, f"{field.html_name} is not in {method.form_template}"
                    assert str(field.label) in page
        if Channel.WEB not in method.channels:
            assert 'name="text"' not in page
            assert client.post(FORM, {"text": "Hej"}).status_code == 405

    def test_what_comes_on_the_web_is_received_until_it_is_closed(
        self, method: Method, tried: Activity, examples: ModuleType, client: Client, alma: Actor, tove: Actor
    ) -> None:
        received = 0
        if Channel.WEB in method.channels:
            assert client.post(FORM, {}).status_code == 422
            assert not Contribution.objects.exists()
            for data in examples.FILLED:
                way_in(examples)(client, FORM, data)
            received = len(examples.FILLED)
            assert Contribution.objects.count() == received
        close_participation(tried, actor=alma, reason={"sv": "Alla har svarat."})
        if Channel.WEB in method.channels:
            response = client.post(FORM, examples.FILLED[0])
            assert response.status_code == 409
            assert examples.FILLED[0]["text"] in response.content.decode()
        with pytest.raises(WrongMoment):
            typed_in(tried, method, tove, examples.FILLED[0], hand_channel(method))
        assert Contribution.objects.count() == received

    def test_values_are_checked_once_and_for_all(self, method: Method, examples: ModuleType) -> None:
        assert method.checked(examples.SETUP, {}) == {}
        assert method.checked(examples.SETUP, {"no_such_value": "x", "name": "Dana"}) == {}
        some = set()
        for data in examples.FILLED:
            values = method.values(filled(method, examples.SETUP, data))
            kept = method.checked(examples.SETUP, values)
            assert method.checked(examples.SETUP, kept) == json.loads(json.dumps(kept)) == kept
            some |= set(values)
        for name in some:
            for nonsense in ("no such thing", {"a": [1]}, ["x"], "x" * 100_000):
                try:
                    kept = method.checked(examples.SETUP, {name: nonsense})
                except WrongInput:
                    continue
                assert len(json.dumps(kept)) < 1000, f"{name} takes anything"

    def test_web_paper_and_file_give_the_same_result_in_any_order(
        self,
        method: Method,
        tried: Activity,
        examples: ModuleType,
        tove: Actor,
        dana: Actor,
        signed_in: Callable[[str], Client],
        settings: Any,
        tmp_path: Path,
    ) -> None:
        """On the web, typed in from paper and in a file: the same rows to the last digit, but for the channel."""
        settings.MEDIA_ROOT = tmp_path
        hand, sides = hand_channel(method), []
        for channel in (Channel.WEB, hand, Channel.IMPORT):
            Contribution.objects.all().delete()
            if channel is Channel.IMPORT:
                brought_in(signed_in("alma"), examples.FILLED_FILE)
            for data in examples.FILLED if channel is not Channel.IMPORT else ():
                if channel is Channel.WEB:
                    contribute(tried, actor=dana, submission=uuid.uuid4(), **said_in(method, tried.setup, data))
                else:
                    first = paper.as_chosen(typed_in(tried, method, tove, data, channel).values)
                    asked = [each.key for each in paper.asked_twice(tried, "sv") if data.get(each.key)]
                    assert {key: first.get(key) for key in asked} == {key: data[key] for key in asked}, "typed twice"
            before = items()
            rows = method.results(tried.setup, before)
            assert method.results(tried.setup, random.Random(7).sample(before, len(before))) == rows
            assert {each for row in rows for each in row.by_channel} <= {channel, hand}
            assert {reference for row in rows for reference in row.references} == {each.reference for each in before}
            for row in rows:
                assert row.count == sum(row.by_channel.values()) == len(row.references)
                assert row.references == tuple(sorted(row.references))
                assert not row.key or method.result_label(tried.setup, row.key, "sv")
            values = sorted(repr([each.values.get(name) for name in method.export_columns]) for each in before)
            sides.append(([(row.key, row.count) for row in rows], values, counted(method, tried)))
        assert sides[0] == sides[1] == sides[2], sides

    def test_a_file_asks_no_question_for_each_row(
        self, method: Method, tried: Activity, examples: ModuleType, alma: Actor, django_assert_max_num_queries: Any
    ) -> None:
        """Else everybody who votes waits for each of its rows, as many thousands as they are."""
        said = [said_in(method, tried.setup, data) for data in examples.FILLED]
        asked = []
        for times in (1, 4):
            every = [
                Row(number, each["text"], each["title"], channel="import", values=each["values"])
                for number, each in enumerate(said * times, start=2)
            ]
            with django_assert_max_num_queries(300) as captured, stored_whole():
                brought = import_contributions(
                    tried, actor=alma, rows=every, file_name="x.csv", file_hash=str(times), mapping={}
                )
            asked.append(len(captured))
            assert Contribution.objects.filter(imported_in=brought).count() == len(every)
            undo_import(brought, actor=alma)
        assert asked[1] <= asked[0]

    def test_results_of_nothing_are_nothing(self, method: Method, examples: ModuleType) -> None:
        for row in method.results(examples.SETUP, []):
            assert (row.count, row.by_channel, row.references) == (0, {}, ())
            for language in LANGUAGES:
                assert isinstance(method.result_label(examples.SETUP, row.key, language), str)

    def test_an_export_comes_back_as_it_was_and_tells_nobody_who(
        self,
        method: Method,
        tried: Activity,
        examples: ModuleType,
        tove: Actor,
        client: Client,
        signed_in: Callable[[str], Client],
    ) -> None:
        """What everybody may take out is brought in again: the same rows, to the second, and the same result."""
        for number, data in enumerate(examples.FILLED):
            contact = None if number else NewContact("dana@example.org", name="Dana Danielsson")
            at = clock.now() - dt.timedelta(hours=5 * number, minutes=7)
            typed_in(tried, method, tove, data, hand_channel(method), contact=contact, received_at=at)
        person = Contribution.objects.order_by("pk")[0].participant
        content = client.get("/d/skolan/contributions.csv").content.decode("utf-8-sig")
        as_json = client.get("/d/skolan/contributions.json").content.decode()
        rows, figures = rows_out(content), (rows_of_result(method, tried), counted(method, tried))
        assert {each["reference"] for each in json.loads(as_json)["contributions"]} == set(rows)

        told = content + as_json + json.dumps(list(Entry.objects.values("actor", "subject_kind", "codes")), default=str)
        secrets = ("dana@", "Danielsson", person.receipt, str(person.pseudonym))
        assert [secret for secret in secrets if secret in told] == []
        codes = json.dumps(list(Entry.objects.values_list("codes", flat=True)))
        assert examples.FILLED[0]["text"] not in codes

        Contribution.objects.all().delete()
        brought_in(signed_in("alma"), content)
        again = rows_out(client.get("/d/skolan/contributions.csv").content.decode("utf-8-sig"))
        assert without_names(again) == without_names(rows)
        assert rows_of_result(method, tried) == figures[0]
        assert counted(method, tried) == figures[1]


class PromisesOfBallots(Tried):
    """Of those in which people answer something that is counted."""

    def test_what_is_asked_holds_together_and_is_asked_on_web_and_paper(
        self, method: Method, tried: Activity, examples: ModuleType, client: Client
    ) -> None:
        questions = asked_on(tried)
        assert columns(questions) and unsound(questions) == []
        assert method.asks_for_words or not asks_for_words(questions)
        for language in LANGUAGES:
            paper = client.get(f"{FORM}paper/", headers={"accept-language": language}).content.decode()
            assert f'<html lang="{language}"' in paper
            form = form_of(tried, language, base=forms.Form)()
            for question in questions:
                assert escape(said_to(question.label, language)) in paper
                for each in (*question.options, *question.rows):
                    assert escape(said_to(each.label, language)) in paper
                assert question.kind is Kind.SECTION or f"q.{question.key}" in form.fields

    def test_a_wrong_ballot_is_refused_at_its_question_whatever_way_it_comes(
        self, method: Method, tried: Activity, examples: ModuleType, dana: Actor
    ) -> None:
        for data, question, code in examples.WRONG:
            form = ballot(tried, data)
            assert not form.is_valid(), data
            assert list(form.errors) == [f"q.{question}"], data
            if method.ballot is None and code not in ("rank_gap", "rank_shared"):  # these no other way can say
                with pytest.raises(WrongInput) as refusal:
                    cast(tried, values=form.given, actor=dana, **new())
                assert (refusal.value.code, refusal.value.params["field"]) == (code, question)
        with pytest.raises(WrongInput):
            cast(tried, values={"no_such_question": "x"}, actor=dana, **new())
        assert not Ballot.objects.exists()

    def test_web_paper_and_file_give_the_same_to_the_last_digit(
        self,
        method: Method,
        tried: Activity,
        examples: ModuleType,
        client: Client,
        signed_in: Callable[[str], Client],
        actors: dict[str, Actor],
        settings: Any,
        tmp_path: Path,
    ) -> None:
        """The same ballots through the pages: on the web, typed in one after the other, as a file, and as scans."""
        settings.MEDIA_ROOT = tmp_path
        tove, alma, hand = signed_in("tove"), signed_in("alma"), hand_channel(method)
        typed_by_hand = {"channel": hand.value, "received_on": clock.today().isoformat(), "language": "sv"}
        ways: list[tuple[Channel, Callable[[], Any]]] = [
            (Channel.WEB, lambda: [way_in(examples)(client, FORM, each) for each in examples.BALLOTS]),
            (hand, lambda: [sent(tove, TYPING, each, **typed_by_hand) for each in examples.BALLOTS]),
            (Channel.IMPORT, lambda: brought_in(alma, examples.FILE)),
            (Channel.PAPER, lambda: scanned(tried, examples, actor=actors["alma"], browser=tove)),
        ]
        outcomes = []
        for channel, way in ways:
            way()
            told = Said(casts=said(tried).casts)
            outcome = method.outcome(tried.setup, told)
            assert outcome.people == len(examples.BALLOTS)
            assert {each for each, count in outcome.by_channel.items() if count} == {channel}
            assert sum(outcome.by_channel.values()) == outcome.people >= outcome.unknown >= 0
            shuffled = replace(told, casts=random.Random(7).sample(told.casts, len(told.casts)))
            assert method.outcome(tried.setup, shuffled) == outcome
            outcomes.append(replace(outcome, by_channel={}))
            Ballot.objects.all().delete()
            Voter.objects.all().delete()
        assert outcomes[0] == outcomes[1] == outcomes[2] == outcomes[3]

    def test_what_staff_take_out_gives_the_same_where_it_is_brought_in(
        self, method: Method, tried: Activity, examples: ModuleType, signed_in: Callable[[str], Client]
    ) -> None:
        """To the last digit, also how it came, and in people's own words; and a second trip gives the same file."""
        alma = signed_in("alma")
        brought_in(alma, all_rows(examples))
        by_hand = {"channel": hand_channel(method).value, "received_on": clock.today().isoformat(), "language": "sv"}
        sent(signed_in("tove"), TYPING, examples.BALLOTS[0], **by_hand)
        before, file = Said(casts=said(tried).casts), alma.post("/staff/d/skolan/outcome/1/ballots.csv")
        assert file.status_code == (200 if results.can_be_brought_in(method) else 404)
        assert file.status_code == 200 or method.exchanges, "its ballots cannot be taken from one place to another"
        if file.status_code == 200:
            spoken = sorted(Wording.objects.values_list("text", "language", "contribution__received_at__date"))
            Contribution.objects.all().delete()
            Ballot.objects.all().delete()
            Voter.objects.all().delete()
            brought_in(alma, file.content.decode("utf-8-sig"))
            assert method.outcome(tried.setup, Said(casts=said(tried).casts)) == method.outcome(tried.setup, before)
            assert sorted(Wording.objects.values_list("text", "language", "contribution__received_at__date")) == spoken
            assert alma.post("/staff/d/skolan/outcome/1/ballots.csv").content == file.content

    def test_the_page_keeps_what_was_typed_and_receives_nothing_before_it_is_sent(
        self, method: Method, tried: Activity, examples: ModuleType, client: Client, signed_in: Callable[[str], Client]
    ) -> None:
        for data, question, code in examples.WRONG:
            page = filled_in(client, FORM, f"confirmed=1&{data}")
            assert page.status_code == 422, data
            kept = {pair for pair in parse_qsl(data) if code != "unknown_option" or pair[0] != f"q.{question}"}
            assert kept <= controls(page), data
        by_hand = {"channel": hand_channel(method).value, "received_on": clock.today().isoformat(), "language": "sv"}
        tove = signed_in("tove")
        refused = [data for data, _, code in examples.WRONG if code not in ("answer_missing", "row_missing")]
        assert filled_in(tove, TYPING, f"{refused[0]}&{urlencode(by_hand)}").status_code == 422
        if method.final:
            page = filled_in(client, FORM, examples.BALLOTS[0])
            assert page.status_code == 200 and set(parse_qsl(examples.BALLOTS[0])) <= controls(page)
        assert not Ballot.objects.exists()

    def test_what_came_of_it_is_shown_to_everybody_once_it_has_closed_and_enough_have_answered(
        self, method: Method, tried: Activity, examples: ModuleType, client: Client, alma: Actor
    ) -> None:
        rows = [row for row in rows_of(asked_on(tried), examples.FILE) for _ in range(FEWEST)]
        filled = [Filled(number, values) for number, values in enumerate(rows)]
        few = import_ballots(tried, actor=alma, rows=filled[: FEWEST - 1], file_name="a", file_hash="a" * 64)
        with_few = outcome_pages(client, closed_at=clock.now())
        Opening.objects.update(closed_at=None)
        undo_import(few, actor=alma)
        import_ballots(tried, actor=alma, rows=filled, file_name="b", file_hash="b" * 64)
        tables = method.outcome(tried.setup, Said(casts=said(tried).casts)).tables
        while_open, shown = outcome_pages(client, closed_at=None), outcome_pages(client, closed_at=clock.now())
        own = catalogue.words(method.key).columns
        for language in LANGUAGES:
            page = shown[language]
            with translation.override(language):
                for table in tables:
                    title = f"<h2>{escape(said_to(table.title, language))}</h2>"
                    assert title in page and title not in with_few[language] + while_open[language]
                    spoken = [each if isinstance(each, str) else said_to(each, language) for each in table.columns]
                    assert all(escape(str(own.get(code) or FIGURES.get(code) or code)) in page for code in spoken)
                    assert all(escape(said_to(line.label, language)) in page for line in table.lines)
            assert f"{len(rows)} " in page and "<script" not in page
        told = list(
            csv.DictReader(io.StringIO(client.get(f"{FORM}result.csv").content.decode("utf-8-sig")), delimiter=";")
        )
        assert len(told) == sum(bool(each.values) for each in said(tried).casts)

    def test_what_is_left_out_is_asked_for_on_the_web_and_received_from_paper(
        self, method: Method, tried: Activity, examples: ModuleType, dana: Actor, tove: Actor
    ) -> None:
        whole = ballot(tried, examples.BALLOTS[0]).answers
        must = [each for each in method.questions(tried.setup) if each.required and each.key in whole]
        for question in must if method.ballot is None else ():
            gone = {question.key, *(each.key for each in method.questions(tried.setup) if each.when)}
            values = {key: value for key, value in whole.items() if key not in gone}
            with pytest.raises(WrongInput, match="answer_missing"):
                cast(tried, values=values, actor=dana, **new())
            if values:
                enter_ballot(tried, values=values, actor=tove, channel=hand_channel(method), **typed())
        assert {each.entered_by_id for each in Ballot.objects.all()} <= {tove.account_id}

    def test_what_is_stored_goes_to_a_file_and_back(self, tried: Activity, examples: ModuleType) -> None:
        questions = asked_on(tried)
        for values in rows_of(questions, examples.FILE):
            assert from_cells(questions, as_cells(questions, values)) == json.loads(json.dumps(values)) == values

    def test_an_outcome_of_nothing_is_nothing_and_says_it_in_every_language(
        self, method: Method, examples: ModuleType
    ) -> None:
        outcome = method.outcome(examples.SETUP, Said())
        assert (outcome.people, outcome.unknown, sum(outcome.by_channel.values())) == (0, 0, 0)
        assert outcome.tables
        for table in outcome.tables:
            assert said_to(table.title, "sv") and table.columns
            for line in table.lines:
                assert len(line.figures) == len(table.columns)
                assert all(said_to(line.label, language) for language in LANGUAGES)
                assert all(not figure.value for figure in line.figures)

    def test_closed_means_closed_and_nobody_is_named(
        self, method: Method, tried: Activity, examples: ModuleType, tove: Actor, dana: Actor, alma: Actor
    ) -> None:
        values = ballot(tried, examples.BALLOTS[0]).answers
        contact = NewContact("dana@example.org", name="Dana Danielsson")
        stored = enter_ballot(
            tried, values=values, actor=tove, channel=hand_channel(method), contact=contact, **typed()
        )
        close_participation(tried, actor=alma, reason={"sv": "Alla har svarat."})
        with pytest.raises(WrongMoment):
            cast(tried, values=values, actor=dana, **new())
        assert Ballot.objects.count() == 1
        told = json.dumps(list(Entry.objects.values("actor", "subject_kind", "codes")), default=str)
        told += repr(said(tried).casts)
        person = stored.voter.participant
        secrets = ("dana@", "Danielsson", person.receipt, str(person.pseudonym), stored.voter.pseudonym)
        assert [secret for secret in secrets if secret in told] == []


class PromisesOfSupport(Tried):
    """Of those in which people support what others have said."""

    def test_support_on_the_web_and_by_a_list_on_paper_gives_the_same(
        self,
        key: str,
        method: Method,
        tried: Activity,
        examples: ModuleType,
        dana: Actor,
        client: Client,
        signed_in: Callable[[str], Client],
    ) -> None:
        """Three press the button for one and two for the other, or stand on lists: the same but for the channel."""
        given = [said_in(method, tried.setup, data) for data in examples.FILLED[:2]]
        said_before = [contribute(tried, actor=dana, submission=uuid.uuid4(), **each) for each in given]
        Contribution.objects.update(published_at=clock.now())
        numbers, sides = [(each.reference, people) for each, people in zip(said_before, (3, 2), strict=True)], []
        for reference, people in numbers:
            for _person in range(people):
                client.cookies.pop("gehor_device", None)
                button = reverse(f"{key}:support", args=["skolan", 1, reference])
                assert client.post(button, {"resident": "on"}).status_code == 303
        sides.append(counted(method, tried))
        assert {each.channel for each in Ballot.objects.all()} == {Channel.WEB}
        Ballot.objects.all().delete()
        Voter.objects.all().delete()
        for reference, people in numbers:
            listed = {
                "about": reference,
                "channel": "paper",
                "received_on": clock.today().isoformat(),
                "listed": "K7Q2",
            }
            sent(signed_in("tove"), SUPPORT, "", **listed, rows=f"1-{people}")
        sides.append(counted(method, tried))
        assert {each.channel for each in Ballot.objects.all()} == {Channel.PAPER}
        assert sides[0] == sides[1] and sides[0] is not None


# How it is tried


def shown_of(texts: set[str], client: Client, *, beginning: str = "d/") -> list[tuple[str, str]]:
    """Where on the activity's own public pages, in its data, and among what has been said something of it stands."""
    found = []
    for pattern in public_patterns() if texts else ():
        if not pattern.startswith(beginning) or not ("/take-part/" in pattern or "/contributions" in pattern):
            continue
        body = client.get(filled_address(pattern, "AAAAAA")).getvalue().decode(errors="replace")
        found += [(pattern, text) for text in texts if text in body or escape(text) in body]
    return found


def examples_of(key: str) -> ModuleType:
    return import_module(f"gehor.methods.{key}.tests.examples")


def way_in(examples: ModuleType) -> Callable[[Client, str, Any], None]:
    """How people take part on the web."""
    return getattr(examples, "take_part", page_by_page)


def filled(method: Method, setup: Any, data: dict[str, Any]) -> dict[str, Any]:
    form = method.form(data, setup=setup, language="sv", source="sv")
    assert form.is_valid(), form.errors
    return dict(form.cleaned_data)


def said_in(method: Method, setup: Any, data: dict[str, Any]) -> dict[str, Any]:
    cleaned = filled(method, setup, data)
    words = {"text": cleaned["text"], "title": cleaned.get("title", ""), "language": "sv"}
    return {**words, "values": method.values(cleaned)}


def assert_look_is_kept(activity: Activity, data: bytes, name: str, asked: Mapping[str, str]) -> None:
    found = looks.look_at(activity, uploads.Upload("x" * 32, name, data), asked)
    assert written.read(written.written(found)) == found


def items() -> list[Item]:
    rows = Contribution.objects.order_by("pk")
    return [Item(each.reference, Channel(each.channel), each.values) for each in rows]


def typed_in(
    activity: Activity, method: Method, actor: Actor, data: dict[str, Any], channel: Channel, **more: Any
) -> Contribution:
    given = said_in(method, activity.setup, data)
    return enter(activity, actor=actor, submission=uuid.uuid4(), channel=channel, **given, **more)


def rows_out(content: str) -> dict[str, dict[str, str]]:
    """The contributions of an export, by their references."""
    return {row["reference"]: row for row in csv.DictReader(io.StringIO(content, newline=""), delimiter=";")}


def without_names(rows: Mapping[str, Mapping[str, str]]) -> list[list[str]]:
    """The same without what they are called: references, and the addresses made of them."""
    return sorted([cell for name, cell in row.items() if name not in ("reference", "thread")] for row in rows.values())


def rows_of_result(method: Method, activity: Activity) -> list[Any]:
    return [(each.key, each.count, each.by_channel) for each in method.results(activity.setup, items())]


def hand_channel(method: Method) -> Channel:
    return next(each for each in method.channels if each not in (Channel.WEB, Channel.IMPORT))


def ballot(activity: Activity, data: str) -> BallotForm:
    form = form_of(activity, "sv", base=forms.Form)(QueryDict(data))
    form.is_valid()
    return form


def typed() -> dict[str, Any]:
    return {"submission": uuid.uuid4(), "language": "sv"}


def new() -> dict[str, Any]:
    """Somebody who has not been here before."""
    return {**typed(), "held": replace(nobody_known(), proof=Proof.RESIDENT)}


def filled_in(browser: Client, address: str, data: str) -> HttpResponse:
    """A form as a browser sends it: several answers to one question have one name."""
    return browser.post(address, data, content_type="application/x-www-form-urlencoded")


def sent(browser: Client, address: str, data: str, **more: str) -> None:
    """A filled-in form, as the browser of somebody else than before sends it, and received."""
    browser.cookies.pop("gehor_device", None)
    key = {"submission": str(uuid.uuid4())}
    response = filled_in(browser, address, f"{data}&{urlencode({**more, **key})}")
    assert response.status_code == 303, response.content.decode()


def brought_in(browser: Client, text: str) -> None:
    """A file, chosen, looked at and brought in."""
    chosen = browser.post(IMPORT, {"file": SimpleUploadedFile("sedlar.csv", text.encode())})
    page = browser.get(chosen["Location"])
    assert not page.context["faults"]
    sent = {**dict(page.context["sent"]), "file_hash": page.context["upload"].hash}
    assert browser.post(chosen["Location"], sent).status_code == 303


def scanned(activity: Activity, examples: ModuleType, *, actor: Actor, browser: Client) -> None:
    """The same on printed forms, a cross in each box that is meant, as the reader hands them on to be reviewed.

    How often pixels become the wrong marks is no matter of the method: docs/paper.md. Handwriting is typed by people.
    """
    run = print_forms(activity, actor=actor, sheets=len(examples.BALLOTS), language="sv")
    places, white = pressing.places(run), io.BytesIO()
    Image.new("L", (100, 140), 255).save(white, "JPEG")
    at = clock.now()
    scan = Scan.objects.create(activity=activity, name="a", sha256="a", at=at, read_at=at, by_id=actor.account_id)
    assert all(each.height > 0 for each in places if each.kind in ("tick", "write")), "a box without room"
    questions, filled_in_by_hand = asked_on(activity), {}
    rows = rows_of(questions, examples.FILE)
    for sheet, row, data in zip(Sheet.objects.filter(run=run), rows, examples.BALLOTS, strict=True):
        crossed = {box for question in questions for box in crosses(question, row.get(question.key))}
        assert crossed <= {each.id for each in places if each.kind == "tick"}
        written = {each.key for each in questions if each.key in row and not crosses(each, row[each.key])}
        filled_in_by_hand[sheet.code] = [pair for pair in parse_qsl(data) if pair[0].split(".")[1] in written]
        for number in range(1, run.pages + 1):
            here = [each for each in places if each.page == number]
            boxes = {each.id: "marked" if each.id in crossed else "empty" for each in here if each.kind == "tick"}
            fields = {each.id: each.id.split(".")[0] in written for each in here if each.kind == "write"}
            kept = {"path": files.keep(white.getvalue(), "jpg"), "seen": {"boxes": boxes, "fields": fields}}
            Page.objects.create(scan=scan, number=run.pages * sheet.number + number, sheet=sheet, page=number, **kept)
    for _ in rows:
        shown = controls(browser.get(REVIEW))
        typed = filled_in_by_hand[next(value for name, value in shown if name == "sheet")]
        names = {name for name, _value in typed}
        answer = filled_in(browser, REVIEW, urlencode([*(each for each in shown if each[0] not in names), *typed]))
        assert answer.status_code == 303, answer.content.decode()


def crosses(question: Question, value: Any) -> list[str]:
    """The boxes that say this on paper; none where it is written."""
    if isinstance(value, dict) and DECLINED in value:
        return [f"{question.key}.{DECLINED}"]
    match question.kind:
        case Kind.ONE | Kind.SCALE if value is not None:
            return [f"{question.key}.{value}"]
        case Kind.SEVERAL:
            return [f"{question.key}.{each}" for each in value or ()]
        case Kind.MATRIX:
            return [f"{question.key}.{row}.{step}" for row, step in (value or {}).items()]
    return []


def outcome_pages(client: Client, *, closed_at: Any) -> dict[str, str]:
    """By language, with the activity open or closed."""
    Opening.objects.update(closed_at=closed_at)
    pages = {}
    for language in LANGUAGES:
        response = client.get(f"{FORM}result/", headers={"accept-language": language})
        assert response.status_code == 200
        pages[language] = response.content.decode()
    return pages


class Controls(HTMLParser):
    """What is filled in on a page, as (name, value)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.name = ""  # of the select or text area that is open
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("select", "textarea"):
            self.name, self.text = given["name"], []
        elif tag == "option" and "selected" in given:
            self.found.add((self.name, given["value"]))
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.found.add((given.get("name", ""), given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found.add((self.name, "".join(self.text).removeprefix("\n")))


def controls(page: HttpResponse) -> set[tuple[str, str]]:
    found = Controls()
    found.feed(page.content.decode())
    return found.found


def rows_of(questions: Sequence[Question], text: str) -> list[dict[str, Any]]:
    """The ballots of a file."""
    return [from_cells(questions, row) for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def told_in(method: Method, examples: ModuleType) -> Told:
    """What there is to write, made of the examples."""
    texts, votes = [], []
    for number, data in enumerate(getattr(examples, "FILLED", ()), start=1):
        given = said_in(method, examples.SETUP, data)
        values = method.checked(examples.SETUP, given["values"])
        texts.append(Text(given["text"], given["title"], number, f"K{number:05}", values=values, channel=Channel.WEB))
    if Takes.BALLOTS in method.takes:
        for number, values in enumerate(rows_of(method.questions(examples.SETUP), all_rows(examples)), start=1):
            votes.append(Vote(values, person=str(number), row=number, channel=Channel.WEB))
    return Told(tuple(texts), tuple(votes))


def all_rows(examples: ModuleType) -> str:
    return str(examples.FILE + getattr(examples, "MORE_ROWS", ""))


def come_of(method: Method, setup: Any, told: Told | Brought) -> Any:
    """What came of it, whatever references and persons are called, and however it came."""
    texts = sorted((each.title, each.text, json.dumps(dict(each.values), sort_keys=True)) for each in told.texts)
    if method.outcome is None:
        return texts
    marks = [vote.person or f"nobody known {number}" for number, vote in enumerate(told.votes)]
    persons = {each: number for number, each in enumerate(sorted(set(marks)))}
    outcome = method.outcome(
        setup,
        Said(
            tuple(Item(each.reference, Channel.WEB, each.values) for each in told.texts),
            tuple(
                Cast(persons[mark], each.item, Channel.WEB, each.values)
                for mark, each in zip(marks, told.votes, strict=True)
            ),
        ),
    )
    tables = [
        (each.key, each.columns, sorted(map(repr, (line.figures for line in each.lines)))) for each in outcome.tables
    ]
    return texts, outcome.people, outcome.unknown, tables


def counted(method: Method, activity: Activity) -> Any:
    """What came of it, but for how it came and for what contributions are called."""
    outcome = method.outcome and method.outcome(activity.setup, said(activity))
    return outcome and (outcome.people, [[line.figures for line in table.lines] for table in outcome.tables])


def said_to(text: Any, language: str) -> str:
    return str(text.get(language) or text["sv"])
