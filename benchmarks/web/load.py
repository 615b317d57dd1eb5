"""Readers and writers, many at once, each on a connection of its own: `python -m benchmarks.web.load '{…}'`.

Runs in a process of its own, so that what it costs is not counted as the server's. Talks to 127.0.0.1 alone, for a
bounded time. A reader asks as browsers do (gzip, Swedish, no cookie). A writer opens the form once and sends it again
and again with a new key and a new text; a contribution counts when the 303 has come that names its receipt. A voter
goes from statement to statement until there is none left, and is somebody new then; of five writers on a vote evening
one shares out a budget. A vote counts when the 303 has come that leads on.
"""

import asyncio
import gzip
import itertools
import json
import random
import re
import sys
import time
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

LONGEST = 120.0  # seconds
HEAD = (
    b"Host: 127.0.0.1:%d\r\nUser-Agent: benchmark\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
    b"Accept-Language: sv-SE,sv;q=0.9,en;q=0.8\r\n"
)


@dataclass(frozen=True)
class Plan:
    port: int
    paths: Sequence[str] = ()  # what readers ask for, in turn
    form: str = ""  # what writers send
    statements: str = ""  # what four of five writers vote on instead
    budget: str = ""  # and what the fifth shares out
    shares: dict[str, str] = field(default_factory=dict)  # what is chosen there
    readers: int = 0
    writers: int = 0
    seconds: float = 5.0
    views_per_second: float = 0.0  # readers come so often together; 0: as soon as they have been answered
    writes_per_second: float = 0.0  # and writers
    most: int = 0  # answers in all; 0: as many as there is time for
    cookie: str = ""  # that readers send
    seed: int = 1


@dataclass
class Seen:
    """What one kind of visitor saw."""

    seconds: list[float] = field(default_factory=list)  # each answer's own
    wrong: dict[str, int] = field(default_factory=dict)  # what was answered in place of what was hoped for
    bytes: int = 0
    lasted: float = 0.0  # until the last answer

    def note_wrong(self, what: object) -> None:
        self.wrong[str(what)] = self.wrong.get(str(what), 0) + 1


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        found = re.search(rf"(?mi)^{name}: *([^\r\n]*)", self.head)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self.header("content-encoding") == "gzip" else self.body).decode()


