import pytest
from django.core.mail import EmailMessage, get_connection

from gehor.ground.outbox.models import KeptMessage

pytestmark = pytest.mark.django_db
OUTBOX = "/outbox/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def sent():
    connection = get_connection("gehor.ground.outbox.backend.OutboxBackend")

    def send(subject="Hej", body="Text", to="dana@example.se", **headers):
        connection.send_messages([EmailMessage(subject, body, to=[to], headers=headers)])

    return send


def test_what_would_have_been_sent_can_be_read(english, sent, django_assert_max_num_queries):
    sent("Svar: Skolan", "Tack!\nLäs mer: http://127.0.0.1:8000/c/ABCDE-FGHJK/", **{"Message-ID": "<1@here>"})
    with django_assert_max_num_queries(8):
        page = english.get(OUTBOX).content.decode()
    assert "Svar: Skolan" in page and "dana@example.se" in page
    assert 'href="http://127.0.0.1:8000/c/ABCDE-FGHJK/"' in page
    assert KeptMessage.objects.get().message_id == "<1@here>"


def test_the_newest_comes_first_and_a_page_holds_twenty(english, sent):
    for number in range(45):
        sent(f"Nummer {number}")
    assert "Nummer 44" in english.get(OUTBOX).content.decode()
    last = english.get(f"{OUTBOX}?page=3").content.decode()
    assert "Nummer 0" in last and "Nummer 5<" not in last


def test_one_receiver_is_found(english, sent):
    sent("Till Dana")
    sent("Till Ebbe", to="ebbe@example.se")
    page = english.get(f"{OUTBOX}?to=ebbe").content.decode()
    assert "Till Ebbe" in page and "Till Dana" not in page


def test_markup_stays_text(english, sent):
    sent("<script>alert(1)</script>", "<script>alert(2)</script> javascript:alert(3)")
    page = english.get(f"{OUTBOX}?to=<script>alert(4)</script>").content.decode() + english.get(OUTBOX).content.decode()
    assert "<script>alert" not in page and 'href="javascript' not in page


def test_an_empty_outbox_says_what_to_do(english):
    assert "No messages" in english.get(OUTBOX).content.decode()
    assert english.get(f"{OUTBOX}?page=x").status_code == 200


def test_nothing_can_be_erased(english, sent):
    sent()
    assert english.post(OUTBOX).status_code == 405 and english.delete(OUTBOX).status_code in (403, 405)
    assert KeptMessage.objects.count() == 1
