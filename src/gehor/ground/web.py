"""Small pieces that every view uses."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


class SeeOther(HttpResponseRedirect):
    """303: after a POST, go and look there. A reload then repeats nothing."""

    status_code = 303


def see_other(view: str, *args: object, **kwargs: object) -> HttpResponse:
    return SeeOther(reverse(view, args=args, kwargs=kwargs))
