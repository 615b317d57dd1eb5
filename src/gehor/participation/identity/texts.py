"""Code → words: what is demanded, how people are told of it, and what is refused."""

from django.utils.translation import gettext_lazy as _

# What staff choose among, with what they must know
PROOFS = {
    "open": (_("Open to everybody"), _("Nobody shows anything. The same person may answer several times.")),
    "device": (
        _("Once for each device"),
        _(
            "A telephone or computer answers once. Whoever has two can answer twice, and a family with one computer "
            "only once. It stops nobody who wants to answer many times: take it for what decides nothing by itself."
        ),
    ),
}

# What residents are told before they begin
TOLD = {
    ("vote", "device"): _(
        "One answer is counted from each device. To know that, we lay a small file (a cookie) on yours when you send. "
        "It says nothing about you, and is used in this dialogue alone."
    ),
}
DOINGS = {
    "comment": _("To write something"),
    "vote": _("To answer what is counted"),
}

REFUSALS = {
    "proof_not_ready": _("That way of showing who one is has not been set up here. Choose another."),
    "proof_is_frozen": _("Somebody has taken part already, so what is demanded of people stands fast."),
    "proof_too_low": _("Who you are has not been shown as surely as is demanded here."),
    "another_receipt": _(
        "Somebody has answered from here before, with another receipt code. Leave the field for the receipt code empty "
        "to change that answer."
    ),
    "receipt_has_voted": _(
        "With that receipt code somebody has answered here before, and showed who they are in another way. Leave the "
        "field for the receipt code empty."
    ),
}
