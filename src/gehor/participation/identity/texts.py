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
    "code": (
        _("With a code from a letter"),
        _(
            "A letter with a code goes to everybody who may take part, and each code counts once. Whoever has no "
            "computer gives the code on paper or by telephone. It costs postage, and two weeks beforehand."
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
TOLD |= {
    (doing, "code"): _(
        "You need the code from the letter that we have sent you. It is asked for when you send. Nobody can see from "
        "the code what you have answered."
    )
    for doing in ("comment", "vote")
}

# On the page that asks: what it is about, and what is filled in
ASKING = {
    "code": (
        _("Fill in the code from your letter"),
        _("It stands in the letter that we have sent you: ten signs, such as 7KM2P-X4RT9."),
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
    "code_mistyped": _("“{word}” is not a code as we write them. Look at the letter once more: it has ten signs."),
    "code_unknown": _(
        "Nobody has got the code {word} for this. Look at the letter once more. If it says the same, call us."
    ),
    "code_revoked": _("This code has been stopped, since the letter was lost or a new one was sent. Call us."),
    "code_used": _(
        "Somebody has answered with this code already. If it was you and you want to change your answer, fill in the "
        "receipt code that you got then. If it was not you, call us."
    ),
    "too_many_codes": _("Make between 1 and {most} codes at a time."),
    "no_such_letter": _("There is no letter {word} in that batch."),
    "no_code_to_revoke": _("Nothing is left to stop: those codes have been used, or stopped before."),
    "code_needed": _("Fill in the code from the letter: here each code counts once, on paper too."),
    "another_receipt": _(
        "Somebody has answered from here before, with another receipt code. Leave the field for the receipt code empty "
        "to change that answer."
    ),
    "receipt_has_voted": _(
        "With that receipt code somebody has answered here before, and showed who they are in another way. Leave the "
        "field for the receipt code empty."
    ),
}
