"""allauth's forms in our words. One password field, not two: whoever mistypes it is let in by an e-mailed code."""

from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from . import second_factor

ADDRESS = (_("E-mail address"), "")
FORGOTTEN = lazy(
    lambda: format_html(
        '<a href="{}">{}</a>',
        reverse_lazy("account_reset_password"),
        _("Have you forgotten your password, or never chosen one?"),
    ),
    SafeString,
)()
PASSWORD = (_("Password"), FORGOTTEN)
NEW_PASSWORD = (
    _("New password"),
    _("At least 12 characters. A few words that belong together only to you are easy to remember and hard to guess."),
)
MAILED_CODE = (
    _("Code from the message"),
    _("Large or small letters, with or without a hyphen: it makes no difference."),
)
APP_CODE = (
    _("Code"),
    _("Six digits from your authenticator app. If you do not have it with you: one of your recovery codes."),
)


class InOurWords:
    """Mixin: `words` gives each field its label and its hint; fields that it does not name are left out."""

    words: dict[str, tuple[Any, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        for name in set(fields) - set(self.words):
            del fields[name]
        for name, (label, hint) in self.words.items():
            fields[name].label, fields[name].help_text = label, hint
            fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(InOurWords, account.LoginForm):
    words = {"login": ADDRESS, "password": PASSWORD}


class AskForCodeForm(InOurWords, account.RequestLoginCodeForm):
    words = {"email": ADDRESS}


class CodeForm(InOurWords, account.ConfirmLoginCodeForm):
    words = {"code": MAILED_CODE}


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    words = {"email": ADDRESS}


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD}


class FirstPasswordForm(InOurWords, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    words = {"oldpassword": (_("Your password now"), FORGOTTEN), "password1": NEW_PASSWORD}


class PasswordOnceMoreForm(InOurWords, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class OpensOnce:
    """Mixin: a code that has been used is told to be so: one of the app for as long as its clock may be wrong."""

    def clean_code(self) -> str:
        used = get_adapter().validation_error("used_code")
        try:
            code: str = super().clean_code()
        except ValidationError as refusal:  # allauth remembers it too, for half a minute, and says that it is wrong
            if refusal.code != "incorrect_code":
                raise
            typed = self.cleaned_data["code"]
            if second_factor.is_struck_out(self.user, typed):
                raise get_adapter().validation_error("used_recovery_code") from None
            raise used if second_factor.is_shown(self.user, typed) else refusal from None
        if not second_factor.takes(self.authenticator, code):
            raise used
        return code

    def save(self) -> None:
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            second_factor.tell_of_recovery(context.request, self.authenticator)


class SecondFactorForm(InOurWords, OpensOnce, factor.AuthenticateForm):
    words = {"code": APP_CODE}

    def save(self) -> None:
        """From here on the pages are in the account's own language."""
        with translation.override(self.user.language):
            super().save()


class SecondFactorOnceMoreForm(InOurWords, OpensOnce, factor.ReauthenticateForm):
    words = {"code": APP_CODE}


class SetUpForm(InOurWords, totp.ActivateTOTPForm):
    words = {"code": (_("Code"), _("The six digits that the app shows now."))}

    def clean_code(self) -> str:
        """Whoever can set the app up has shown it, too: they are not asked for another code at once."""
        code = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type="totp", reauthenticated=True)
        return code
