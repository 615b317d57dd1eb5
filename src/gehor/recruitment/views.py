"""The pages on which staff name target groups and change them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning.pages import back_to_workbench, dialogue_page, entered, one_at_a_time
from gehor.process.steps import CHANGE_TARGET_GROUP, DROP_TARGET_GROUP, NAME_TARGET_GROUP

from . import actions, queries
from .forms import TargetGroupForm


@PAGE
def target_groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom the dialogue must reach, and one more of them."""
    dialogue, missing = entered(request, slug, NAME_TARGET_GROUP)
    form = TargetGroupForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.name_target_group(dialogue, actor=request.actor, **form.cleaned_data)):
        return back_to_workbench(request, dialogue, _("The target group is in the plan."))
    context = {"heading": _("Target groups"), "groups": list(queries.target_groups(dialogue))}
    template = "recruitment/target_groups.html"
    return dialogue_page(request, template, dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One target group, to be put right."""
    dialogue, missing = entered(request, slug, CHANGE_TARGET_GROUP)
    group = queries.target_group_of(dialogue, pk, gone=request.method == "POST")
    now = {name: getattr(group, name) for name in TargetGroupForm.base_fields if name != "seen"}
    form = TargetGroupForm(posted(request), source=dialogue.source_language, initial=now)
    if saved(form, lambda: actions.change_target_group(group, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other("recruitment:target_groups", slug)
    context = {"heading": _("Change a target group"), "group": group}
    return dialogue_page(request, "recruitment/change.html", dialogue, context, missing=missing, form=form)


@PAGE
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks once more, and then takes the target group out of the plan."""
    dialogue, missing = entered(request, slug, DROP_TARGET_GROUP)
    group = queries.target_group_of(dialogue, pk)
    if request.method == "POST":
        actions.drop_target_group(group, actor=request.actor)
        return back_to_workbench(request, dialogue, _("The target group is out of the plan."))
    context = {"heading": _("Remove a target group"), "group": group}
    return dialogue_page(request, "recruitment/drop.html", dialogue, context, missing=missing)
