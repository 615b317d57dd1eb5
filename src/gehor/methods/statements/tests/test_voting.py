"""Voting on the web: one statement at a time, all on one page, and statements of one's own."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client

from gehor.ground import clock, pages
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Participant
from gehor.methods.statements import progress, queries, tallies
from gehor.methods.statements.routing import Votes
from gehor.participation.actions import close_participation, open_participation, publish, withhold
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.rules import Filled
from gehor.participation.identity.models import Demand
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from .examples import SETUP

FORM = "/d/skolan/take-part/1/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened_for_votes(planned, activity, alma):
    activity.method, activity.setup = "statements", SETUP
    activity.save()
    open_participation(activity, actor=alma)
    return activity


SWEDISH = {"headers": {"accept-language": "sv"}}


@pytest.fixture
def client():
    return Client(**SWEDISH)


@pytest.fixture
def dana_votes(client):
    """A browser that votes: (statement, choice) → the answer."""

    def vote(statement, choice, **more):
        return client.post(FORM, {"statement": statement, "choice": choice, "submission": str(uuid.uuid4()), **more})

    return vote


def votes():
    return {(each.item, each.choice) for each in Ballot.objects.filter(replaced_by__isnull=True)}


def test_whoever_only_begins_has_filled_in_nothing_and_is_told_once_what_is_asked(opened_for_votes, client, dana_votes):
    for doing in (Doing.COMMENT, Doing.VOTE):
        Demand.objects.update_or_create(
            activity=opened_for_votes, doing=doing.value, defaults={"proof": Proof.EMAIL.value}
        )
    assert client.get(FORM).text.count("Du behöver en e-postadress.") == 1
    asked = client.post(FORM, {"begin": "1"})
    assert asked.status_code == 403 and "Det du ville skicka finns kvar" not in asked.text
    assert "Det du ville skicka finns kvar" in dana_votes("s1", "1").text
    assert "på vilken enhet du vill" in client.get(f"{FORM}?done=1").text


def own(client, text, **more):
    sent = {"text": text, "language": "sv", "submission": str(uuid.uuid4()), "leave_empty": "", **more}
    return client.post(FORM, sent)


def test_somebody_begins_votes_and_comes_to_the_end(opened_for_votes, client, dana_votes):
    begun = client.post(FORM, {"begin": "1"})
    seen, address = set(), begun["Location"]
    for left in (2, 1, 0):
        statement = address.split("statement=")[1]
        seen.add(statement)
        page = client.get(address)
        assert f'value="{statement}"' in page.content.decode()
        answer = dana_votes(statement, "1")
        assert answer.status_code == 303
        address = answer["Location"]
        assert ("statement=" in address) == bool(left)
    assert seen == {"s1", "s2", "s3"}
    last = client.get(address)
    assert (last.status_code, address) == (200, f"{FORM}?done=1") and "har svarat på 3 av 3" in last.text
    assert "med samma enhet" in last.text
    assert own(client, "", beside="done").text.count("Du har svarat på alla påståenden</h1>") == 1
    answer = own(client, "Fler bänkar i skuggan.", beside="done")
    assert answer["Location"] == f"{FORM}?done=1&added=1"
    assert "Ditt påstående är mottaget" in client.get(answer["Location"]).text
    voter = Voter.objects.get()
    assert (voter.proof, votes()) == ("device", {("s1", 1), ("s2", 1), ("s3", 1)})
    assert Entry.objects.filter(step="participation.cast").count() == 1
    assert client.post(FORM, {"mine": "1"})["Location"] == f"/c/{voter.participant.receipt}/"


def test_one_can_change_ones_vote_and_another_device_is_somebody_else(opened_for_votes, dana_votes):
    dana_votes("s1", "1")
    dana_votes("s1", "-1")
    assert votes() == {("s1", -1)}
    Client().post(FORM, {"statement": "s1", "choice": "0"})
    assert Voter.objects.count() == 2
    assert tallies.tallies(opened_for_votes) == {"s1": Votes(0, 1, 1)}


def test_the_same_form_sent_twice_is_one_vote(opened_for_votes, client):
    sent = {"statement": "s1", "choice": "1", "submission": str(uuid.uuid4())}
    assert [client.post(FORM, sent).status_code for _ in range(2)] == [303, 303]
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"statement": "s1", "choice": "2"},
        {"statement": "s1"},
        {"statement": "s99", "choice": "1"},
        {"statement": "", "choice": "1"},
        {"statement": "s1' OR 1=1", "choice": "1"},
    ],
)
def test_what_is_no_vote_is_refused(opened_for_votes, client, sent):
    assert client.post(FORM, sent).status_code == 422
    assert not Ballot.objects.exists()


def test_what_cannot_be_received_leads_back_to_the_same_statement(opened_for_votes, client):
    page = client.post(FORM, {"statement": "s1", "choice": "2"}).content.decode()
    assert "Torget behöver fler träd." in page and "Välj ett av" in page and 'name="choice" value="1"' in page


def test_a_vote_after_the_end_is_not_received_and_said_so(opened_for_votes, dana_votes, alma):
    close_participation(opened_for_votes, actor=alma, reason={"sv": "Alla har svarat."})
    answer = dana_votes("s1", "1")
    page = answer.content.decode()
    assert answer.status_code == 409 and "Torget behöver fler träd." in page and "Håller med" in page
    assert not Ballot.objects.exists()


def test_how_others_have_voted_is_told_of_what_one_has_voted_on_and_of_nothing_else(
    opened_for_votes, client, dana_votes, alma
):
    rows = [Filled(n, {"choice": 1 if n < 4 else -1}, item=item) for n in range(5) for item in ("s1", "s2")]
    import_ballots(opened_for_votes, actor=alma, rows=rows, file_name="a", file_hash="a" * 64)
    told = "håller 67\N{NO-BREAK SPACE}% med"
    assert told not in client.get(f"{FORM}?statement=s2").content.decode()
    dana_votes("s1", "-1")
    page = client.get(f"{FORM}?statement=s2").content.decode()
    assert told in page and "Torget behöver fler träd." in page
    assert "1 av 3" in page
    client.cookies[progress.COOKIE] = client.cookies[progress.COOKIE].value.replace("s1", "s2")  # not ours any more
    page = client.get(f"{FORM}?statement=s3").content.decode()
    assert "0 av 3" in page and "Det förra:" not in page
    opened_for_votes.setup = {**SETUP, "others": False}
    opened_for_votes.save()
    dana_votes("s1", "-1")
    assert told not in client.get(f"{FORM}?statement=s2").content.decode()


def test_of_few_votes_nothing_is_told(opened_for_votes, client, dana_votes):
    dana_votes("s1", "1")
    assert "Färre än 5 har röstat om det" in client.get(f"{FORM}?statement=s2").content.decode()


def test_a_statement_of_ones_own_is_a_contribution_with_the_same_receipt_and_can_be_voted_on(
    opened_for_votes, client, dana_votes, alma
):
    Activity.objects.update(shows_at_once=False)
    dana_votes("s1", "1")
    answer = own(client, " Fler\nbänkar i skuggan. ", beside="s2")
    assert answer["Location"] == f"{FORM}?statement=s2&added=1"
    page = client.get(answer["Location"]).content.decode()
    assert "Ditt påstående är mottaget" in page
    assert queries.shown(opened_for_votes)["s2"].text["sv"] in page  # and the one to vote on is still itself
    added = Contribution.objects.get()
    assert (added.values, added.participant) == ({"question": "own"}, Voter.objects.get().participant)
    assert added.wordings.get().text == "Fler bänkar i skuggan."
    assert added.reference not in queries.shown(opened_for_votes)  # somebody looks at it first
    publish(added, actor=alma)
    page = client.get(f"{FORM}?statement={added.reference}").content.decode()
    assert "Fler bänkar i skuggan." in page and "En invånare säger:" in page
    assert dana_votes(added.reference, "1").status_code == 303
    receipt = client.get(f"/c/{added.participant.receipt}/").content.decode()
    assert receipt.count("Håller med") == 2 and "Torget behöver fler träd." in receipt
    withhold(added, actor=alma)
    gone = dana_votes(added.reference, "1")
    assert gone.status_code == 422 and "Det du har svarat på andra" in gone.content.decode()
    assert client.get(f"{FORM}?statement={added.reference}")["Location"] == FORM


def test_whoever_adds_some_before_voting_has_one_receipt_for_all(opened_for_votes, client, dana_votes):
    receipt = own(client, "Fler bänkar", beside="s2")["Location"]
    assert own(client, "Fler gungor", beside="s2")["Location"] == receipt
    assert not Voter.objects.exists(), "who has only written has not voted"
    assert client.post(FORM, {"mine": "1"})["Location"] == receipt
    dana_votes("s1", "1")
    assert client.post(FORM, {"mine": "1"})["Location"] == receipt
    page = client.get(receipt).text
    assert all(words in page for words in ("Fler bänkar", "Fler gungor", "Torget behöver fler träd.", "Håller med"))
    elsewhere = own(Client(**SWEDISH), "Fler träd", beside="s2")["Location"]
    assert elsewhere != receipt and Participant.objects.count() == 2


def test_whoever_answers_all_on_one_page_after_adding_one_has_one_receipt(opened_for_votes, client):
    receipt = own(client, "Fler bänkar", beside="s2")["Location"]
    sent = {f"q.{key}": "agree" for key in ("s1", "s2", "s3")}
    answer = client.post(FORM, {**sent, "submission": str(uuid.uuid4()), "language": "sv"})
    assert (answer.status_code, answer["Location"]) == (303, receipt)
    assert Voter.objects.get().participant == Participant.objects.get()


def test_whoever_adds_one_before_voting_finds_back_from_the_receipt(opened_for_votes, client):
    receipt = own(client, "Fler bänkar", beside="s2")["Location"]
    way_back = f'<a href="{FORM}">Tillbaka till'
    assert way_back in client.get(receipt).content.decode()
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        assert way_back not in client.get(receipt).content.decode(), "it is no longer what they have just done"
    with clock.at(clock.now() + dt.timedelta(days=900)):
        assert way_back not in client.get(receipt).content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv något."),
        ("x" * 10_000, "högst 280 tecken"),
        ("Torget behöver fler TRÄD.", "finns redan"),
    ],
)
def test_a_statement_that_cannot_be_received_comes_back_with_everything_typed(opened_for_votes, client, text, words):
    answer = own(client, text, beside="s2")
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and text in page
    assert 'name="statement" value="s2"' in page
    assert not Contribution.objects.exists()


def test_on_paper_all_statements_stand_in_one_table(opened_for_votes, client):
    paper = client.get(f"{FORM}paper/").content.decode()
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>((?:<td>.*?</td>)+)</tr>", paper)
    assert [(label, cells.count("<td>")) for label, cells in rows] == [
        (text, 3) for text in SETUP["statements"]["sv"].splitlines()
    ]


def test_where_nobody_may_add_statements_none_is_received(opened_for_votes, client):
    opened_for_votes.setup = {**SETUP, "own": False}
    opened_for_votes.save()
    assert "Lägg till" not in client.get(f"{FORM}?statement=s1").content.decode()
    assert own(client, "Fler bänkar").status_code == 422
    assert not Contribution.objects.exists()


def test_five_hundred_statements_are_quick(planned, activity, client, alma, django_assert_max_num_queries):
    lines = "\n".join(f"Påstående nummer {number} om torget." for number in range(490))
    activity.method, activity.setup = "statements", {**SETUP, "statements": {"sv": lines}}
    activity.save()
    open_participation(activity, actor=alma)
    rows = [Filled(n, {"own": f"Påstående nummer {n} av en invånare."}) for n in range(10)]
    import_ballots(activity, actor=alma, rows=rows, file_name="a", file_hash="a" * 64)
    Contribution.objects.update(published_at=clock.now())
    with django_assert_max_num_queries(8):
        assert "500" in client.get(FORM).content.decode()
    with django_assert_max_num_queries(8):
        assert client.get(f"{FORM}?statement=s3").status_code == 200
    with django_assert_max_num_queries(8):
        assert len(re.findall("<fieldset", client.get(f"{FORM}?all").content.decode())) >= 500
    with django_assert_max_num_queries(8):
        assert client.get(f"{FORM}paper/").content.decode().count("Påstående nummer") == 500


def test_the_page_of_a_statement_is_kept_and_what_is_ones_own_is_put_in(opened_for_votes, settings):
    settings.KEEP_PAGES = True
    pages.forget()
    tallies.forget()
    dana, ebbe = Client(**SWEDISH), Client(**SWEDISH)
    address = f"{FORM}?statement=s2"
    assert "0 av 3" in ebbe.get(address).content.decode()
    dana.post(FORM, {"statement": "s1", "choice": "1"})
    told = [each.get(address).content.decode() for each in (dana, ebbe, dana)]
    assert ["1 av 3" in each for each in told] == [True, False, True]
    pages.forget()
    tallies.forget()


def test_children_who_add_a_statement_are_told_in_easy_words_and_not_asked_their_age(planned, activity, alma, client):
    activity.method, activity.setup = "statements", SETUP
    activity.save()
    open_participation(activity, actor=alma, for_children=True)
    page = client.get(f"{FORM}?statement=s1").content.decode()
    assert "Till dig som är ung" in page and 'name="age"' not in page
    assert own(client, "Gungorna är för få.").status_code == 303
