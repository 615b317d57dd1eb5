"""Where an organisation says which of its dialogues here belong to a programme: in its own house, and nobody else."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.network.programme import queries as programmes
from gehor.process.learning import LINK_DIALOGUES

from .. import queries
from ..actions import doing
from ..forms import LinkForm


@PAGE
def link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    here = organisations.organisation_for(request.actor, slug, LINK_DIALOGUES)
    application = programmes.own_applications(here).filter(pk=pk).first()
    if application is None:
        raise Http404
    linked = [each.dialogue for each in queries.home_dialogues([application]) if each.dialogue is not None]
    form = LinkForm(posted(request), application=application, initial={"dialogues": linked})
    if saved(
        form,
        lambda: doing.link_dialogues(application, actor=request.actor, dialogues=form.cleaned_data["dialogues"]),
    ):
        messages.success(request, _("It is saved."))
        return see_other("programme:taking_part", slug)
    return staff_page(request, "homework/link.html", here, {"application": application, "form": form})
