import pytest
from django.test import Client

from gehor.feedback.letters import stop_address
from gehor.ground.journal.models import Entry


@pytest.fixture
def contact(contributions, reachable):
    return reachable(contributions[0], "dana@example.se")


@pytest.fixture
def address(contact, settings):
    return stop_address(contact).removeprefix(settings.ADDRESS)


def test_looking_stops_nothing_and_one_click_does(client, contact, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get(address)
    assert page.status_code == 200 and "<button" in page.content.decode()
    contact.refresh_from_db()
    assert contact.stopped_at is None

    client.post(address)
    contact.refresh_from_db()
    assert contact.stopped_at is not None
    assert Entry.objects.get(step="feedback.stop_messages").codes == {"kind": "email"}
    assert "dana@example.se" not in client.get(address).content.decode()


def test_a_mail_program_may_do_it_without_our_token(contact, address):
    response = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    contact.refresh_from_db()
    assert response.status_code == 200 and contact.stopped_at is not None


def test_twice_is_once(client, contact, address):
    client.post(address)
    client.post(address)
    assert Entry.objects.filter(step="feedback.stop_messages").count() == 1


@pytest.mark.parametrize("token", ["1", "1:x", "x:y", "%00", "1:" + "A" * 43])
def test_a_broken_address_is_said_to_be_broken(client, contact, token):
    response = client.post(f"/stop/{token}/")
    assert response.status_code == 404
    contact.refresh_from_db()
    assert contact.stopped_at is None


def test_a_forgotten_address_stops_nobody(client, contact, address):
    contact.delete()
    assert client.post(address).status_code == 404
