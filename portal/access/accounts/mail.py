"""The mail with the way to a new password, sent in the background."""

from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override
from django_tasks import task


def ask_for_reset(email: str, language: str) -> None:
    """Have the background send the way to a new password to an address (str), in a language (code)."""
    transaction.on_commit(partial(send_resets.enqueue, email, language))


@task()
def send_resets(email: str, language: str) -> None:
    """Send the way to a new password to the active accounts that have this mail address; to nobody else."""
    with override(language):
        for user in PasswordResetForm().get_users(email):
            where = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
            link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=where)
            text = render_to_string("account/reset.txt", {"user": user, "link": link, "site": settings.BASE_URL})
            send_mail(gettext("Una contraseña nueva para el portal"), text, settings.DEFAULT_FROM_EMAIL, [user.email])
