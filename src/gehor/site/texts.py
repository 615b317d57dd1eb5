"""Code → sentence for what the site itself refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too_many_sign_ins": _(
        "Many attempts to sign in are coming from your network right now. Wait {seconds} seconds and try again."
    ),
    "sign_in_no_address": _(
        "Your employer’s account did not tell us your e-mail address, and we know you by nothing else. Tell those who "
        "look after the accounts, or sign in here by a code."
    ),
    "sign_in_not_invited": _(
        "Nobody has invited {address} here yet. Ask your organisation’s administrator in Gehör to add you with that "
        "address, then come back. No account has been made."
    ),
    "sign_in_closed": _("This account is closed. Ask your organisation’s administrator in Gehör."),
    "sign_in_elsewhere_too": _(
        "{address} works here for an organisation that this account does not speak for, too. Sign in by a code or with "
        "your password instead."
    ),
}
