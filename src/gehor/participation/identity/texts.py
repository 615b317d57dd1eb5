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
            "A letter with a code goes to everybody who may take part. What is counted, such as a vote, counts once "
            "for each code; whoever writes can write several times with the same. Whoever has no computer gives the "
            "code on paper or by telephone. It costs postage, and two weeks beforehand."
        ),
    ),
    "email": (
        _("With a code by e-mail"),
        _(
            "Each address answers once. Whoever has many addresses can answer many times, and whoever has none not at "
            "all on the web: paper stays open."
        ),
    ),
    "eid": (
        _("With e-identification"),
        _(
            "Each person answers once, wherever they live. Not everybody has an e-identification, so paper must stay "
            "open. Take it only for what decides something."
        ),
    ),
    "resident": (
        _("With e-identification, and registered here"),
        _(
            "As above, for those who are registered as living here. The provider must say where somebody is "
            "registered; a letter with a code to the registered address does the same without e-identification."
        ),
    ),
}

# What residents are told before they begin
AGREEING = _("When you agree with what somebody else has proposed:")
OPEN = _("You need not show who you are.")
TOLD = {
    ("comment", "open"): OPEN,
    ("vote", "open"): OPEN,
    ("vote", "device"): _(
        "One answer is counted from each device. To know that, we lay a small file (a cookie) on yours when you send. "
        "It says nothing about you, and is used in this dialogue alone."
    ),
}
TOLD |= {
    ("comment", "code"): _(
        "You need the code from the letter that we have sent you. It is asked for when you send, and you can write "
        "several times with it. Nobody can see from the code what you have written."
    ),
    ("vote", "code"): _(
        "You need the code from the letter that we have sent you. It is asked for when you send. Nobody can see from "
        "the code what you have answered."
    ),
}
TOLD |= {
    ("comment", "email"): _("You need an e-mail address. We send a code to it, and do not keep the address."),
    ("vote", "email"): _(
        "You need an e-mail address. We send a code to it, and do not keep the address: only a mark that nobody can "
        "read it out of, so that each address counts once."
    ),
    ("comment", "eid"): _(
        "You need an e-identification. We keep neither your name nor your personal identity number. If you have no "
        "e-identification, you can answer on paper."
    ),
    ("comment", "resident"): _(
        "You need an e-identification, and must be registered as living here. We keep neither your name nor your "
        "personal identity number. If you have no e-identification, you can answer on paper."
    ),
}
TOLD |= {
    ("vote", "eid"): _(
        "You need an e-identification. We keep neither your name nor your personal identity number: only a mark "
        "that is made of it for this dialogue, so that each person counts once. If you have no e-identification, "
        "you can answer on paper."
    ),
    ("vote", "resident"): _(
        "You need an e-identification, and must be registered as living here. We keep neither your name nor your "
        "personal identity number: only a mark that is made of it for this dialogue, so that each person counts "
        "once. If you have no e-identification, you can answer on paper."
    ),
}

# The same in a few words, where one chooses among activities
NEEDED = {
    "code": _("Takes a code from a letter"),
    "email": _("Takes an e-mail address"),
    "eid": _("Takes an e-identification"),
    "resident": _("Takes an e-identification, for those who are registered here"),
}
NEEDED_TO_READ = {
    "code": _("For those who have got a code in a letter, to read too"),
    "eid": _("Takes an e-identification, to read too"),
    "resident": _("For those who are registered here: takes an e-identification, to read too"),
}

# … and where not everybody reads. What is honest of it: few see it here, and whoever asks us may get it anyway
READ_BY_FEW_BUT = _(
    "What you write is a public document like all other mail to us: whoever asks us for it may get it, unless a law "
    "keeps it secret. What is decided, and the answers, are shown to everybody."
)
READ_BY_FEW = {
    "code": _(
        "Only those who have got a code from us in a letter see what is asked here, and what others have written."
    ),
    "eid": _(
        "Only those who have shown who they are with e-identification see what is asked here, and what others have "
        "written. We keep neither your name nor your personal identity number."
    ),
    "resident": _(
        "Only those who have shown with e-identification that they are registered as living here see what is asked "
        "here, and what others have written. We keep neither your name nor your personal identity number."
    ),
}

