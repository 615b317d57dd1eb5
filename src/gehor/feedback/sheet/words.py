"""The sentences of the sheets in the language that is active. The only file of this folder that knows Django."""

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """A sentence for every key of LABELS. Words in braces are filled in by the letter and stay as they are."""
    return {
        "title": _("Answer: {dialogue}"),
        "titles": _("Answers: {dialogue}"),
        "kicker": _("Answer to what you said"),
        "salutation": _("Hello,"),
        "salutation_name": _("Hello {name},"),
        "greeting": _("Thank you for taking part. Here you can read what became of what you said."),
        "you_said": _("You said"),
        "received": _("Received {date}"),
        "reference": _("reference {reference}"),
        "read_as": _("It was read as"),
        "rests_on": _("Rests on what you said in {references}"),
        "set_aside": _("It was set aside, because"),
        "decision": _("The decision"),
        "section": _("§ {section}"),
        "case_number": _("case {case_number}"),
        "answer": _("Our answer"),
        "next": _("What happens next"),
        "due": _("no later than {date}"),
        "follow": _("Follow what happens"),
        "follow_text": _("Everything that comes of what you said can be read here. You need no account."),
        "receipt_code": _("Your receipt code"),
        "qr_alt": _("QR code that leads to {address}"),
        "closing": _("Kind regards"),
        "page": _("Page {page} of {pages}"),
        "unprintable": _("� stands for a sign that cannot be printed. The whole text is at the address above."),
        "receipt_title": _("Receipt: {dialogue}"),
        "receipt_kicker": _("Receipt"),
        "receipt_intro": _("We have received what you said. Thank you for taking part."),
        "receipt_keep": _("Keep this code. With it you can see what becomes of what you said. You need no account."),
        "receipt_shortened": _("The text is shortened here. The whole of it is at the address above."),
        "receipt_next": _("What happens now"),
    }
