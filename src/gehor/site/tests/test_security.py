"""What every answer says to browsers, and what is not taken in. What only real processes show: test_production.py."""

import gzip
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from gehor.ground import limits
from gehor.site import errors, logs, middleware
from gehor.site.settings import UPLOAD_MOST_BYTES


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("our own fault")


urlpatterns = [path("broken/", broken), path("", include("gehor.site.urls"))]
handler400, handler403, handler404 = errors.bad_request, errors.permission_denied, errors.page_not_found
handler429, handler500 = errors.too_many, errors.server_error

# A page of each kind: address → status
PAGES = {
    "/": 200,
    "/o/alvsala/": 200,
    "/o/alvsala/identity.css": 200,
    "/d/skolan/": 200,
    "/d/skolan/take-part/": 200,
    "/d/skolan/contributions/": 200,
    "/d/skolan/decision/": 200,
    "/d/skolan/answers/": 200,
    "/c/": 200,
    "/staff/": 200,
    "/staff/d/skolan/": 200,
    "/staff/d/skolan/purpose/": 200,
    "/staff/o/alvsala/settings/": 403,
    "/account/2fa/": 200,
    "/account/password/change/": 200,
    "/design/": 200,
    "/healthz": 200,
    "/language/": 405,
    "/nowhere/": 404,
    "/broken/": 500,
}


@pytest.fixture
def alma(signed_in, answered) -> Client:
    browser = signed_in("alma")
    browser.raise_request_exception = False
    return browser


@pytest.fixture
def no_tries_yet() -> Iterator[None]:
    limits._buckets.clear()
    yield
    limits._buckets.clear()


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_every_kind_of_page_tells_browsers_to_be_careful(alma, client):
    client.raise_request_exception = False
    for browser in (alma, client):
        for address, status in PAGES.items():
            answer = browser.get(address)
            if browser is alma:
                assert answer.status_code == status, address
            policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
            assert "unsafe" not in str(policy), address
            assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'", address
            assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", address
            assert policy["form-action"] == "'self'", address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            assert answer["Referrer-Policy"] in ("same-origin", "no-referrer"), address
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
            assert answer["X-Frame-Options"] == "DENY", address
            assert "camera=()" in answer["Permissions-Policy"], address


@pytest.mark.django_db
def test_public_pages_set_no_session(client, answered):
    for address in PAGES:
        if not address.startswith(("/staff/", "/account/", "/broken/")):
            client.get(address)
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_reading_answers_head_and_options_as_get(client, opened):
    for address in ("/", "/d/skolan/", "/c/", "/account/login/"):
        assert client.head(address).status_code == 200, address
        assert client.head(address).content == b""
        assert client.options(address).status_code in (200, 405), address
    assert client.post("/healthz").status_code == 405
    assert client.delete("/d/skolan/").status_code == 405
    assert client.put("/d/skolan/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80:80", "local host", "<script>", ""]
)
def test_an_unknown_host_is_refused_on_a_page(client, host):
    answer = client.get("/account/password/reset/", headers={"host": host})
    if host:
        assert answer.status_code == 400
        assert b"<h1>" in answer.content
        assert b"evil" not in answer.content and b"<script>" not in answer.content


@pytest.mark.django_db
def test_a_request_that_is_too_large_is_refused_before_it_is_read(client, opened):
    answer = client.post("/d/skolan/take-part/1/", b"x" * (UPLOAD_MOST_BYTES + 1), content_type="text/plain")
    assert answer.status_code == 413 and answer["X-Frame-Options"] == "DENY"
    assert "25" in answer.content.decode()


@pytest.mark.django_db
def test_a_text_of_ten_megabytes_is_told_to_be_too_large(client, opened):
    answer = client.post("/d/skolan/take-part/1/", {"text": "x" * 10_000_000})
    assert answer.status_code == 413 and answer["X-Frame-Options"] == "DENY"
    assert "MB of text" in answer.content.decode()
    answer = client.post(
        "/d/skolan/take-part/1/", "text=" + "x" * 10_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


@pytest.mark.django_db
def test_a_thousand_fields_too_many_are_refused(client, opened):
    answer = client.post("/d/skolan/take-part/1/", {f"field{number}": "x" for number in range(4000)})
    assert answer.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["-1", "many", "1e9", "²"])
def test_a_length_that_is_no_number_harms_nobody(client, opened, length):
    assert client.get("/d/skolan/", headers={"content-length": length}).status_code == 200


# Whose address counts


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (0, "", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        (1, "", "192.0.2.1"),
        (2, "6.6.6.6, 198.51.100.9, 203.0.113.5", "198.51.100.9"),
        (2, "198.51.100.9", "192.0.2.1"),
    ],
)
def test_a_forwarded_address_is_trusted_as_far_as_there_are_proxies(settings, proxies, forwarded, seen):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded} if forwarded else {})
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    assert limits.address(request) == seen


def test_a_household_with_many_addresses_counts_as_one(settings):
    """Every IPv6 household has 2^64 of them."""

    def address(of: str) -> str:
        request = RequestFactory().get("/")
        request.META["REMOTE_ADDR"] = of
        return limits.address(request)

    assert address("2001:db8:1:2::1") == address("2001:db8:1:2:ffff::9") != address("2001:db8:1:3::1")
    assert address("::ffff:192.0.2.1") == address("192.0.2.1")
    assert address("not an address") == "not an address"


