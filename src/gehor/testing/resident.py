"""Somebody who opens the form and sends it, over the wire. Standard library only."""

import http.client
import re
import uuid
from urllib.parse import urlencode, urlsplit

FORM = "/d/skolan/take-part/1/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_ADDRESS = re.compile(r'<form id="form" class="form" method="post" action="([^"]+)"')


class NotReceived(Exception):
    """The server answered something else than a receipt; the message says what."""


class Resident:
    """One browser with the form open. It may send again and again, on one connection."""

    def __init__(self, address: str, *, form: str = FORM, seconds: float = 20) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=seconds)
        self._connection.request("GET", form)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        self._cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
        self._token, self._address = _TOKEN.search(page)[1], _ADDRESS.search(page)[1]

    def send(self, key: uuid.UUID, text: str) -> str:
        """The receipt's address. Raises OSError or HTTPException when the server dies, NotReceived when it refuses."""
        fields = {"csrfmiddlewaretoken": self._token, "submission": str(key), "text": text, "language": "sv"}
        fields["anyway"] = "1"  # others have written nearly the same
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", self._address, urlencode(fields), headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise NotReceived(f"{answer.status} for {key}")
        return answer.getheader("Location", "")

    def leave(self) -> None:
        self._connection.close()
