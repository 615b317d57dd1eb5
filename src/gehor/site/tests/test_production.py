"""A server in production, behind one proxy that ends TLS: what browsers are told, and what is refused."""

import http.client
import re
import socket
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from gehor.site.settings import UPLOAD_MOST_BYTES

HOST = "dialog.example.org"
ALMA = "alma@alvsala.example"


class Browser:
    """Speaks to the server as the proxy does for one reader."""

    def __init__(self, port: int, *, address: str = "198.51.100.9", scheme: str = "https") -> None:
        self.port, self.cookies = port, SimpleCookie()
        self.headers = {"Host": HOST, "X-Forwarded-Proto": scheme, "X-Forwarded-For": address, "Accept-Language": "en"}

    def ask(self, address: str, form: dict[str, str] | None = None, method: str = "", **headers: str):
        session = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form)
            sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}", **sent}
        session.request(method or ("GET" if form is None else "POST"), address, body, sent)
        answer = session.getresponse()
        answer.text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(cookie)
        session.close()
        return answer

    def send(self, address: str, /, at: str = "", **form: str):
        """Open the page, fill in its form, and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(address).text)
        return self.ask(at or address, {"csrfmiddlewaretoken": token[1], **form})


@pytest.fixture(scope="module")
def server(installed, in_production):
    installation = installed(**in_production)
    installation.python("from gehor.ground.organisations.models import Account; Account.objects.update(is_demo=False)")
    # Ready only when it answers on /healthz, which alone is not sent on to https
    installation.environment["GEHOR_HOSTS"] = f"{HOST},127.0.0.1"
    installation.start()
    yield installation
    installation.stop()


@pytest.fixture
def browser(server) -> Browser:
    return Browser(server.port)


def test_everything_is_sent_on_to_https(server):
    plain = Browser(server.port, scheme="http")
    for address in ("/d/skolan/", "/account/login/", "/static/nothing.css"):
        answer = plain.ask(address)
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}{address}")
    assert plain.ask("/healthz").text == "ok"


def test_browsers_are_told_to_come_by_https_alone(browser):
    for address in ("/o/alvsala/", "/account/login/", "/nowhere/", "/healthz"):
        answer = browser.ask(address)
        policy = answer.headers["Strict-Transport-Security"]
        assert int(re.search(r"max-age=(\d+)", policy)[1]) >= 365 * 24 * 3600
        assert "includeSubDomains" in policy and "preload" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_demo_is_not_there(browser):
    assert browser.ask("/outbox/").status == 404
    assert browser.send("/account/login/", at="/demo/sign-in/", person=ALMA).status == 404
    page = browser.ask("/account/login/").text
    assert "demo" not in page.lower() and ALMA not in page


def test_a_code_by_mail_signs_in_with_cookies_that_nobody_else_gets(browser, post):
    answer = browser.send("/account/login/code/?next=/staff/", email=ALMA, next="/staff/")
    assert answer.status == 302
    until = time.monotonic() + 20  # it is sent beside the answer
    while not post.to(ALMA) and time.monotonic() < until:
        time.sleep(0.02)
    letter = post.to(ALMA)[0]
    assert letter["From"] == "Älvsala kommun <dialog@example.org>"
    code = re.search(r"^ {4}(\S+)\s*$", letter.get_content(), re.MULTILINE)[1]
    answer = browser.send(answer.headers["Location"], code=code, next="/staff/")
    assert answer.headers["Location"] == "/staff/"
    assert browser.ask("/staff/").status == 200
    for name in ("__Host-sessionid", "__Host-csrftoken"):
        cookie = browser.cookies[name]
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["path"] == "/" and not cookie["domain"]
    assert browser.cookies["django_language"]["secure"]


def test_a_form_from_another_site_is_refused(browser):
    browser.ask("/account/login/")
    for origin in ("https://evil.example", "null", f"http://{HOST}"):
        answer = browser.ask("/account/login/", {"login": ALMA, "password": "x"}, Origin=origin)
        assert answer.status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", f"{HOST}.evil.example", f"evil.example:80@{HOST}"]
)
def test_another_host_is_refused_and_never_repeated(browser, host):
    answer = browser.ask("/account/password/reset/", Host=host)
    assert answer.status == 400
    assert "evil" not in answer.text
    assert "evil" not in str(browser.ask("/d/skolan", Host=HOST, X_Forwarded_Host="evil.example").headers)
    assert [browser.ask("/d/skolan/", Host=name).status for name in (HOST, HOST, host)] == [200, 200, 400]


def test_a_forwarded_address_that_the_reader_made_up_changes_nothing(server):
    """The proxy appends what it has seen; what stands before it is the reader's own invention."""
    answers = [
        Browser(server.port, address=f"10.0.0.{number}, 203.0.113.77").ask(
            "/account/password/reset/", {"email": "nobody@example.org"}
        )
        for number in range(40)
    ]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused, "one reader with many invented addresses"
    seconds = int(refused[-1].headers["Retry-After"])
    assert f"Wait {seconds} seconds" in refused[-1].text
    other = Browser(server.port, address="203.0.113.78").ask(
        "/account/password/reset/", {"email": "nobody@example.org"}
    )
    assert other.status != 429


def test_more_than_can_be_taken_in_ends_with_a_page(server):
    head = (
        f"POST /d/skolan/take-part/1/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
    )
    size = UPLOAD_MOST_BYTES + 1024 * 1024
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(f"{head}Content-Length: {size}\r\n\r\n".encode())
        block = b"x" * 65536
        for _ in range(size // len(block)):
            line.sendall(block)
        line.sendall(b"x" * (size % len(block)))
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"<h1>" in answer


def test_head_and_options_are_fine(browser):
    assert browser.ask("/d/skolan/", method="HEAD").status == 200
    assert browser.ask("/d/skolan/", method="OPTIONS").status in (200, 405)
    assert browser.ask("/d/skolan/", method="TRACE").status in (400, 405)