@pytest.mark.django_db
def test_a_limit_says_when_to_come_back_and_keeps_the_text(client, opened, settings, no_tries_yet):
    settings.LIMITS = {**settings.LIMITS, "contribute_address": (1, 2)}
    sent = {"text": "Mer utemiljö på skolgården.", "submission": "0b7e7c9e-0f7b-4c4e-9f57-5a7f1c2f3d4e"}
    client.post("/d/skolan/take-part/1/", {**sent, "submission": "1b7e7c9e-0f7b-4c4e-9f57-5a7f1c2f3d4e"})
    answer = client.post("/d/skolan/take-part/1/", sent)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 31
    assert f"Wait {answer['Retry-After']} seconds" in answer.content.decode()
    assert '<input type="hidden" name="text" value="Mer utemiljö på skolgården.">' in answer.content.decode()
    settings.LIMITS = {**settings.LIMITS, "receipt_address": (0, 120)}
    answer = client.get("/c/AAAAA-AAAAA/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "2")
    assert "Much is being asked for from your network" in answer.content.decode()


# Compression


def through(response: HttpResponse, address: str = "/", accept: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get(address, headers={"accept-encoding": accept})
    return middleware.compress(lambda request: response)(request)


LONG = "Mer utemiljö. " * 100


def test_text_is_compressed_for_who_can_read_it():
    answer = through(HttpResponse(LONG))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == LONG
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG) / 5
    for accept in ("", "br", "gzip;q=0", "identity, gzip;q=0.0, br"):
        plain = through(HttpResponse(LONG), accept=accept)
        assert plain.content.decode() == LONG
        assert "Accept-Encoding" in plain["Vary"], "a cache must not give the packed one to others"


def test_what_is_packed_or_has_no_body_is_left_alone():
    packed = through(HttpResponse(b"x" * 1000, headers={"Content-Encoding": "br"}))
    assert packed.content == b"x" * 1000 and packed["Content-Encoding"] == "br"
    picture = through(HttpResponse(b"x" * 1000, content_type="image/png"))
    assert not picture.has_header("Content-Encoding")
    streaming = through(StreamingHttpResponse([LONG]))
    assert not streaming.has_header("Content-Encoding")
    unchanged = through(HttpResponse(status=304))
    assert unchanged.content == b"" and not unchanged.has_header("Content-Encoding")
    assert not through(HttpResponse("short")).has_header("Content-Encoding")


def test_a_strong_mark_becomes_weak_when_packed():
    assert through(HttpResponse(LONG, headers={"ETag": '"abc"'}))["ETag"] == 'W/"abc"'
    assert through(HttpResponse(LONG, headers={"ETag": 'W/"abc"'}))["ETag"] == 'W/"abc"'


def test_the_size_of_a_page_does_not_tell_what_is_in_it():
    """BREACH: the size of a page is blurred, and pages of an account and of refusals are not packed at all."""
    assert len({len(through(HttpResponse(LONG)).content) for _ in range(200)}) > 30
    assert not through(HttpResponse(LONG), "/account/2fa/recovery-codes/").has_header("Content-Encoding")
    for status in (403, 409, 422, 429):
        assert not through(HttpResponse(LONG, status=status)).has_header("Content-Encoding")


@pytest.mark.django_db
def test_the_token_of_a_form_is_another_each_time(client, opened):
    pages = {client.get("/d/skolan/take-part/1/").content for _ in range(3)}
    tokens = {page.split(b'name="csrfmiddlewaretoken" value="')[1][:64] for page in pages}
    assert len(tokens) == 3
    assert all(client.cookies["csrftoken"].value.encode() not in page for page in pages)


# Languages


@pytest.mark.django_db
@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_language_cookie_is_kept_from_scripts_and_plain_connections(client):
    client.post("/language/", {"language": "sv", "next": "/c/"})
    cookie = client.cookies["django_language"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"


# Demo people


@pytest.mark.django_db
def test_only_demo_people_are_entered_by_one_click(client, accounts):
    alma = accounts["alma"]
    assert client.post("/demo/sign-in/", {"person": alma.email}).status_code == 404
    alma.is_demo = True
    alma.save()
    assert client.get("/demo/sign-in/").status_code == 405
    answer = client.post("/demo/sign-in/", {"person": alma.email, "next": "/staff/o/alvsala/start/"})
    assert answer["Location"] == "/staff/o/alvsala/start/"
    assert client.get("/staff/").status_code == 200
    alma.is_active = False
    alma.save()
    assert Client().post("/demo/sign-in/", {"person": alma.email}).status_code == 404


# The log


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/c/K7M2-9QXRW/", "/c/…/"),
        ("/c/K7M2-9QXRW/meeting/7/", "/c/…/meeting/7/"),
        ("/n/about-me/secret-åäö/meetings.ics", "/n/about-me/…/meetings.ics"),
        ("/C/K7M2-9QXRW", "/C/…"),
        ("/K7M2-9QXRW", "/…"),
        ("/d/nowhere/answers/", "/d/nowhere/answers/"),
    ],
)
def test_no_line_of_the_log_holds_a_receipt_code_or_a_key(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, told: str
) -> None:
    caplog.handler.addFilter(hidden := logs.WithoutSecrets())
    try:
        assert client.get(address).status_code == 404
    finally:
        caplog.handler.removeFilter(hidden)
    assert f"Not Found: {told}" in caplog.messages
    console = settings.LOGGING["handlers"]["console"]
    assert [settings.LOGGING["filters"][name]["()"] for name in console["filters"]] == [
        "gehor.site.logs.WithoutSecrets"
    ]
