"""The host's pages: the calls, what has come in, who has assessed it, and who gets a place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.forms import saved, spoken
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.files import served
from gehor.process.learning import (
    ADMIT,
    ASK_TO_CORRECT,
    CHANGE_PROGRAMME,
    COMPLETE,
    FORGET_APPLICANT,
    GIVE_TIME,
    NAME_PARTNER,
    PLAN_PROGRAMME,
    PUBLISH_CALL,
    READ_APPLICATION,
    SEND_LINK,
    TURN_AWAY,
)
from gehor.process.step import Step

from .. import queries
from ..actions import applying, assessing, forgetting
from ..actions import calling as actions
from ..forms import (
    CallForm,
    CorrectionForm,
    PartnerForm,
    PlanForm,
    ReadingForm,
    RulingForm,
    TimeForm,
    component_choices,
    people_of,
)
from ..models import Application, Programme, Ruling
from ..rules import Outcome, State, Verdict
from ..texts import STATES, VERDICTS
from .frame import hosted

DESCRIBED = (
    "name", "purpose", "audience", "terms", "begins_on", "ends_on", "apply_by", "first_meeting_on",
    "first_meeting_place", "members_least", "members_most", "readers_least", "vat", "vat_percent", "vat_reason",
)  # fmt: skip
USUAL = {"members_least": 5, "members_most": 20, "readers_least": 2, "vat": "S", "vat_percent": 25}


@PAGE
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    host = organisations.organisation_for(request.actor, slug, PLAN_PROGRAMME)
    form = PlanForm(posted(request), source=host.source_language, initial=USUAL)
    if saved(form, lambda: actions.plan_programme(host, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The call is planned. Publish it when it can be read by everybody."))
        return see_other("programme:call", slug, form.outcome.slug)
    rows = [(each, counted[State.SUBMITTED], counted[State.ADMITTED]) for each, counted in queries.with_counts(host)]
    return staff_page(request, "programme/hosted.html", host, {"rows": rows, "form": form})


@require_safe
def programme(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What has come in, and where each stands."""
    found = _found(request, slug, name, READ_APPLICATION)
    rows = list(queries.applications(found).order_by("name", "pk"))
    counted = queries.counted(rows)
    readings = queries.verdicts(found)
    context = {
        "rows": [
            {
                "application": each,
                "called": queries.called(each),
                "state": STATES[queries.state(each)],
                "corrected": queries.is_corrected(each),
                "verdicts": [(VERDICTS[verdict], count) for verdict, count in readings[each.pk].items()],
            }
            for each in rows
        ],
        "figures": [
            (counted[State.DRAFT], _("being written")),
            (counted[State.SUBMITTED], _("to be settled")),
            (counted[State.ADMITTED], _("admitted")),
            (counted[State.WAITING], _("waiting for a place")),
        ],
        "is_open": queries.facts_of_call(found).in_time,
        "too_few": counted[State.ADMITTED] < found.members_least,
    }
    return hosted(request, "call", found, context, here="programme:call")


