"""The keys of tickets: keyed hashes, so that a stolen table of tickets opens nothing.

A rating has no author and a number drawn by chance, and the ticket that allowed it is gone. So nothing that is kept
leads from a person to a rating. Whoever has the installation's secret can find out whether a ticket is left, no more.
"""

from django.utils.crypto import salted_hmac

from gehor.ground.people.models import Participant

from .models import Round


def of_participant(asked: Round, participant: Participant) -> str:
    return salted_hmac("gehor.replies", f"{asked.pk} {participant.pseudonym.hex}", algorithm="sha256").hexdigest()
