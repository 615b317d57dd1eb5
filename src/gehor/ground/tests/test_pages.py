"""Anonymous pages kept in memory: exact, shared, and never anybody's own."""

import gzip
import re
import threading
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory
from django.urls import re_path

from gehor.ground import clock, pages
from gehor.ground.act import RESIDENT, begin, record
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.process.steps import CAST, GIVE_CONTACT


def anything(request: HttpRequest) -> HttpResponse:
    raise AssertionError("a page is asked of what `page` was given")


urlpatterns = [re_path("^not-kept$", lambda request: anything(request)), re_path("", pages.kept(anything))]


@pytest.fixture(autouse=True)
def pages_are_kept(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.KEEP_PAGES = True  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    monkeypatch.setattr(pages, "SHARE", 1)
    pages.forget()
    yield
    pages.forget()


def kept(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The view as it is reached through the middleware, with what stands behind that."""
    return pages.keep(CsrfViewMiddleware(view))


class Counted:
    """A view that counts how often it is asked."""

    def __init__(self, body: str = "hello", **headers: str) -> None:
        self.body, self.headers, self.times = body, headers, 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        body = self.body.replace("TOKEN", get_token(request)) if "TOKEN" in self.body else self.body
        return HttpResponse(body, headers=self.headers)


def get(path: str = "/", **meta: str) -> HttpRequest:
    return RequestFactory().get(path, **meta)


def something_happens(organisation: Organisation) -> None:
    record(begin(GIVE_CONTACT, organisation, actor=RESIDENT, lock=False), subject=organisation)


def somebody_votes(organisation: Organisation) -> None:
    Entry.objects.create(
        at=clock.now(), organisation_id=organisation.pk, step=CAST.key, actor="resident", subject_kind="v", subject_id=1
    )


def test_a_page_is_made_once(db: None) -> None:
    view = Counted()
    page = kept(view)
    assert [page(get()).content, page(get()).content] == [b"hello", b"hello"]
    assert view.times == 1


def test_a_page_is_made_anew_when_anything_has_been_done(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0)
    view = Counted()
    page = kept(view)
    page(get())
    something_happens(organisation)
    page(get())
    page(get())
    assert view.times == 2


def test_while_nothing_but_ballots_come_pages_are_made_anew_more_seldom(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0)
    view = Counted()
    page = kept(view)
    somebody_votes(organisation)
    page(get())
    somebody_votes(organisation)
    page(get())
    assert view.times == 1
    monkeypatch.setattr(pages, "QUIET_SECONDS", 0)
    page(get()), page(get())
    assert view.times == 2, "what came quietly is not forgotten"
    monkeypatch.setattr(pages, "QUIET_SECONDS", 10)
    somebody_votes(organisation), something_happens(organisation)
    page(get())
    assert view.times == 3, "anything else is seen at once"


def test_the_state_of_the_data_is_asked_for_at_most_once_a_second(
    organisation: Organisation, django_assert_num_queries: object
) -> None:
    page = kept(Counted())
    page(get())
    something_happens(organisation)
    with django_assert_num_queries(0):  # type: ignore[operator]
        page(get())


def test_each_address_and_language_has_its_own_page(db: None) -> None:
    view = Counted()
    page = kept(view)
    for language in ("sv", "en"):
        for path in ("/a", "/a?page=2", "/a"):
            page(get(path, HTTP_ACCEPT_LANGUAGE=language))
    assert view.times == 4


def test_the_chosen_language_goes_before_the_browsers(db: None, settings: object) -> None:
    view = Counted()
    page = kept(view)
    page(get(HTTP_ACCEPT_LANGUAGE="sv"))
    page(get(HTTP_ACCEPT_LANGUAGE="sv", HTTP_COOKIE=f"{settings.LANGUAGE_COOKIE_NAME}=en"))  # type: ignore[attr-defined]
    page(get(HTTP_ACCEPT_LANGUAGE="en"))
    assert view.times == 2


@pytest.mark.parametrize("meta", [{"HTTP_HOST": "other.example"}, {"wsgi.url_scheme": "https"}])
def test_what_another_host_or_scheme_would_get_is_not_guessed(db: None, meta: dict[str, str]) -> None:
    view = Counted()
    page = kept(view)
    page(get())
    page(get(**meta))
    assert view.times == 2


def test_only_what_shows_everybody_the_same_is_kept(db: None) -> None:
    view = Counted()
    page = kept(view)
    page(get("/not-kept"))
    page(get("/not-kept"))
    assert view.times == 2


@pytest.mark.parametrize(
    "request_", [get(HTTP_COOKIE="sessionid=abc"), get(HTTP_COOKIE="messages=abc"), get(HTTP_HX_REQUEST="true")]
)
def test_a_reader_of_their_own_gets_a_page_of_their_own(db: None, request_: HttpRequest) -> None:
    view = Counted()
    page = kept(view)
    page(get())
    page(request_)
    page(request_)
    assert view.times == 3


def test_a_very_long_address_is_not_kept(db: None) -> None:
    view = Counted()
    page = kept(view)
    page(get("/?q=" + "x" * 400))
    page(get("/?q=" + "x" * 400))
    assert view.times == 2


@pytest.mark.parametrize("status", [303, 404])
def test_only_whole_pages_are_kept(db: None, status: int) -> None:
    made = []
    page = kept(lambda request: made.append(1) or HttpResponse(status=status))
    assert [page(get()).status_code, page(get()).status_code] == [status, status]
    assert len(made) == 2


def test_no_reader_gets_the_token_of_another(db: None) -> None:
    page = kept(Counted('<input type="hidden" name="csrfmiddlewaretoken" value="TOKEN">'))
    answers = [page(get()) for _ in range(3)]
    tokens = {re.search(r'value="(\w{64})"', answer.content.decode())[1] for answer in answers}  # type: ignore[index]
    secrets = {answer.cookies["csrftoken"].value for answer in answers}
    assert len(tokens) == len(secrets) == 3


def test_a_token_goes_with_the_cookie_that_the_reader_has(db: None) -> None:
    page = kept(Counted('<form><input type="hidden" name="csrfmiddlewaretoken" value="TOKEN"></form>'))
    page(get())
    first = page(get())
    secret = first.cookies["csrftoken"].value
    second = page(get(HTTP_COOKIE=f"csrftoken={secret}"))
    token = re.search(r'value="(\w{64})"', second.content.decode())[1]  # type: ignore[index]
    sent = RequestFactory().post("/", {"csrfmiddlewaretoken": token}, HTTP_COOKIE=f"csrftoken={secret}")
    check = CsrfViewMiddleware(anything)
    check.process_request(sent)
    assert check.process_view(sent, anything, (), {}) is None
    assert second.cookies["csrftoken"].value == secret


def test_every_form_has_its_own_key(db: None) -> None:
    key = "11111111-1111-1111-1111-111111111111"
    page = kept(Counted(f'<input type="hidden" name="submission" value="{key}">'))
    _, first, second = page(get()), page(get()), page(get())
    assert key.encode() not in first.content + second.content
    assert first.content != second.content
    assert "ETag" not in first


def test_one_part_of_a_page_may_be_each_readers_own(db: None) -> None:
    times = []

    def own(request: HttpRequest) -> str:
        return f"You have answered {request.COOKIES.get('n', 'nothing')}"

    def view(request: HttpRequest) -> HttpResponse:
        times.append(request)
        return pages.mine(HttpResponse(f"<html><!--mine-->{own(request)}<!--/mine--></html>"), own)

    page, answers = kept(view), []
    for cookie in ("", "n=12", "n=7", "n=12"):
        answer = page(get(**({"HTTP_COOKIE": cookie} if cookie else {})))
        answers.append(re.search(r"answered (\w+)", answer.content.decode())[1])  # type: ignore[index]
        assert "ETag" not in answer
    assert (answers, len(times)) == (["nothing", "12", "7", "12"], 1)


def test_a_reader_who_has_the_page_is_told_so(db: None) -> None:
    page = kept(Counted('<input name="csrfmiddlewaretoken" value="TOKEN">'))
    etag = page(get())["ETag"]
    again = page(get(HTTP_IF_NONE_MATCH=etag))
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_headers_are_kept_and_readers_ask_before_they_reuse(db: None) -> None:
    page = kept(Counted(**{"Content-Type": "application/json", "X-Robots-Tag": "noindex"}))
    page(get())
    response = page(get())
    assert response["Content-Type"] == "application/json"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-cache"


def test_a_page_goes_over_the_wire_as_it_is_kept(db: None) -> None:
    page = kept(Counted("Skolan och maten. " * 100))
    page(get())
    answer = page(get(HTTP_ACCEPT_ENCODING="gzip, br"))
    assert gzip.decompress(answer.content) == page(get()).content == b"Skolan och maten. " * 100
    assert len(answer.content) < 100 and answer["Content-Length"] == str(len(answer.content))
    assert answer["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer["Vary"]
    assert "Content-Encoding" not in page(get(HTTP_ACCEPT_ENCODING="gzip;q=0"))


def test_what_is_secret_lies_in_the_packed_page_as_it_is(db: None) -> None:
    form = '<input name="csrfmiddlewaretoken" value="TOKEN"><input name="submission" value="{0}">'
    page = kept(Counted(("åäö " * 300 + form.format("1" * 36)) * 2))
    page(get())
    answer = page(get(HTTP_ACCEPT_ENCODING="gzip"))
    plain = gzip.decompress(answer.content).decode()
    secrets = re.findall(r'value="([\w-]{36,64})"', plain)
    assert len(secrets) == 4 and "1" * 36 not in secrets
    assert all(secret.encode() in answer.content for secret in secrets)
    assert plain.count("åäö ") == 600


def test_what_is_at_hand_is_answered_before_django_begins(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def django(environ: dict[str, object], start_response: object) -> list[bytes]:
        asked.append(str(environ["REQUEST_METHOD"]))
        return [b"from Django"]

    def answer(method: str = "GET", **meta: str) -> tuple[str, dict[str, str], bytes]:
        told: list[tuple[str, dict[str, str]]] = []
        request = RequestFactory().generic(method, "/", **meta)
        body = pages.ahead(django)(request.environ, lambda status, headers: told.append((status, dict(headers))))  # type: ignore[arg-type,return-value]
        return (*(told[0] if told else ("", {})), b"".join(body))

    form = '<input name="csrfmiddlewaretoken" value="TOKEN">' + "skolan " * 100
    page = kept(Counted(form, **{"X-Robots-Tag": "noindex"}))
    assert answer()[2] == b"from Django", "nothing is kept yet"
    page(get())
    through = page(get(HTTP_COOKIE=f"csrftoken={'a' * 32}", HTTP_ACCEPT_ENCODING="gzip"))
    status, headers, body = answer(HTTP_COOKIE=f"csrftoken={'a' * 32}", HTTP_ACCEPT_ENCODING="gzip")
    assert (status, headers.pop("Set-Cookie")) == ("200 OK", through.cookies["csrftoken"].OutputString())
    assert headers == dict(through.items())
    assert len(body) == len(through.content) and b"skolan" in gzip.decompress(body)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert answer(HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"
    assert asked == ["GET"]
    answer("POST"), answer("HEAD"), answer(HTTP_COOKIE="sessionid=1"), answer(HTTP_HOST="other.example")
    assert asked == ["GET", "POST", "HEAD", "GET", "GET"]
    monkeypatch.setattr(pages, "SECONDS", 0)
    assert answer()[2] == b"from Django", "the state of the data must be asked for first"


def test_a_page_with_a_cookie_of_its_own_is_not_kept(db: None) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("yours")
        response.set_cookie("mine", "1")
        return response

    page = kept(view)
    assert page(get()).cookies and page(get()).cookies


def test_one_thread_makes_the_page_and_the_others_wait(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_latest_entries", lambda: 1)
    made, may_go = [], threading.Event()

    def slow(request: HttpRequest) -> HttpResponse:
        made.append(1)
        may_go.wait(5)
        return HttpResponse("slow")

    page = kept(slow)
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda: bodies.append(page(get()).content)) for _ in range(5)]
    for thread in threads:
        thread.start()
    may_go.set()
    for thread in threads:
        thread.join(5)
    assert (len(made), bodies) == (1, [b"slow"] * 5)


def test_while_a_page_is_made_anew_the_others_get_the_one_from_before(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = iter(range(1, 100))
    monkeypatch.setattr(pages, "_latest_entries", lambda: next(state))
    monkeypatch.setattr(pages, "SECONDS", 0)
    making, may_go = threading.Event(), threading.Event()
    bodies = iter(["old", "new"])

    def view(request: HttpRequest) -> HttpResponse:
        body = next(bodies)
        if body == "new":
            making.set()
            may_go.wait(5)
        return HttpResponse(body)

    page = kept(view)
    page(get())
    maker = threading.Thread(target=lambda: page(get()))
    maker.start()
    assert making.wait(5)
    assert page(get()).content == b"old"
    may_go.set()
    maker.join(5)


def test_pages_that_must_be_made_anew_take_turns(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    state = iter(range(1, 100))
    monkeypatch.setattr(pages, "_latest_entries", lambda: next(state))
    monkeypatch.setattr(pages, "SECONDS", 0)
    view = Counted()
    page = kept(view)
    page(get("/a")), page(get("/b"))
    assert view.times == 2, "what is asked for the first time is made at once"
    assert pages._turn.acquire(blocking=False)
    try:
        page(get("/a")), page(get("/b"))
        assert view.times == 2, "somebody else has the turn"
        monkeypatch.setattr(pages, "TURN_SECONDS", 0)
        page(get("/a"))
        assert view.times == 3, "what has waited too long waits no more"
    finally:
        pages._turn.release()


def test_making_anew_takes_its_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moment, worked = iter([0.0, 10.0, 10.5, 10.9, 11.1]), iter([5.0, 5.1, 0.0])
    monkeypatch.setattr(pages, "SHARE", 0.1)
    monkeypatch.setattr(pages.time, "monotonic", lambda: next(moment))
    monkeypatch.setattr(pages.time, "thread_time", lambda: next(worked))
    turn = pages._Turn()
    assert turn.acquire(blocking=False)
    turn.release()  # at 10.0, after a tenth of a second of work: it rests until 10.9
    assert [turn.acquire(blocking=False) for _ in range(3)] == [False, True, False]


def test_a_failure_is_the_readers_own_and_keeps_nobody_waiting(db: None) -> None:
    times = []

    def view(request: HttpRequest) -> HttpResponse:
        times.append(1)
        if len(times) == 1:
            raise ValueError
        return HttpResponse("well")

    page = kept(view)
    with pytest.raises(ValueError):
        page(get())
    assert page(get()).content == b"well"


def test_the_shelf_forgets_what_was_not_used_for_longest() -> None:
    shelf: pages.Shelf[str] = pages.Shelf(10)
    shelf.put("a", "A", 4)
    shelf.put("b", "B", 4)
    shelf.get("a")
    shelf.put("c", "C", 4)
    assert [shelf.get(key) for key in "abc"] == ["A", None, "C"]


def test_a_card_is_made_once_per_version_and_language() -> None:
    made: list[str] = []
    for key in ((1, 1, "sv"), (1, 1, "sv"), (1, 2, "sv"), (1, 1, "en")):
        pages.card(key, lambda: made.append("x") or "<li>")
    assert len(made) == 3


def test_what_many_need_is_made_anew_when_the_data_changes(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0)
    made = iter("abc")
    assert [pages.remembered("it", lambda: next(made)) for _ in range(3)] == ["a", "a", "a"]
    something_happens(organisation)
    assert [pages.remembered("it", lambda: next(made)) for _ in range(2)] == ["b", "b"]
