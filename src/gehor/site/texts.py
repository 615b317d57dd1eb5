"""Code → sentence for what the site itself refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too_many_sign_ins": _(
        "Many attempts to sign in are coming from your network right now. Wait {seconds} seconds and try again."
    ),
}