class Visitor:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.port, self.head = port, HEAD % port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> Answer:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        try:
            self.writer.write(request)
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            body = await self.reader.readexactly(int(length[1])) if length else b""
        except (OSError, asyncio.IncompleteReadError):
            self.leave()
            raise
        return Answer(int(head[9:12]), head.decode("latin-1"), body)

    async def get(self, path: str, cookie: str = "") -> Answer:
        sent = f"Cookie: {cookie}\r\n" if cookie else ""
        return await self.ask(b"GET %s HTTP/1.1\r\n%s%s\r\n" % (path.encode(), self.head, sent.encode()))

    async def post(self, path: str, cookie: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields).encode()
        head = b"POST %s HTTP/1.1\r\n%sCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n" % (
            path.encode(), self.head, cookie.encode(),
        )  # fmt: skip
        return await self.ask(head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def leave(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class Turns:
    """When the next one may come: at an even pace or at once, until time or number is up."""

    def __init__(self, plan: Plan, per_second: float) -> None:
        self.until, self.left = time.monotonic() + plan.seconds, plan.most or 10**9
        self.pause, self.next = (1 / per_second if per_second else 0.0), time.monotonic()

    async def __aiter__(self) -> AsyncIterator[None]:
        while self.left > 0 and time.monotonic() < self.until:
            self.left -= 1
            now = time.monotonic()
            if self.pause:
                # A place that nobody could take in time is lost: nobody comes twice as often afterwards
                mine = self.next = max(self.next + self.pause, now - self.pause)
                if mine > now:
                    await asyncio.sleep(mine - now)
            yield


async def read(visitor: Visitor, paths: Iterator[str], cookie: str, turns: Turns, seen: Seen) -> None:
    async for _ in turns:
        began = time.monotonic()
        try:
            answer = await visitor.get(next(paths), cookie)
        except (OSError, asyncio.IncompleteReadError) as trouble:
            seen.note_wrong(type(trouble).__name__)
            continue
        seen.bytes += len(answer.body)
        if answer.status == 200:
            seen.seconds.append(time.monotonic() - began)
        else:
            seen.note_wrong(answer.status)


async def write(visitor: Visitor, form: str, turns: Turns, seen: Seen, chance: random.Random) -> None:
    page = await visitor.get(form)
    cookie = page.header("set-cookie").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    address = re.search(r'<form id="form" class="form" method="post" action="([^"]+)"', page.text)[1]
    async for _ in turns:
        words = " ".join(chance.choices(WORDS, k=30))
        fields = {
            "csrfmiddlewaretoken": token,
            "submission": str(uuid.uuid4()),
            "title": words[:40],
            "text": f"{words}. {words[::-1]}",
            "category": "maten",
            "language": "sv",
            "email": "",
            "receipt": "",
            "leave_empty": "",
            "anyway": "1",  # the texts are all alike
        }
        began = time.monotonic()
        try:
            answer = await visitor.post(address, cookie, fields)
        except (OSError, asyncio.IncompleteReadError) as trouble:
            seen.note_wrong(type(trouble).__name__)
            continue
        if answer.status == 303 and answer.header("location").startswith("/c/"):
            seen.seconds.append(time.monotonic() - began)
        else:
            seen.note_wrong(answer.status)


class Person:
    """Somebody at one connection: cookies as a browser keeps them."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.visitor, self.address = visitor, address
        self.cookies: dict[str, str] = {}
        self.token = ""

    def kept(self, answer: Answer) -> Answer:
        for each in re.findall(r"(?mi)^set-cookie: *([^=;]+)=([^;\r\n]*)", answer.head):
            self.cookies[each[0]] = each[1]
        return answer

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def comes(self) -> None:
        page = self.kept(await self.visitor.get(self.address))
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]

    async def sends(self, where: str, **fields: str) -> Answer:
        shared = {"csrfmiddlewaretoken": self.token, "submission": str(uuid.uuid4())}
        return self.kept(await self.visitor.post(where, self.cookie, {**shared, **fields}))


async def vote(visitor: Visitor, address: str, turns: Turns, seen: Seen, chance: random.Random) -> None:
    """One statement after the other, chosen by the server; then somebody else comes."""
    person, asked = None, None
    async for _ in turns:
        try:
            if asked is None:
                person = Person(visitor, address)
                await person.comes()
                begun = await person.sends(address, begin="1")
                asked = re.search(r"statement=(\w+)", begun.header("location"))
            began = time.monotonic()
            answer = await person.sends(f"{address}?go", statement=asked[1], choice=chance.choice(("1", "0", "-1")))
        except (OSError, TypeError, asyncio.IncompleteReadError) as trouble:
            seen.note_wrong(type(trouble).__name__)
            asked = None
            await asyncio.sleep(0.05)
            continue
        if answer.status == 303:
            seen.seconds.append(time.monotonic() - began)
            asked = re.search(r"statement=(\w+)", answer.header("location"))
        else:
            seen.note_wrong(answer.status)
            asked = None


async def share_out(visitor: Visitor, address: str, chosen: dict[str, str], turns: Turns, seen: Seen) -> None:
    """A whole ballot, confirmed at the last look: somebody new each time."""
    async for _ in turns:
        try:
            person = Person(visitor, address)
            await person.comes()
            began = time.monotonic()
            answer = await person.sends(
                f"{address}?send", language="sv", email="", receipt="", leave_empty="", confirmed="1", **chosen
            )
        except (OSError, TypeError, asyncio.IncompleteReadError) as trouble:
            seen.note_wrong(type(trouble).__name__)
            await asyncio.sleep(0.05)
            continue
        if answer.status == 303 and answer.header("location").startswith("/c/"):
            seen.seconds.append(time.monotonic() - began)
        else:
            seen.note_wrong(answer.status)


WORDS = (
    "skolan maten gården bussen rasten lärare elever tak regn plats lugn vuxna trångt lek bollplan klassrum ljus "
    "ljud morgon kväll fritids vägen cykel kö mat varm kall tid fler färre bättre göra bygga fråga"
).split()


async def run(plan: Plan) -> dict[str, dict[str, object]]:
    views, contributions = Seen(), Seen()
    shared = Turns(plan, plan.views_per_second), Turns(plan, plan.writes_per_second)
    visitors = [Visitor(plan.port) for _ in range(plan.readers + plan.writers)]
    paths = itertools.cycle(plan.paths)
    tasks = [read(visitor, paths, plan.cookie, shared[0], views) for visitor in visitors[: plan.readers]] + [
        _written(plan, number, visitor, shared[1], contributions)
        for number, visitor in enumerate(visitors[plan.readers :])
    ]
    began = time.monotonic()
    async with asyncio.timeout(min(LONGEST, plan.seconds + 60)):
        await asyncio.gather(*tasks)
    views.lasted = contributions.lasted = time.monotonic() - began
    for visitor in visitors:
        visitor.leave()
    return {"views": asdict(views), "contributions": asdict(contributions)}


def _written(plan: Plan, number: int, visitor: Visitor, turns: Turns, seen: Seen) -> Coroutine[None, None, None]:
    """What the writer with this number does."""
    chance = random.Random(f"{plan.seed} {number}")
    if plan.budget and number % 5 == 4:
        return share_out(visitor, plan.budget, plan.shares, turns, seen)
    if plan.statements:
        return vote(visitor, plan.statements, turns, seen, chance)
    return write(visitor, plan.form, turns, seen, chance)


if __name__ == "__main__":
    json.dump(asyncio.run(run(Plan(**json.loads(sys.argv[1])))), sys.stdout)
