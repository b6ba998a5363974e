"""The addresses of getting in, in the place of Wagtail's own. No sign-up, no confirmation of mail addresses."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import include, path
from django.views.generic import RedirectView

from . import views
from .language import in_her_language

RESET = [
    path("", views.ResetView.as_view(), name="account_reset_password"),
    path("done/", account.password_reset_done, name="account_reset_password_done"),
    path("complete/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("key/<str:uidb36>/<str:key>/", account.password_reset_from_key, name="account_reset_password_from_key"),
]
FACTOR = [
    path("", factor.index, name="mfa_index"),
    path("code/", factor.authenticate, name="mfa_authenticate"),
    path("again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/", views.AppView.as_view(), name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery/codes.txt", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("keys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("keys/add/", views.KeyView.as_view(), name="mfa_add_webauthn"),
    path("keys/again/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
urlpatterns = in_her_language(
    [
        path("login/", views.LoginView.as_view(), name="account_login"),
        path("logout/", views.LogoutView.as_view()),  # at the address of Wagtail's, which keeps its name
        path("password/", views.AgainView.as_view(), name="account_reauthenticate"),
        path("closed/", account.account_inactive, name="account_inactive"),
        path("password_reset/", include(RESET)),
        path("second-factor/", include(FACTOR)),
    ]
)
