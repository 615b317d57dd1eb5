"""The keys of ballots: keyed hashes, so that a stolen table of codes opens nothing."""

from django.utils.crypto import salted_hmac


def of_code(code: str) -> str:
    """code: ten characters without a dash, as ground.people.receipt draws them."""
    return salted_hmac("gehor.series", f"code {code}", algorithm="sha256").hexdigest()
