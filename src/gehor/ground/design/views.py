from django.shortcuts import render


def patterns(request):
    """Every component in every state, on one page."""
    from gehor.ground.design.patterns import samples

    return render(request, "design/patterns.html", samples(request))
