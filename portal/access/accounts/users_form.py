"""The form of an account: who she is, which roles she has where, and what narrows them."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Locale
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.core.models import Team
from portal.territory.models import Neighbourhood


class InDistricts(forms.CheckboxSelectMultiple):
    """Boxes to tick, one fold for each district; a fold with a tick is open."""

    template_name = "access/accounts/in_districts.html"

    def get_context(self, name, value, attrs):
        """Return the context with how many are ticked in each fold."""
        context = super().get_context(name, value, attrs)
        context["folds"] = [
            (group, options, sum(option["selected"] for option in options))
            for group, options, _ in context["widget"]["optgroups"]
        ]
        return context

    def _render(self, template_name, context, renderer=None):
        """Return the widget from the portal's own templates: Django's form renderer looks only into its own."""
        return render_to_string(template_name, context)


def groups_by_district() -> list[tuple[str, list]]:
    """Return the choices of groups: the whole city's first, then each district's, then groups that are no team."""
    rows = Group.objects.select_related("team__district").order_by(
        "team__district__order", "team__district__name", "pk"
    )
    city, district, other = [], {}, []
    for group in rows:
        team = getattr(group, "team", None)
        label = team.get_role_display() if team else group.name
        place = (
            other if team is None else city if team.district is None else district.setdefault(team.district.name, [])
        )
        place.append((group.pk, label))
    named = [(gettext("Todos los distritos"), city), *district.items(), (gettext("Otros grupos"), other)]
    return [(name, choices) for name, choices in named if choices]


def neighbourhoods_by_district() -> list[tuple[str, list]]:
    """Return the choices of neighbourhoods by district."""
    rows = Neighbourhood.objects.select_related("district").order_by("district__order", "district__name", "name")
    return [
        (name, [(row.pk, row.name) for row in found])
        for name, found in groupby(rows, key=lambda row: row.district.name)
    ]


def locale_choices() -> list[tuple[int, str]]:
    """Return the choices of languages."""
    return [(row.pk, row.get_display_name()) for row in Locale.objects.all()]


class AccountFields:
    """What both forms of an account have beyond Wagtail's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {
            "groups": groups_by_district,
            "neighbourhoods": neighbourhoods_by_district,
            "languages": locale_choices,
        }
        for name, read in choices.items():
            self.fields[name].choices = read()
        self.fields["groups"].label = gettext("Roles")
        self.fields["groups"].help_text = gettext("Por ejemplo: Edición en Oeste. Se puede tener varios.")
        self.fields["neighbourhoods"].help_text = gettext(
            "Solo si responde por barrios sueltos, por ejemplo una funcionaria de un barrio. "
            "En el distrito de esos barrios verá y editará solo lo de ellos. Sin marcar: todo el distrito."
        )
        self.fields["languages"].help_text = gettext("Solo para quien traduce: los idiomas en los que escribe.")

    def clean_neighbourhoods(self):
        """Refuse neighbourhoods of districts in which the account has no role: they would do nothing."""
        chosen = self.cleaned_data["neighbourhoods"]
        teams = Team.objects.filter(group__in=self.cleaned_data.get("groups", []), district__isnull=False)
        idle = chosen.exclude(district__in=teams.values("district")).select_related("district").first()
        if idle:
            text = gettext("La cuenta no tiene ningún rol en %(district)s: márcalo arriba, o quita %(name)s.")
            raise forms.ValidationError(text % {"district": idle.district.name, "name": idle.name})
        return chosen


WIDGETS = {"groups": InDistricts, "neighbourhoods": InDistricts, "languages": forms.CheckboxSelectMultiple}


class AccountForm(AccountFields, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        fields = ["username", "email", "first_name", "last_name", "is_superuser", *WIDGETS]
        widgets = WIDGETS


class AccountEditForm(AccountFields, UserEditForm):
    """An account that exists."""

    class Meta(UserEditForm.Meta):
        fields = ["username", "email", "first_name", "last_name", "is_active", "is_superuser", *WIDGETS]
        widgets = WIDGETS


PARTS = (
    (gettext_lazy("Quién"), ("username", "email", "first_name", "last_name", "password1", "password2", "is_active")),
    (gettext_lazy("Qué puede"), ("is_superuser", "groups")),
    (gettext_lazy("Solo una parte"), ("neighbourhoods", "languages")),
)


def account_fieldsets(form: AccountEditForm | AccountForm) -> list[tuple[str, list]]:
    """Return [(title, bound fields)] of a form, in the order in which one thinks of an account."""
    return [(title, [form[name] for name in names if name in form.fields]) for title, names in PARTS]
