"""All addresses. Each stage has its own list; public ones begin with /o/, /d/ and /c/, staff ones with /staff/."""

from importlib.util import find_spec

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from . import errors, views
from .single_sign_on import views as with_provider

STAGES = (
    "participation",  # where many send something at once: an address is looked for in this order
    "planning",
    "recruitment",
    "analysis",
    "decision",
    "feedback",
    "followup",
    "network",
    "trace",
    "portal",
)
ANALYSIS = ("voices", "checking", "sourced", "counted")
GROUND = ("design", "organisations", "calendar", "maps", "governance", "people", "journal")
METHODS = [  # those with pages of their own
    key for key in [*settings.METHODS, *settings.PARTS_OF_METHODS] if find_spec(f"gehor.methods.{key}.urls")
]

# Of allauth's addresses those in use. Nobody signs up, and an administrator changes e-mail addresses.
accounts = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("with/<slug:slug>/", with_provider.leave, name="sign_in_with"),
    path("with/<slug:slug>/answer/", with_provider.answer, name="sign_in_answer"),
    path("with/<slug:slug>/back/", with_provider.back, name="sign_in_with_back"),
    path("with/<slug:slug>/metadata.xml", with_provider.metadata, name="sign_in_metadata"),
    path("with/<slug:slug>/keys.json", with_provider.keys, name="sign_in_keys"),
]

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/", include(accounts)),
    path("healthz", views.healthz, name="healthz"),
    *(path("", include(f"gehor.{stage}.urls")) for stage in STAGES),
    *(path("", include(f"gehor.analysis.{part}.urls")) for part in ANALYSIS),
    path("", include("gehor.participation.identity.urls")),
    path("", include("gehor.participation.moderation.urls")),
    path("", include("gehor.participation.paper.urls")),
    path("", include("gehor.planning.retroactive.urls")),
    path("", include("gehor.analysis.series.urls")),
    path("", include("gehor.planning.together.urls")),
    path("", include("gehor.portal.reminding.urls")),
    path("", include("gehor.portal.escalating.urls")),
    path("", include("gehor.portal.retention.urls")),
    path("", include("gehor.decision.basis.urls")),
    path("", include("gehor.decision.sought.urls")),
    path("", include("gehor.feedback.inviting.urls")),
    path("", include("gehor.feedback.replies.urls")),
    path("", include("gehor.followup.carried.urls")),
    path("", include("gehor.followup.evaluation.urls")),
    path("", include("gehor.followup.examples.urls")),
    path("", include("gehor.network.gatherings.urls")),
    path("", include("gehor.network.library.urls")),
    path("", include("gehor.network.programme.urls")),
    path("", include("gehor.network.sharing.urls")),
    path("", include("gehor.network.programme.homework.urls")),
    path("", include("gehor.network.programme.invoicing.urls")),
    *(path("", include(f"gehor.methods.{key}.urls")) for key in METHODS),
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
handler429 = errors.too_many  # asked for by allauth
handler500 = errors.server_error
