"""The lead's page for a decision that was changed after the answers went out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gehor.decision import queries as decisions
from gehor.feedback import queries as feedback
from gehor.feedback.models import Delivery
from gehor.feedback.texts import WAYS
from gehor.ground.doors import one_of
from gehor.ground.forms import Form, LocalTextField, saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.process.steps import ANSWER_ANEW

from . import actions, queries


class AnewForm(Form):
    text = LocalTextField(
        gettext_lazy("The new answer"),
        rows=8,
        help_text=gettext_lazy("What has changed since the earlier answer, and why? Short sentences."),
    )


@PAGE
def anew(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer those anew whom a changed decision concerns. It goes out at once."""
    dialogue = planning.dialogue_for(request.actor, slug, ANSWER_ANEW)
    decision = one_of(dialogue, decisions.decisions(dialogue).select_related("replaces"), weighs__number=number)
    release = feedback.release_of(dialogue)
    if decision.replaces is None or release is None:
        raise Http404
    form = AnewForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.answer_anew(decision, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The new answer is public, and on its way to those concerned."))
        return see_other("feedback:write_list", slug)
    people = queries.concerned(decision)
    again = queries.arrived(release, people)
    counts = {way: Delivery.objects.filter(pk__in=again, way=way).count() for way in ("email", "sheet")}
    context = {
        "here": "dialogues",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "finding": decision.weighs,
        "decision": decision,
        "earlier": queries.earlier_answer(decision),
        "answered": feedback.answer_to(decision),
        "form": form,
        "people": len(people),
        "ways": [(WAYS[way][0], count) for way, count in counts.items() if count],
    }
    return staff_page(request, "feedback/anew.html", dialogue.organisation, context)
