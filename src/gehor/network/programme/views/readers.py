"""Readers from outside: asked by the host; and what they see and say behind their link."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved, spoken
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other
from gehor.participation.files import served
from gehor.process.learning import ASK_READER, LET_READER_GO, READ_APPLICATION
from gehor.process.step import Step

from .. import keys, queries
from ..actions import assessing
from ..actions import readers as actions
from ..forms import ReaderForm, ReadingForm
from ..models import Application, Programme, Reader
from ..rules import Verdict
from ..texts import VERDICTS
from .calling import submitted
from .frame import behind_link, hosted

# The host


@PAGE
def readers(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Who is asked from outside, how much each has read, and a form for one more."""
    programme = _found(request, slug, name, ASK_READER)
    form = ReaderForm(posted(request))
    if saved(form, lambda: actions.ask_reader(programme, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The link is mailed to %(email)s.") % {"email": form.outcome.email})
        return see_other("programme:readers", slug, name)
    asked = list(queries.readers(programme))
    read = queries.read_by(asked)
    rows = [(each, read[each.pk]) for each in asked]
    return hosted(request, "readers", programme, {"rows": rows, "form": form}, here="programme:readers")


@require_POST
def reader_link(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    reader = _reader(_found(request, slug, name, ASK_READER), pk)
    actions.send_reader_link(reader, actor=request.actor)
    messages.success(request, _("The link is mailed to %(email)s.") % {"email": reader.email})
    return see_other("programme:readers", slug, name)


@require_POST
def let_reader_go(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    reader = _reader(_found(request, slug, name, LET_READER_GO), pk)
    actions.let_reader_go(reader, actor=request.actor)
    messages.success(request, _("The link is closed. What was assessed stays, without a name."))
    return see_other("programme:readers", slug, name)


def _found(request: HttpRequest, slug: str, name: str, step: Step) -> Programme:
    return queries.programme_of(organisations.organisation_for(request.actor, slug, step), name)


def _reader(programme: Programme, pk: int) -> Reader:
    found = get_object_or_404(queries.readers(programme), pk=pk)
    found.programme = programme
    return found


# Behind the link


@require_safe
def to_assess(request: HttpRequest, key: str) -> HttpResponse:
    """What there is to read, and what one has said oneself."""
    reader = keys.reader(key)
    said = {each.application_id: each for each in queries.said_by(reader)}
    rows = [
        (
            each,
            queries.called(each),
            said.get(each.pk),
            VERDICTS[Verdict(said[each.pk].verdict)] if each.pk in said else "",
        )
        for each in queries.to_assess(reader.programme)
    ]
    return _page(request, "to_assess", reader, {"rows": rows})


@PAGE
def assess(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One application, and what one thinks of it. Addresses of those named in it are not shown."""
    reader = keys.reader(key)
    one = _open_to(reader, pk)
    mine = queries.said_by(reader).filter(application=one).first()
    form = ReadingForm(posted(request), initial={"verdict": mine.verdict, "reasons": mine.reasons} if mine else None)
    if saved(form, lambda: assessing.read(one, actor=RESIDENT, outside=reader, **spoken(form))):
        messages.success(request, _("Your assessment is saved."))
        return see_other("programme:to_assess", key)
    context = {"application": one, "called": queries.called(one), "form": form, "mine": mine, **submitted(one)}
    return _page(request, "assess", reader, context)


@require_safe
def assessed_document(request: HttpRequest, key: str, pk: int, document: int) -> HttpResponse:
    one = _open_to(keys.reader(key), pk)
    files = {each.pk: each for _version, had in queries.versions(one) for each in had}
    if document not in files:
        raise Http404
    return served(files[document])


def _open_to(reader: Reader, pk: int) -> Application:
    """One that is to be assessed. Else 404."""
    found = next((each for each in queries.to_assess(reader.programme) if each.pk == pk), None)
    if found is None or READ_APPLICATION.missing(queries.facts(found)):
        raise Http404
    found.programme = reader.programme
    return found


def _page(request: HttpRequest, name: str, reader: Reader, context: Mapping[str, Any]) -> HttpResponse:
    programme = reader.programme
    given = {
        "reader": reader,
        "programme": programme,
        "organisation": programme.host,
        "key": keys.key_of_reader(reader),
        **context,
    }
    return behind_link(request, name, given)
