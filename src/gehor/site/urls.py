"""All addresses. Each stage has its own list; public ones begin with /o/, /d/ and /c/, staff ones with /staff/."""

from django.conf import settings
from django.urls import include, path

from . import errors, views

STAGES = ("planning", "recruitment", "participation", "analysis", "decision", "feedback", "followup", "trace", "portal")
GROUND = ("design", "organisations", "people", "journal")

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/", include("allauth.urls")),
    path("healthz", views.healthz, name="healthz"),
    *(path("", include(f"gehor.{stage}.urls")) for stage in STAGES),
    *(path("", include(f"gehor.ground.{place}.urls")) for place in GROUND),
]
if settings.DEMO or settings.MODE == "test":
    urlpatterns += [
        path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
        path("", include("gehor.ground.outbox.urls")),
    ]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
