"""A reader asks the author of an article, and nothing of it stays with us."""

import datetime as dt
import uuid

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.worker import work_off
from gehor.network.library import tasks
from gehor.network.library.actions import asking, writing
from gehor.network.library.actions.bringing import bring_articles
from gehor.network.library.models import Article, Question
from gehor.network.library.tests.test_bringing import CLOCK, one

ENGLISH = {"accept-language": "en"}
ASKED = {"text": "Hur fick ni föräldrarna att komma?", "reply_to": "mira@annan.example"}


def address(article, end="ask"):
    return f"/library/article/{article.slug}/{end}/"


def ask(article, **given):
    given = {"actor": RESIDENT, "submission": uuid.uuid4(), **ASKED, **given}
    return asking.ask_author(article, **given)


def test_the_question_goes_to_the_author_and_is_forgotten(publish, client, mailoutbox):
    public = publish(content={"contact_email": "alma@alvsala.example"})
    assert address(public) in client.get(f"/library/article/{public.slug}/").content.decode()
    form = {**ASKED, "submission": str(uuid.uuid4())}
    for _once_more in range(2):
        answer = client.post(address(public), form)
        assert (answer.status_code, answer["Location"]) == (303, address(public, "asked"))
    work_off()
    (letter,) = [message for message in mailoutbox if message.reply_to]
    assert (letter.to, letter.reply_to) == (["alma@alvsala.example"], ["mira@annan.example"])
    assert "Hur fick ni föräldrarna att komma?" in letter.body and "Trygga skolvägar" in letter.subject
    question = Question.objects.get()
    assert (question.text, question.reply_to) == ("", "") and question.done_at
    assert not Entry.objects.filter(codes__icontains="mira").exists()
    assert client.get(address(public, "asked")).status_code == 200


def test_without_a_contact_the_house_that_wrote_it_is_asked(public, mailoutbox):
    ask(public)
    work_off()
    assert [message.to for message in mailoutbox][-1] == [public.organisation.contact_email]


def test_what_came_from_another_library_is_asked_about_there(kept, client):
    bring_articles([one()], actor=CLOCK)
    brought = Article.objects.get()
    assert address(brought) not in client.get(f"/library/article/{brought.slug}/").content.decode()
    assert client.get(address(brought)).status_code == 404
    with pytest.raises(WrongMoment):
        ask(brought)


def test_an_article_that_is_not_public_is_not_asked_about(draft, public, alma, client):
    writing.withdraw(public, actor=alma, reason="Fel siffror.")
    with pytest.raises(NotYet):
        ask(public)
    assert client.get(address(public)).status_code == client.post(address(public), ASKED).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": " "}, "aria-invalid"),
        ({"text": "x" * 2001}, "2001"),
        ({"reply_to": "mira"}, "e-mail"),
        ({"leave_empty": "Köp"}, "Press send once more"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(public, client, wrong, said):
    form = {**ASKED, "submission": str(uuid.uuid4()), **wrong}
    answer = client.post(address(public), form, headers=ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not Question.objects.exists()
    assert form["reply_to"] in page


def test_a_question_of_which_nobody_knows_whether_it_left_is_forgotten_in_time(public):
    question = ask(public)
    Question.objects.filter(pk=question.pk).update(started_at=clock.now())
    tasks.forget_questions()
    question.refresh_from_db()
    assert question.reply_to
    with clock.at(clock.now() + dt.timedelta(days=15)):
        tasks.forget_questions()
    question.refresh_from_db()
    assert (question.text, question.reply_to) == ("", "")


def test_questions_and_reports_have_a_measure_each(publish, client, settings):
    public = publish(content={"contact_email": "alma@alvsala.example"})
    settings.LIMITS = {**settings.LIMITS, "report_address": (1, 1), "ask_address": (2, 1)}
    assert [client.post(address(public), {}).status_code for _ in range(3)] == [422, 422, 429]
