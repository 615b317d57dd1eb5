"""`gehor doctor`: one sentence for each thing that was looked at, and what to do about those that are wrong."""

import django
from django.core.exceptions import ImproperlyConfigured


def main() -> int:
    """Print what was found; 1 when something must be mended."""
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        print(f"✗ {wrong}\n\n1 to mend; then ask again.")
        return 1
    from . import examination

    wrong = 0
    for fine, sentence in examination.examine():
        print(f"{'✓' if fine else '✗'} {sentence}", flush=True)
        wrong += not fine
    print(f"\n{wrong} to mend." if wrong else "\nNothing to mend.")
    return 1 if wrong else 0
