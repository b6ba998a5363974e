"""What django-allauth is told about this portal: no sign-up, our own words, addresses and keys."""

import base64
import hashlib
import time

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import throttles
from .addresses import account_name, client_address, network_of


def safe() -> MultiFernet:
    """Return what encrypts the seeds of second factors in the database, with a key made of SECRET_KEY."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nothing here says whether one exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("El nombre de usuario o la contraseña no son correctos."),
        "incorrect_password": _("La contraseña no es correcta."),
        "incorrect_code": _("El código no es correcto. Espera al siguiente y prueba otra vez."),
        "invalid_password_reset": _("Este enlace ya no sirve."),
    }

    def is_open_for_signup(self, request):
        """Nobody makes an account for herself."""
        return False

    def add_message(self, *args, **kwargs):
        """Say nothing: our pages tell what happened."""

    def get_client_ip(self, request):
        """Return the address of whoever asks, by the portal's own rule."""
        return client_address(request) or "unknown"

    def authenticate(self, request, **credentials):
        """Return the account of a right password, or None: the only way in, for logins and whoever shows it again.

        Raises ValidationError before the password is looked at when too many were tried.
        """
        name, network = account_name(request, credentials), network_of(client_address(request))
        throttles.begin_attempt(name, network)
        with throttles.one_at_a_time(name, network):
            user = super().authenticate(request, **credentials)
        if user or getattr(request, "axes_locked_out", False):
            throttles.give_attempt_back(name, network)
        if user:
            throttles.note_known(name, network)
        return user

    def is_reauthentication_required(self, *, app, **kwargs):
        """Tell whether a password or code must be given again: not within minutes of the last time."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: the portal's name in the app, seeds encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Los códigos de recuperación se hacen cuando ya hay un segundo factor."),
    }

    def get_totp_issuer(self):
        """Return the name under which the app shows the account."""
        return settings.WAGTAIL_SITE_NAME

    def get_totp_label(self, user):
        """Return the account's name in the app."""
        return user.get_username()

    def build_totp_svg(self, url):
        """Return the QR code (SVG) with a ground of its own: the admin may be dark."""
        return segno.make(url, micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")

    def encrypt(self, text):
        """Return a seed (str) as it is stored."""
        return safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return a stored seed (str). Raises cryptography.fernet.InvalidToken when SECRET_KEY was changed."""
        return safe().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):
        """Return the first proposal for the name of a key."""
        return str(_("Mi llave"))
