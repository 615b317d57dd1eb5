"""Readers from outside: asked by the host, with a link of their own, and let go."""

from django.db import transaction

from gehor.ground import addresses, clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.process.learning import ASK_READER, LET_READER_GO

from .. import queries
from ..models import Programme, Reader

READERS_MOST = 30


@transaction.atomic
def ask_reader(
    programme: Programme, *, actor: Actor, name: str, email: str, title: str = "", language: str = "sv"
) -> Reader:
    """Somebody outside is asked to assess what has come in; the link is mailed."""
    act = begin(ASK_READER, programme.host, actor=actor)
    known = queries.readers(programme)
    if known.count() >= READERS_MOST:
        raise WrongInput("too_many_readers", field="name", most=READERS_MOST)
    reader = Reader(programme=programme, language=language, asked_at=clock.now())
    reader.name = written.line(name, field="name", longest=120)
    reader.title = written.line(title, field="title", required=False, longest=120)
    reader.email = addresses.email(email, field="email").lower()
    if known.filter(email=reader.email).exists():
        raise WrongInput("reader_asked_already", field="email")
    reader.save()
    record(act, subject=reader)
    return reader


@transaction.atomic
def send_reader_link(reader: Reader, *, actor: Actor) -> Reader:
    """Another link is drawn and mailed: the earlier ones open nothing any more."""
    act = begin(ASK_READER, reader.programme.host, actor=actor)
    if reader.let_go_at is not None:
        raise WrongInput("reader_let_go")
    reader.link += 1
    reader.save()
    record(act, subject=reader)
    return reader


@transaction.atomic
def let_reader_go(reader: Reader, *, actor: Actor) -> Reader:
    """The link opens nothing any more, and the name goes; what was assessed stays, without it."""
    act = begin(LET_READER_GO, reader.programme.host, actor=actor)
    reader.name = reader.title = reader.email = ""
    reader.let_go_at = reader.let_go_at or clock.now()
    reader.save()
    record(act, subject=reader)
    return reader
