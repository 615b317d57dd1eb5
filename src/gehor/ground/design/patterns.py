"""The samples that the pattern page shows."""


def samples(request):
    return {}
