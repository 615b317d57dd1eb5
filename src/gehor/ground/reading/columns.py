"""What the columns of a table hold, whatever they are called in it."""

from collections.abc import Mapping, Sequence


def places(heads: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """What each column holds → where it stands. The first of two with the same meaning counts.

    names: what a column may be called, in small letters, beside the word for what it holds.

    >>> places(["Datum", "Lokal"], {"day": ("datum", "dag"), "place": ("lokal",)})
    {'day': 0, 'place': 1}
    """
    words = {word: part for part, said in names.items() for word in (*said, part)}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        part = words.get(" ".join(head.casefold().split()))
        if part:
            found.setdefault(part, place)
    return found
