"""The forms of getting in: django-allauth's, in our words and counted in the database."""

from datetime import timedelta

from allauth.account import forms as account
from allauth.account.fields import PasswordField
from allauth.mfa.base.forms import AuthenticateForm as CodeForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.forms import CharField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.models import Attempt

from . import throttles
from .addresses import client_address, network_of
from .mail import ask_for_reset

CODE_LIVES = timedelta(minutes=3)  # longer than any code is right


def label_form_field(field: PasswordField | CharField, label: str, help_text: str = "") -> None:
    """Give a form field its label and help; without a placeholder, which goes when one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    """User name and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_form_field(self.fields["login"], _("Nombre de usuario"))
        label_form_field(self.fields["password"], _("Contraseña"))

    def add_prefix(self, field_name):
        """Return the name of a field in the page; password managers know "username"."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class AgainForm(account.ReauthenticateForm):
    """The password once more, before something delicate."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_form_field(self.fields["password"], _("Tu contraseña"))


class ResetForm(forms.Form):
    """The mail address to which the way to a new password is sent, if an account has it."""

    email = forms.EmailField(
        label=_("Correo electrónico de tu cuenta"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        """Refuse what was asked for too often, for one mail address or from one network address."""
        email = self.cleaned_data.get("email")
        if not email:
            return
        limits = {
            email.casefold(): throttles.RESETS_OF_ONE,
            network_of(client_address(self.request)): throttles.RESETS_FROM_ONE,
        }
        waits = [Attempt.count(throttles.RESETS, who, limit, throttles.HOUR) for who, limit in limits.items()]
        if any(waits):
            raise throttles.too_many(max(filter(None, waits)))

    def save(self, request):
        """Have the background look for the account: the answer takes as long whether there is one or not."""
        ask_for_reset(self.cleaned_data["email"], get_language())


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_form_field(self.fields["password1"], _("Contraseña nueva"), password_validators_help_text_html())
        label_form_field(self.fields["password2"], _("Otra vez la contraseña nueva"))


class Counted:
    """Codes of a second factor: wrong ones are counted, and one of an app is right only once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_form_field(self.fields["code"], _("Código"), _("Seis cifras, por ejemplo 123456."))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}

    def clean_code(self):
        """Return a right code. Raises ValidationError for a wrong one, a used one, and after too many."""
        wait = Attempt.count(throttles.CODES, self.user.pk, settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME)
        if wait:
            raise throttles.too_many(wait)
        code = super().clean_code()
        found = getattr(self, "authenticator", None)
        if found and found.type == Authenticator.Type.TOTP:
            used = Attempt.count(throttles.USED, f"{self.user.pk}:{code.strip()}", 1, CODE_LIVES)
            if used:
                raise account.get_adapter().validation_error("incorrect_code")
        Attempt.of(throttles.CODES, self.user.pk).delete()
        return code


class FactorForm(Counted, CodeForm):
    """The code after the password; a recovery code does as well."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Las seis cifras de tu aplicación, o uno de tus códigos de recuperación.")
        self.fields["code"].widget.attrs.pop("inputmode")


class FactorAgainForm(Counted, CodeAgainForm):
    """A code once more, before something delicate."""


class EnrolForm(Counted, ActivateTOTPForm):
    """The first code of a new app: proves that it works."""


class KeyForm(AddWebAuthnForm):
    """A new security key or passkey, with a name to know it by."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_form_field(
            self.fields["name"], _("Nombre de la llave"), _("Para reconocerla, por ejemplo «teléfono del trabajo».")
        )
