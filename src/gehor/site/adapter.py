"""How accounts come to be and are signed in to. An administrator makes them; nobody signs up."""

import threading
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gehor.ground import limits
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Account

from .views import speak

TOO_MANY = _("There have been too many attempts. Wait for up to five minutes, then try again.")


class Accounts(AuthenticationBackend):
    def get_user(self, user_id: int) -> Account | None:
        account = organisations.account_and_roles(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None


class StaffOnly(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "The address and the password do not belong together. Check both, or let us send you a code instead."
        ),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This is not the right code. Check it and try once more."),
        "incorrect_password": _("This is not the right password."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """One answer for all limits, that trusts as many proxies as GEHOR_PROXIES says."""
        return limits.address(request)

    def get_login_stages(self) -> list[str]:
        own = {"allauth.mfa.stages.AuthenticateStage": "gehor.site.second_factor.Stage"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Account, **how: Any) -> HttpResponse:
        return speak(super().post_login(request, user, **how), user.language)

    def reauthenticate(self, user: Account, password: str) -> bool:
        """By the account's own address: allauth's table of addresses may be empty."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the address that people know, whatever the request called this host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.ADDRESS.rstrip("/") + path.replace("UID-KEY", key)

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the holder, in their own language, what has been done with the account."""
        with translation.override(user.language):
            self.send_mail(template_prefix, email or user.email, {"user": user, **(context or {})})

    def notice(self, template_prefix: str, user: Account) -> EmailMessage:
        """The same, for whoever sends it by themselves, and waits."""
        with translation.override(user.language):
            return self._letter(template_prefix, user.email, {"user": user})

    def _letter(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        return self.render_mail(template_prefix, email, {"email": email, "address": settings.ADDRESS, **context})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sent beside the answer: else the time it takes would tell whether an address has an account."""
        message = self._letter(template_prefix, email, context)
        if settings.MAIL_IN_BACKGROUND:
            threading.Thread(target=_post, args=(message,), name="mail").start()
        else:
            message.send()


def _post(message: EmailMessage) -> None:
    try:
        message.send()
    finally:
        connection.close()  # the demo's outbox is a table, and this thread is about to end


class SecondFactor(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": StaffOnly.error_messages["incorrect_code"],
        "used_code": _("This code has been used. Wait until the app shows the next one."),
        "used_recovery_code": _("This recovery code has been used. Take another one."),
        "cannot_generate_recovery_codes": _("Set up the app first; it comes with recovery codes."),
    }
