"""What would have been sent, for the visitor of the demo to read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import KeptMessage

PER_PAGE = 20


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """All kept messages, the newest first. `to` narrows them to one receiver."""
    to = request.GET.get("to", "").strip()[:254]
    kept = KeptMessage.objects.filter(to__icontains=to) if to else KeptMessage.objects.all()
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/messages.html", {"page": page, "to": to})
