"""Figures as people write them: 5 000 in Swedish, 5,000 in English. A year, an id or an address is no figure."""

from django.utils.formats import number_format


class Figure(int):
    """Shown with its thousands apart, in a sentence too, and still a number that a plural can be chosen by."""

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True)
