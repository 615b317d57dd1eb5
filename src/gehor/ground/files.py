"""What is wrong with a file that somebody wrote beside the settings, in the language of whoever reads it."""

import errno

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_PEM = gettext_lazy("it is no PEM, or has a password")


def improper(sentence: str, **params: object) -> ImproperlyConfigured:
    return ImproperlyConfigured(sentence.format(**params))


def why(failure: Exception, otherwise: object = "") -> str:
    """What the machine says, in our words where we have them. otherwise: of a fault in what stands in the file."""
    if not isinstance(failure, OSError):
        return str(otherwise or failure)
    return {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("this user may not"),
        errno.EPERM: _("this user may not"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EADDRINUSE: _("something listens there already"),
    }.get(failure.errno or 0, failure.strerror or str(failure))
