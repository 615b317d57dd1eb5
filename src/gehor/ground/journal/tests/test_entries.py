"""The journal page says in words what was done, and keeps the code that is sealed beside them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.journal.models import Entry, Seal
from gehor.ground.journal.seal import marked, seal_new
from gehor.ground.journal.texts import KINDS, STAGES, STEPS
from gehor.ground.organisations.models import Body
from gehor.ground.rows import insert
from gehor.process import steps

PAGE = "/staff/o/alvsala/journal/"


def test_every_step_stands_once_under_its_stage_in_words_of_its_own() -> None:
    assert set(STEPS) == set(steps.ALL)
    assert sum(len(by_step) for _heading, by_step in STAGES) == len(steps.ALL)
    for language in ("en", "sv"):
        with translation.override(language):
            assert len({str(words) for words in STEPS.values()}) == len(steps.ALL), language


def test_every_kind_in_words_is_one_that_can_be_recorded() -> None:
    assert set(KINDS) <= {model._meta.label_lower for model in apps.get_models()}


@pytest.mark.django_db
def test_an_entry_reads_in_words_with_the_code_beside_it(
    signed_in: Callable[[str], Client], board: Body, django_assert_max_num_queries: Callable[..., object]
) -> None:
    enter(board, step="feedback.release", kind="feedback.release", subject=7)
    enter(board, step="analysis.read", kind="participation.contribution", subject=1007)
    enter(board, step="planning.forgotten", kind="planning.gone", subject=3)
    auditor = signed_in("odd")
    with django_assert_max_num_queries(15):
        page = auditor.get(PAGE, headers={"accept-language": "sv"}).text
    assert '>Svaren släppta<br><code class="small soft">feedback.release</code>' in page
    assert '>Bidrag 1007<br><code class="small soft">participation.contribution</code>' in page
    assert '"><code class="small soft">planning.forgotten</code>' in page, "a step of an older Gehör keeps its code"
    assert "><code>planning.gone</code> 3<" in page
    assert '<optgroup label="Återkoppling">' in page

    chosen = auditor.get(PAGE, {"step": "analysis.read"}, headers={"accept-language": "en"}).text
    assert '<option value="analysis.read" selected>Contribution read</option>' in chosen
    assert "Contribution 1007<" in chosen and "planning.gone" not in chosen


@pytest.mark.django_db
def test_an_auditor_narrows_the_journal_and_takes_along_what_is_found(
    signed_in: Callable[[str], Client], board: Body, alma: Actor, planned
) -> None:
    before = Entry.objects.count()
    enter(board, step="planning.assess", kind="planning.dialogue", subject=41, actor=alma.key)
    enter(board, step="analysis.read", kind="participation.contribution", subject=42, dialogue=planned.pk)
    with clock.at(dt.datetime(2024, 5, 2, 22, 30, tzinfo=dt.UTC)):  # half past midnight in Sweden, on the third
        enter(board, step="feedback.release", kind="feedback.release", subject=43)
    auditor = signed_in("odd")

    def found(**asked: object) -> set[str]:
        table = auditor.get(f"{PAGE[:-1]}.csv", asked).getvalue().decode().splitlines()[1:]
        assert len(table) == auditor.get(PAGE, asked).context["page"].paginator.count
        return {line.split(",")[6] for line in table} & {"41", "42", "43"}

    assert Entry.objects.count() == before + 3 and found() == {"41", "42", "43"}
    assert found(who=alma.key) >= {"41"} and "42" not in found(who=alma.key)
    assert found(who="machine") == {"42", "43"}
    assert found(dialogue=planned.pk) == {"42"}
    assert found(since="2024-05-03", until="2024-05-03") == {"43"}
    assert found(until="2024-05-02") == set()
    assert found(step="feedback.release", since="2024-05-04") == set()
    page = auditor.get(PAGE, {"dialogue": planned.pk}, headers={"accept-language": "en"}).text
    assert f'<a href="/staff/d/{planned.slug}/">' in page, "an entry leads to its dialogue"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2024-05-03", "until": "2024-05-02"}, "The last day lies before the first"),
        ({"since": "0001-01-01"}, "Choose a day between 2000 and 2999"),
        ({"until": "9999-12-31"}, "Choose a day between 2000 and 2999"),
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"dialogue": "x"}, "Select a valid choice"),
        ({"step": "no.such"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_looked_for_is_said_also_when_a_table_was_asked_for(
    signed_in: Callable[[str], Client], asked: dict[str, str], words: str
) -> None:
    auditor = signed_in("odd")
    for address in (PAGE, f"{PAGE[:-1]}.csv"):
        answer = auditor.get(address, asked, headers={"accept-language": "en"})
        assert answer.status_code == 422 and words in answer.text


@pytest.mark.django_db
def test_an_auditor_verifies_the_chain_in_the_browser_and_keeps_its_head(
    signed_in: Callable[[str], Client], board: Body
) -> None:
    enter(board, step="planning.assess", kind="planning.dialogue", subject=41)
    seal_new()
    auditor = signed_in("odd")
    address = f"{PAGE}verify/"
    assert "whole" not in auditor.get(address, headers={"accept-language": "en"}).text, "nothing is said unasked"
    whole = auditor.get(address, {"head": ""}, headers={"accept-language": "en"}).text
    head = Seal.objects.latest("pk")
    assert "The journal is whole" in whole and f"{head.pk}:{head.hash}" in whole
    kept = auditor.get(address, {"head": f" {head.pk}:{head.hash} "}, headers={"accept-language": "en"}).text
    assert "The journal is whole" in kept
    other = auditor.get(address, {"head": f"{head.pk}:{'0' * 64}"}, headers={"accept-language": "en"}).text
    assert "The journal is not whole" in other and f"(seal {head.pk}): its end was cut off" in other
    assert auditor.get(address, {"head": "twelve"}).status_code == 422

    Seal.objects.create(pk=head.pk + 3, entry_id=987654, hash="f" * 64)
    broken = auditor.get(address, {"head": ""}, headers={"accept-language": "en"}).text
    assert f"Seal {head.pk + 1} has been removed." in broken
    assert f"Entry 987654 has been removed (seal {head.pk + 3})." in broken
    assert signed_in("alma").get(address, {"head": ""}).status_code == 403


def enter(
    board: Body, *, step: str, kind: str, subject: int, actor: str = "machine:postman", dialogue: int | None = None
) -> None:
    entry = Entry(
        at=clock.now(),
        organisation_id=board.organisation_id,
        dialogue_id=dialogue,
        step=step,
        actor=actor,
        subject_kind=kind,
        subject_id=subject,
    )
    insert(marked(entry))
