"""How an account gets in: locked or not, which second factors; an administrator unlocks it, or lets it begin anew."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from portal.access.audit import actions
from portal.core.models import User

from . import second_factor, throttles
from .users import access_button


def unlock_account(user: User) -> None:
    """Let an account try again at once."""
    throttles.reset_attempts(user)
    log(user, actions.UNLOCKED)


def forget_factors(user: User) -> None:
    """Take the second factors from an account whose telephone is lost; its sessions end."""
    second_factor.reset_second_factors(user)
    log(user, actions.FACTOR_FORGOTTEN)


#: {name of the button: (what it does, what is said afterwards)}
DEEDS = {
    "unlock": (unlock_account, _("La cuenta ya no está bloqueada: se puede probar otra vez.")),
    "forget": (
        forget_factors,
        _("La cuenta ya no tiene segundo factor: la persona prepara otro la próxima vez que entre."),
    ),
}


class AccessView(WagtailAdminTemplateMixin, TemplateView):
    """The page of one account's access."""

    template_name = "access/accounts/access.html"
    page_title = _("Acceso de la cuenta")
    header_icon = "lock"

    def dispatch(self, request, *args, **kwargs):
        """Let only administrators in."""
        if not request.user.is_superuser:
            raise PermissionDenied
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        """Return the account's name."""
        return self.account.get_username()

    def get_breadcrumbs_items(self):
        """Return the way here: the accounts, this account."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailusers_users:index"), "label": _("Cuentas")},
            {"url": reverse("wagtailusers_users:edit", args=[self.account.pk]), "label": self.account.get_username()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        """Return what the page says of the account."""
        return super().get_context_data(
            account=self.account,
            locked=throttles.is_locked(self.account),
            factors=Authenticator.objects.filter(user=self.account, type__in=second_factor.FACTORS).order_by("pk"),
            needed=second_factor.is_needed(self.account),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Do what the button says, and say it."""
        for name, (deed, said) in DEEDS.items():
            if name in request.POST:
                deed(self.account)
                messages.success(request, said)
        return redirect("account_access", self.account.pk)


@hooks.register("register_admin_urls")
def register_account_urls() -> list[URLPattern]:
    return [path("users/<int:pk>/access/", AccessView.as_view(), name="account_access")]


@hooks.register("register_user_listing_buttons")
def listing_button(user: User, request_user: User) -> Iterator[Button]:
    yield access_button(user)


@hooks.register("register_account_menu_item")
def own_factor(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Segundo factor"),
        "help_text": _("El código del teléfono o la llave con que entras, y tus códigos de recuperación."),
    }
