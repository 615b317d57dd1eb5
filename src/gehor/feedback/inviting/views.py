"""Invite to one meeting: what is sent, to how many, and who has to be reached in another way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from gehor.analysis.series.papers import words
from gehor.analysis.series.queries import held_on, sessions
from gehor.analysis.series.texts import person_name
from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.process.steps import SEND_INVITATIONS

from . import actions, letters, queries
from .forms import SendForm
from .rules import Kind
from .texts import KINDS, WAYS


@PAGE
def session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send the invitation or the reminder to one meeting, having read it."""
    dialogue = planning.dialogue_for(request.actor, slug, SEND_INVITATIONS)
    activity = queries.session(dialogue, number)
    form = SendForm(posted(request))
    if saved(form, lambda: actions.send_invitations(activity, actor=request.actor, **form.cleaned_data)):
        n = form.outcome
        said = ngettext("%(n)d message is on its way.", "%(n)d messages are on their way.", n)
        messages.success(request, said % {"n": n})
        return see_other("inviting:session", slug, number)
    waiting = {kind: queries.not_written_to(activity, kind).count() for kind in Kind}
    kind = Kind.INVITATION if waiting[Kind.INVITATION] or not waiting[Kind.REMINDER] else Kind.REMINDER
    titles = {each.pk: words(dialogue, each.title) for each in sessions(dialogue)}
    others = queries.otherwise(dialogue)
    context = {
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "activity": activity,
        "day": held_on(activity),
        "is_past": held_on(activity) < clock.today(),
        "form": form,
        "kind": kind,
        "to_send": waiting[kind],
        "letter": letters.email(activity, kind, None),
        "counted": [(KINDS[each.kind], each) for each in queries.counted(activity)],
        "otherwise": [
            (person_name(each.person, titles), [(WAYS[row.kind], row.address) for row in each.contacts])
            for each in others
            if each.contacts
        ],
        "nowhere": sum(not each.contacts for each in others),
    }
    return staff_page(request, "inviting/session.html", dialogue.organisation, context)
