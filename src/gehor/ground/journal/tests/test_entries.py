"""The journal page says in words what was done, and keeps the code that is sealed beside them."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from gehor.ground import clock
from gehor.ground.journal.models import Entry
from gehor.ground.journal.texts import KINDS, STAGES, STEPS
from gehor.ground.organisations.models import Body
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


def enter(board: Body, *, step: str, kind: str, subject: int) -> None:
    Entry.objects.create(
        at=clock.now(),
        organisation_id=board.organisation_id,
        step=step,
        actor="machine:postman",
        subject_kind=kind,
        subject_id=subject,
    )
