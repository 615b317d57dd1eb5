"""What an operator does from the command line: serving, backing up, checking. Called by `gehor.cli` alone."""

import errno

from django.utils.translation import gettext as _


class CannotDo(Exception):
    """The command was asked for something that cannot be done; the message says what and how to mend it."""


def why(failure: OSError) -> str:
    """What the machine says, in the words of the terminal's language where we have them."""
    return {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("this user may not"),
        errno.EPERM: _("this user may not"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EADDRINUSE: _("something listens there already"),
    }.get(failure.errno or 0, failure.strerror or str(failure))
