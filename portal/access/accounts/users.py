"""The list and the form of accounts in Wagtail's admin, for administrators only."""

import django_filters
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users as stock

from portal.core.models import Role, User
from portal.territory.models import District

from .users_form import AccountEditForm, AccountForm, account_fieldsets


def roles_in_words(user: User) -> str:
    """Return what an account does and where (str), such as "Edición: Oeste (2 barrios)"."""
    words = [gettext("Administración")] if user.is_superuser else []
    teams = [group.team for group in user.groups.all() if hasattr(group, "team")]
    neighbourhoods = list(user.neighbourhoods.all())
    for team in sorted(teams, key=lambda team: (team.district is not None, str(team.district), team.role)):
        only = [row.name for row in neighbourhoods if row.district_id == team.district_id]
        words.append(f"{team} ({', '.join(only)})" if only else str(team))
    languages = [row.get_display_name() for row in user.languages.all()]
    if languages:
        words.append(gettext("Traduce a: %(languages)s") % {"languages": ", ".join(languages)})
    return "; ".join(words) or "—"


class AccountFilterSet(stock.UserFilterSet):
    """By district and role, open or closed, last login."""

    district = django_filters.ModelChoiceFilter(
        label=_("Distrito"), queryset=District.objects.all(), field_name="groups__team__district", distinct=True
    )
    role = django_filters.ChoiceFilter(
        label=_("Rol"), choices=Role.choices, field_name="groups__team__role", distinct=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.filters["group"]


class AccountIndexView(stock.IndexView):
    """The list, with roles in words."""

    @cached_property
    def columns(self):
        """Return the columns: the roles in the place of "administrator or not"."""
        kept = [column for column in super().columns if column.name != "is_superuser"]
        roles = Column("roles", accessor=roles_in_words, label=_("Roles"), width="30%")
        return [*kept[:3], roles, *kept[3:]]

    def get_base_queryset(self):
        """Return the accounts with all that the columns show, in a fixed number of queries."""
        groups = Prefetch("groups", Group.objects.select_related("team__district"))
        return super().get_base_queryset().prefetch_related(groups, "neighbourhoods", "languages")


class WithParts:
    """A form in parts."""

    def get_context_data(self, **kwargs):
        """Return the context with the parts of the form."""
        context = super().get_context_data(**kwargs)
        return {**context, "parts": account_fieldsets(context["form"])}


class CreateView(WithParts, stock.CreateView):
    """A new account."""


class AccountEditView(WithParts, stock.EditView):
    """An account, and the way to its access."""

    @cached_property
    def header_more_buttons(self):
        """Return the buttons with one to the account's access."""
        return [*super().header_more_buttons, access_button(self.object)]


def access_button(user: User) -> Button:
    """Return the button that leads to the access of an account."""
    return Button(_("Acceso"), reverse("account_access", args=[user.pk]), icon_name="lock", priority=15)


class AccountViewSet(stock.UserViewSet):
    """Accounts."""

    filterset_class = AccountFilterSet
    index_view_class = AccountIndexView
    add_view_class = CreateView
    edit_view_class = AccountEditView
    create_template_name = "access/accounts/create.html"
    edit_template_name = "access/accounts/edit.html"

    def get_form_class(self, for_update=False):
        """Return the form of a new account or of one that exists."""
        return AccountEditForm if for_update else AccountForm