@PAGE
def change(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = _found(request, slug, name, CHANGE_PROGRAMME)
    initial = {part: getattr(found, part) for part in DESCRIBED}
    form = CallForm(posted(request), source=found.source_language, initial=initial)
    if saved(form, lambda: actions.change_programme(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("programme:call", slug, name)
    return hosted(request, "change", found, {"form": form})


@require_POST
def publish(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = _found(request, slug, name, PUBLISH_CALL)
    actions.publish_call(found, actor=request.actor)
    messages.success(request, _("The call is public, and organisations can apply."))
    return see_other("programme:call", slug, name)


@PAGE
def application(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """One application as a reader sees it, with what the others think once one has read it oneself."""
    found = _found(request, slug, name, READ_APPLICATION)
    one = queries.application_of(found, pk)
    readings = list(queries.readings(one))
    mine = next((each for each in readings if each.reader_id == request.actor.account_id), None)
    initial = {"verdict": mine.verdict, "reasons": mine.reasons} if mine else None
    form = ReadingForm(posted(request), initial=initial)
    if saved(form, lambda: assessing.read(one, actor=request.actor, **spoken(form))):
        messages.success(request, _("Your assessment is saved."))
        return see_other("programme:application", slug, name, pk)
    return hosted(
        request,
        "application",
        found,
        {**_shown(one), **submitted(one), "form": form, "mine": mine, "readings": _told(readings, mine)},
    )


def _shown(one: Application) -> dict[str, Any]:
    facts = queries.facts(one)
    words, tone = STATES[queries.state(one)]
    return {
        "application": one,
        "called": queries.called(one),
        "state": words,
        "tone": tone,
        "todo": [{"text": need_text(need.code), "done": need.holds(facts)} for need in COMPLETE],
        "is_draft": not facts.submitted and not facts.gone,
        "is_writing": queries.is_writing(one),
        "is_over": not FORGET_APPLICANT.missing(facts),
        "may_correct": not ASK_TO_CORRECT.missing(facts),
        "may_read": not READ_APPLICATION.missing(facts),
        "may_rule": not TURN_AWAY.missing(facts),
        "waits_for": [need_text(need.code) for need in TURN_AWAY.missing(facts)],
        "rulings": [(each, STATES[State(each.outcome)][0]) for each in queries.rulings(one)],
    }


def submitted(one: Application) -> dict[str, Any]:
    """What readers read: the last version, the former ones, and who has a part."""
    names = dict(component_choices(one.programme))
    versions = [
        (each, files, [names[number] for number in each.components if number in names])
        for each, files in queries.versions(one)
    ]
    return {"version": versions[0] if versions else None, "former": versions[1:], "parts": people_of(one)}


def _told(readings: list[Any], mine: Any) -> list[tuple[Any, Any]]:
    """What others think is shown to whoever has thought for themselves."""
    return [(each, VERDICTS[Verdict(each.verdict)]) for each in readings] if mine else []


@PAGE
def rule(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Admitted, made to wait, or declined; with reasons, and a mail."""
    found = _found(request, slug, name, ADMIT)
    one = queries.application_of(found, pk)
    form = RulingForm(posted(request))

    def ruled() -> Ruling:
        given = spoken(form)
        if given["outcome"] == Outcome.ADMITTED:
            return assessing.admit(one, actor=request.actor, reasons=given["reasons"], language=given["language"])
        return assessing.turn_away(one, actor=request.actor, **given)

    if saved(form, ruled):
        messages.success(request, _("It is settled, and whoever applied is told by mail."))
        return see_other("programme:application", slug, name, pk)
    readings = [(each, VERDICTS[Verdict(each.verdict)]) for each in queries.readings(one)]
    facts = queries.facts(one)
    context = {
        "application": one,
        "called": queries.called(one),
        "form": form,
        "readings": readings,
        "missing": [need_text(need.code) for need in ADMIT.missing(facts)],
        "admitted": queries.members(found).count(),
    }
    return hosted(request, "rule", found, context)


@PAGE
def give_time(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    found = _found(request, slug, name, GIVE_TIME)
    one = queries.application_of(found, pk)
    form = TimeForm(posted(request), initial={"late_until": max(clock.today(), found.apply_by)})
    if saved(form, lambda: assessing.give_time(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("This organisation has more time."))
        return see_other("programme:application", slug, name, pk)
    return hosted(request, "give_time", found, {"form": form, "application": one, "called": queries.called(one)})


@PAGE
def correct(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Something is to be put right by those who wrote it."""
    found = _found(request, slug, name, ASK_TO_CORRECT)
    one = queries.application_of(found, pk)
    form = CorrectionForm(posted(request), initial={"late_until": max(clock.today(), found.apply_by)})
    if saved(form, lambda: assessing.ask_to_correct(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is mailed to %(email)s.") % {"email": one.contact_email})
        return see_other("programme:application", slug, name, pk)
    return hosted(request, "correct", found, {"form": form, "application": one, "called": queries.called(one)})


@require_POST
def forget(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    found = _found(request, slug, name, FORGET_APPLICANT)
    forgetting.forget(queries.application_of(found, pk), actor=request.actor)
    messages.success(request, _("The persons named in the application are forgotten, and its link is closed."))
    return see_other("programme:application", slug, name, pk)


@require_POST
def send_link(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """The link once more; or another one, where the former has come into wrong hands."""
    found = _found(request, slug, name, SEND_LINK)
    one = queries.application_of(found, pk)
    applying.send_link(one, actor=request.actor, anew="anew" in request.POST)
    messages.success(request, _("The link is mailed to %(email)s.") % {"email": one.contact_email})
    return see_other("programme:application", slug, name, pk)


@PAGE
def partner(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    found = _found(request, slug, name, NAME_PARTNER)
    one = queries.application_of(found, pk)
    form = PartnerForm(
        posted(request), programme=found, initial={"partner": queries.now(one.partner) if one.partner else None}
    )
    if saved(form, lambda: assessing.name_partner(one, form.cleaned_data["partner"], actor=request.actor)):
        messages.success(request, _("It is saved."))
        return see_other("programme:application", slug, name, pk)
    return hosted(request, "partner", found, {"form": form, "application": one, "called": queries.called(one)})


@require_safe
def document(request: HttpRequest, slug: str, name: str, pk: int, document: int) -> HttpResponse:
    found = _found(request, slug, name, READ_APPLICATION)
    file = queries.application_of(found, pk).documents.filter(pk=document).first()
    if file is None:
        raise Http404
    return served(file)


def _found(request: HttpRequest, slug: str, name: str, step: Step) -> Programme:
    return queries.programme_of(organisations.organisation_for(request.actor, slug, step), name)
