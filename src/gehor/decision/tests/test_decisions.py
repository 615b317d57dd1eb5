import pytest

from gehor.analysis.models import SignOff
from gehor.decision.models import Decision

DECISIONS = "/d/skolan/decision/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_every_decision_stands_with_its_reason_body_day_and_paragraph(english, decided, django_assert_max_num_queries):
    second = Decision.objects.get(weighs__number=2)
    second.delete()
    second.minutes_url = "https://alvsala.example/protokoll.pdf"
    second.save()
    with django_assert_max_num_queries(8):
        page = english.get(DECISIONS).content.decode()
    assert "Nämndens skäl." in page and "§ 41" in page and "BUN 2026/17" in page
    assert "https://alvsala.example/protokoll.pdf" in page
    assert "Every finding is decided" in page


def test_a_decision_is_public_while_others_are_still_to_come(english, decided):
    Decision.objects.filter(weighs__number=2).delete()
    page = english.get(DECISIONS).content.decode()
    assert "Nämndens skäl." in page and "Not decided yet" in page and "1 finding is not decided yet" in page


def test_before_the_sign_off_nothing_is_shown(english, analysed):
    SignOff.objects.all().delete()
    page = english.get(DECISIONS).content.decode()
    assert "Nothing is decided yet" in page and "Skolgården är för liten." not in page
