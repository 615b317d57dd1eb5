"""The lead's page for a decision that was changed after the answers went out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gehor.decision import queries as decisions
from gehor.feedback import queries as feedback
from gehor.feedback.models import Delivery
from gehor.feedback.texts import WAYS
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.forms import Form, LocalTextField
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.process.steps import ANSWER_ANEW

from . import actions, queries


class AnewForm(Form):
    text = LocalTextField(
        gettext_lazy("The new answer"),
        rows=8,
        help_text=gettext_lazy("What has changed since the earlier answer, and why? Short sentences."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def anew(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer those anew whom a changed decision concerns. It goes out at once."""
    dialogue = planning.dialogue_for(request.actor, slug)
    if not request.actor.may(ANSWER_ANEW, dialogue.organisation_id):
        raise WrongPerson("not_your_step", step=ANSWER_ANEW.key)
    decision = decisions.decisions(dialogue).select_related("replaces").filter(weighs__number=number).first()
    release = feedback.release_of(dialogue)
    if decision is None or decision.replaces is None or release is None:
        raise Http404
    decision.dialogue = dialogue
    form = AnewForm(request.POST if request.method == "POST" else None, source=dialogue.source_language)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_anew(decision, actor=request.actor, **form.cleaned_data)
        except WrongInput as refusal:
            form.refuse(refusal)
        else:
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
    status = 422 if form.errors else 200
    return staff_page(request, "feedback/anew.html", dialogue.organisation, context, status=status)
