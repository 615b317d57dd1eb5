"""Code → sentence, for what goes between installations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise] = {
    # Why nothing came
    "feed_port": _("Port {port} is no port for web pages."),
    "feed_unknown_host": _("No server is called {host}."),
    "feed_private_address": _(
        "{host} leads into a network that is not public. Whoever runs Gehör may allow it: GEHOR_INNER_NETWORKS."
    ),
    "feed_not_encrypted": _("The address must begin with https://, or anybody on the way could change what comes."),
    "feed_unreachable": _("The server does not answer."),
    "feed_certificate": _("The server could not show that it is who it says: its certificate is not valid."),
    "feed_speaks_no_http": _("The server answers, but not as web servers do."),
    "feed_too_slow": _("The server took longer than {seconds} seconds."),
    "feed_too_large": _("What the server sent is larger than {mb} MB."),
    "feed_cut_off": _("What came is cut off or broken."),
    "feed_packed_otherwise": _("What came is packed in a way that we did not ask for."),
    "feed_is_no_json": _("There lies something else than JSON: {kind}."),
    "feed_gone": _("There is nothing at that address any more (answer {status})."),
    "feed_answers_with": _("The server answers with the error code {status}."),
    "feed_sends_round": _("The server sent us on more than {times} times."),
    "feed_sends_elsewhere": _("The server sends us on to {host}. If you trust that one, give its address instead."),
}
