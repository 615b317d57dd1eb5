"""`gehor doctor`: one sentence for each thing that was looked at, and what to do about those that are wrong."""

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import memory, terminal


def main() -> int:
    """Print what was found; 1 when something must be mended."""
    try:
        with memory.loading():
            django.setup()
    except ImproperlyConfigured as wrong:
        print(f"✗ {wrong}")
        return 1
    translation.activate(terminal.language())
    from . import examination

    wrong = 0
    for fine, sentence in examination.examine():
        print(f"{'✓' if fine else '✗'} {sentence}", flush=True)
        wrong += not fine
    print("", _("To mend: {count}.").format(count=wrong) if wrong else _("Nothing to mend."), sep="\n")
    return 1 if wrong else 0
