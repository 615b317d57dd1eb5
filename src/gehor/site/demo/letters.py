"""Codes that came by letter: in the demo the letters lie among the messages, so that everybody can take one."""

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.languages import said
from gehor.ground.people.receipt import shown
from gehor.participation.identity.actions import make_codes
from gehor.participation.identity.letters import address_of
from gehor.planning.models import Activity

TO = "brev@papper.example"  # by which the letters are found among the messages


def send(activity: Activity, *, actor: Actor, many: int) -> None:
    """Make so many codes, and lay them where a visitor finds them, instead of printing them."""
    batch, codes = make_codes(activity, actor=actor, many=many)
    language = activity.dialogue.source_language
    title, _language = said(activity.title, language, language)
    with translation.override(language):
        lines = "\n".join(f"{batch.number}–{number}: {shown(code)}" for number, code in enumerate(codes, 1))
        words = _(
            "These are the codes of %(many)d letters. In a municipality each is printed on a letter of its own, to "
            "somebody who may take part. Here you can take one and try it: %(address)s"
        )
        text = words % {"many": many, "address": address_of(batch)}
        subject = _("Letters with codes: %(title)s") % {"title": title}
        EmailMessage(subject, f"{text}\n\n{lines}", to=[TO]).send()
