"""The second factor, where an organisation demands it: set up before any staff page, and shown in every session."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, is_mfa_enabled
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground.organisations.models import Account
from gehor.ground.web import SeeOther

from . import errors, origin

SET_UP, SHOW = "mfa_activate_totp", "mfa_reauthenticate"
PROVIDER = "provider"  # in the session's records: signed in at one's employer's
LAST = "last_counter"  # with the app's key: the half minute whose code was taken last
WANTED = "wanted"  # in the session: the page to go on to when everything is set up


def page_before(request: HttpRequest) -> str | None:
    """The name of the page that must come first, if any.

    That the account has a second factor is not enough: this session may be older than it, or have come by another way.
    """
    if not request.actor.needs_second_factor:
        return None
    if is_shown_to_provider(request, request.user):
        return None
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return SET_UP
    records = get_authentication_records(request, request.user)
    return None if any(record.get("method") == "mfa" for record in records) else SHOW


def takes(authenticator: Authenticator, code: str) -> bool:
    """Whether this code is used for the first time: one of the app is right for a minute and a half, and opens once.

    What was last taken stands with the app's key, so that every process knows it, and is never older than the key: the
    code by which the app was set up opens nothing more (RFC 6238, 5.2). A recovery code is struck out by allauth.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        shown_at = _shown_at(row, code)
        is_new = shown_at > row.data.get(LAST, int(row.created_at.timestamp()) // mfa.TOTP_PERIOD)
        if is_new:
            row.data[LAST] = shown_at
            row.save(update_fields=["data"])
    return is_new


def is_shown(account: Account, code: str) -> bool:
    """Whether the account's app shows this code, used or not."""
    return any(_shown_at(app, code) for app in Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP))


def is_struck_out(account: Account, code: str) -> bool:
    """Whether it is a recovery code of the account that has been used."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = RecoveryCodes(row).generate_codes() if row else []
    return any(compare_user_code(actual=code, expected=each) for each in codes)


def tell_of_recovery(request: HttpRequest, codes: Authenticator) -> None:
    """Whoever came by a recovery code sees how many are left, and the holder is told by mail: it may be another."""
    codes.refresh_from_db()  # allauth strikes the code out in a row of its own
    left = len(RecoveryCodes(codes).get_unused_codes())
    if left:
        said = ngettext(
            "You have used a recovery code. {left} is left. {link} if you have lost the app or changed telephones.",
            "You have used a recovery code. {left} are left. {link} if you have lost the app or changed telephones.",
            left,
        )
        page, words = "mfa_index", _("Set up the app anew")
    else:
        said = _("You have used your last recovery code. {link}, or you cannot sign in without the app.")
        page, words = "mfa_generate_recovery_codes", _("Make new ones")
    link = format_html('<a href="{}">{}</a>', reverse(page), words)
    messages.warning(request, format_html(said, left=left, link=link))
    get_adapter().send_notification_mail("mfa/email/recovery_code_used", codes.user, {"left": left})


def _shown_at(app: Authenticator, code: str) -> int:
    """In which half minute since 1970 the app shows it, as its clock may be wrong; 0 if it does not."""
    secret = decrypt(app.data["secret"])
    shown = {at: totp.format_hotp_value(totp.hotp_value(secret, at)) for at in totp.yield_hotp_counters_from_time()}
    return max((at for at, each in shown.items() if compare_user_code(actual=code, expected=each)), default=0)


def is_shown_to_provider(request: HttpRequest, account: Account) -> bool:
    """Whether at their employer's they have shown two things, as that one says: one more is not asked for here."""
    records = get_authentication_records(request, account)
    return any(record.get("method") == "mfa" and record.get("type") == PROVIDER for record in records)


class Stage(AuthenticateStage):
    """allauth's question for the app's code, which is not asked of those who have shown as much already."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user and is_shown_to_provider(self.request, self.login.user):
            return None, True
        found: tuple[HttpResponse | None, bool] = super().handle()
        return found


def send(request: HttpRequest, page: str) -> HttpResponse:
    """Go there, and afterwards on to what was asked for. A text that was sent stays, to be sent once more."""
    address = reverse(page)
    if request.method == "POST":
        kept = [] if origin.is_from_elsewhere(request) else errors.kept_fields(request)
        return render(request, "site/second_factor.html", {"page": address, "kept": kept}, status=403)
    if page == SHOW:
        return SeeOther(f"{address}?{urlencode({'next': request.get_full_path()})}")
    request.session[WANTED] = request.get_full_path()
    return SeeOther(address)
