"""Where somebody says how often they want to be reminded, or stops it by one click from a message."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other

from . import letters, sending
from .forms import WishForm
from .rules import Rhythm


@PAGE
@never_cache
@login_required
def reminders(request: HttpRequest) -> HttpResponse:
    """One's own setting."""
    now = sending.rhythm_of(request.user)
    form = WishForm(posted(request), initial={"rhythm": now.value})
    if saved(form, lambda: sending.wish(request.user, Rhythm(form.cleaned_data["rhythm"]))):
        messages.success(request, _("Saved."))
        return see_other("portal:desk")
    context = {"form": form, "email": request.user.email}
    return render(request, "reminding/reminders.html", context, status=422 if form.errors else 200)


@csrf_exempt  # RFC 8058: the reader's mail program posts here, and it has no token of ours
@PAGE
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more reminders, by one click. Looking at the address stops nothing: mail filters look too."""
    account = letters.account_of_token(token)
    if account is None:
        return render(request, "reminding/stop.html", {"state": "unknown"}, status=404)
    if request.method == "POST":
        sending.wish(account, Rhythm.NEVER)
    state = "stopped" if sending.rhythm_of(account) is Rhythm.NEVER else "asked"
    return render(request, "reminding/stop.html", {"state": state})
