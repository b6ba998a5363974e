"""Getting in: login, the way to a new password, and what is said when there were too many attempts."""

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.views import account as stock

from . import second_factor, throttles
from .addresses import account_name, client_address


class Refusing:
    """A form that was sent too often is shown again with its words, 429."""

    def form_invalid(self, form):
        """Show the form again."""
        response = super().form_invalid(form)
        if any(form.has_error(name, "throttled") for name in form.errors):
            response.status_code = 429
        return response


class LoginView(Refusing, account.LoginView):
    """The only login: Wagtail's own is not in the map of addresses."""

    def get(self, request, *args, **kwargs):
        """Show the form; who is in already goes on. An account without the admin stays: it would go round in circles."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return redirect(get_next_redirect_url(request) or "wagtailadmin_home")
        return super().get(request, *args, **kwargs)


class LogoutView(stock.LogoutView):
    """The way out: only POST ends a session. Wagtail takes the cookie away whatever it answers."""

    def dispatch(self, request, *args, **kwargs):
        """Leave everything as it is when the way of asking is another."""
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request, *args, **kwargs):
        """Return 405, and which way there is."""
        return HttpResponseNotAllowed(["POST"])


class AgainView(Refusing, account.ReauthenticateView):
    """The password once more, before something delicate."""


class ResetView(Refusing, account.PasswordResetView):
    """Ask for a new password by mail."""

    def get_form_kwargs(self):
        """Return the form's arguments with the request, whose address is counted."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form):
        """Go to the same page for everybody, whether there is such an account or not."""
        form.save(self.request)
        return redirect("account_reset_password_done")


class Enrolling:
    """The session in which a factor was set up need not show it again."""

    def form_valid(self, form):
        """Set the factor up and note it in the session."""
        response = super().form_valid(form)
        second_factor.mark_passed(self.request)
        return response


class AppView(Enrolling, ActivateTOTPView):
    """Set up an app of codes."""


class KeyView(Enrolling, AddWebAuthnView):
    """Set up a security key or passkey."""


def locked_out(
    request: HttpRequest, original_response: TemplateResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Return what an account gets whose logins are locked: a page that says for how long, 429."""
    left = throttles.lock_left(account_name(request, credentials), client_address(request))
    minutes = throttles.minutes_of(left)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"minutes": minutes}, status=429)
    response = render(
        request, "account/locked.html", {"minutes": minutes, "login": reverse("account_login")}, status=429
    )
    response["Retry-After"] = str(60 * minutes)
    return response