# On the page that asks: what it is about, and what is filled in
ASKING = {
    "code": (
        _("Fill in the code from your letter"),
        _("It stands in the letter that we have sent you: ten signs, such as 7KM2P-X4RT9."),
    ),
    "email": (_("Show your e-mail address"), _("We send a code to it, and do not keep the address.")),
    "eid": (_("Show who you are"), _("With your e-identification. We keep neither your name nor your number.")),
    "resident": (_("Show who you are"), _("With your e-identification. We keep neither your name nor your number.")),
}
DOINGS = {
    "comment": _("To write something"),
    "vote": _("To answer what is counted"),
    "read": _("To see what is asked, and what others have written"),
}
# What staff must know of the choice, beside what PROOFS says
READING_HINT = _(
    "Leave it open unless it concerns only some: the neighbours of a home, say. Title, introduction and dates are seen "
    "by everybody, so write there whom it is for. Nobody else sees questions, texts or results on these pages; figures "
    "without texts are shown to everybody once something is decided, and so are decisions and answers. What comes in "
    "is a public document all the same. If people are to show the same to take part, choose it above too."
)
PROOFS_TO_READ = {
    "open": (PROOFS["open"][0], _("Everybody may read it, as with all other dialogues.")),
    "code": (
        PROOFS["code"][0],
        _(
            "A letter with a code goes to those it concerns. They can come back with it as often as they like. It "
            "costs postage, and takes two weeks beforehand."
        ),
    ),
    "eid": (
        PROOFS["eid"][0],
        _("Everybody who has an e-identification may read it, wherever they live: it keeps out programs alone."),
    ),
    "resident": (PROOFS["resident"][0], _("Those who are registered as living here and have an e-identification.")),
}
# The heading where one comes in to read
READING = {
    "code": _("This is for those who have got a letter"),
    "eid": _("This is for those who show who they are"),
    "resident": _("This is for those who are registered here"),
}

REFUSALS = {
    "proof_not_ready": _("That way of showing who one is has not been set up here. Choose another."),
    "children_leave_no_address": _(
        "Where it turns to children no code can be demanded by e-mail: whoever is younger than 13 would have to leave "
        "an address to take part. Choose another way, such as a code from a letter."
    ),
    "proof_is_frozen": _("Somebody has taken part already, so what is demanded of people stands fast."),
    "proof_too_low": _("Who you are has not been shown as surely as is demanded here."),
    "too_many_tries": _(
        "Many codes that were not right have been tried from your network. Wait {seconds} seconds, and try again."
    ),
    "code_not_filled_in": _("Fill in the code from the letter."),
    "mail_not_filled_in": _("Fill in your e-mail address."),
    "mail_code_not_filled_in": _("Fill in the six digits from the e-mail."),
    "eid_not_shown": _(
        "You have not shown who you are yet, or it was more than half an hour ago. Do that first, then send."
    ),
    "code_mistyped": _("“{word}” is not a code as we write them. Look at the letter once more: it has ten signs."),
    "code_unknown": _(
        "Nobody has got the code {word} for this. Look at the letter once more. If it says the same, call us."
    ),
    "code_revoked": _("This code has been stopped, since the letter was lost or a new one was sent. Call us."),
    "code_used": _(
        "Somebody has answered with this code already. If it was you and you want to change your answer, fill in the "
        "receipt code that you got then. If it was not you, call us."
    ),
    "code_used_for_good": _(
        "Somebody has answered with this code already. The first answer counts and cannot be changed. If it was you, "
        "the receipt code that you got then shows it. If it was not you, call us."
    ),
    "too_many_codes": _("Make between 1 and {most} codes at a time."),
    "no_such_letter": _("There is no letter {word} in that batch."),
    "no_such_batch": _("There is no batch {word} here."),
    "no_code_to_revoke": _("Nothing is left to stop: those codes have been used, or stopped before."),
    "mail_address_wrong": _("That is not an e-mail address. Write it as in name@example.org."),
    "mail_too_often": _(
        "We have sent three codes to that address already. Wait an hour, and look among what is unwanted."
    ),
    "mail_not_sent": _("The code could not be sent just now. Try again in a little while."),
    "mail_code_old": _("The code is older than a quarter of an hour, or was never sent. Ask for a new one."),
    "mail_code_wrong": _("That is not the code that we sent. Tries left: {left}."),
    "mail_code_spent": _("The code has been tried too many times. Ask for a new one."),
    "eid_cancelled": _("You broke off, so nobody has told us who you are. You can try again."),
    "eid_expired": _("It took too long, or began in another browser. Begin again."),
    "eid_wrong_issuer": _(
        "The answer came from somebody else than the one we asked. Nothing was received. Begin again."
    ),
    "eid_clock": _("The answer says a time that has passed. Begin again; if it says the same once more, tell us."),
    "eid_not_believed": _("The answer could not be believed: its signature is not right. Begin again."),
    "eid_refused": _("The service where you show who you are did not take our question. Begin again; else tell us."),
    "eid_silent": _("The service where you show who you are does not answer just now. Try again in a little while."),
    "eid_no_number": _(
        "Your e-identification does not say who you are surely enough. Use another, or answer on paper."
    ),
    "eid_not_resident": _(
        "Your e-identification does not say that you are registered as living in {organisation}. If that is wrong, "
        "or if your personal data are protected, call us: you can answer on paper."
    ),
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
