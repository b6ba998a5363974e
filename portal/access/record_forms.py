"""The form of a record: it offers what the account may use, and refuses to carry a row out of its scope."""

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from portal.core.models import User
from portal.territory.models import District, Neighbourhood

from .policy import READ, ScopedPolicy
from .roles import is_curator, scopes_of

OUT_OF_DISTRICT = _("Elige un distrito de los tuyos.")
OUT_OF_NEIGHBOURHOODS = _("Elige un barrio de los tuyos.")


def scoped_policy(model: type[Model]) -> ScopedPolicy | None:
    """Return the ScopedPolicy that is registered for a model, or None."""
    policy = policy_registry.get_by_type(model, fallback=False)
    return policy if isinstance(policy, ScopedPolicy) else None


def districts_to_use(user: User, policy: ScopedPolicy, action: str) -> QuerySet[District]:
    """Return the open districts (QuerySet) in which an account may do `action` with rows of a policy's model."""
    districts = District.objects.filter(active=True)
    scopes = [scope.district for scope in scopes_of(user) if policy.may(scope, action)]
    return districts if user.is_superuser or None in scopes else districts.filter(pk__in=scopes)


def named_with_district(neighbourhood: Neighbourhood) -> str:
    """Return how a neighbourhood is offered to whoever sees several districts."""
    return f"{neighbourhood.name} ({neighbourhood.district})"


class ScopedRecordForm(WagtailAdminModelForm):
    """A form for one account (`for_user`). Raises TypeError without one: nobody's rights are everybody's."""

    city_fields = ()  # of a stored row, only the curators change these

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            raise TypeError("A record's form needs for_user.")
        self.policy = scoped_policy(self._meta.model)
        self.action = "change" if self.instance.pk else "add"
        self.for_city = is_curator(self.for_user)
        if self.instance.pk and not self.for_city:
            for name in self.city_fields:
                self.fields.pop(name, None)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and scoped_policy(field.queryset.model):
                self.restrict(name, field)

    def restrict(self, name, field):
        """Offer in a field what the account may use, and what is stored there already."""
        rows = self.rows_to_offer(name, field.queryset.model)
        stored = getattr(self.instance, f"{name}_id", None)
        field.queryset = (rows | field.queryset.model._default_manager.filter(pk=stored)) if stored else rows
        if field.queryset.model is Neighbourhood:
            field.queryset = field.queryset.select_related("district")
            field.label_from_instance = named_with_district
        if name == self.policy.district and not self.for_city:
            field.required, field.empty_label = True, None
        if name == self.policy.neighbourhood and self.is_limited:
            field.required, field.empty_label = True, None

    def rows_to_offer(self, name, model):
        """Return the rows of another model that a field offers."""
        if model is District and name == self.policy.district:
            return districts_to_use(self.for_user, self.policy, self.action)
        action = self.action if name == self.policy.neighbourhood else READ
        rows = scoped_policy(model).instances_user_has_any_permission_for(self.for_user, [action])
        return rows.filter(active=True) if hasattr(model, "active") else rows

    @property
    def is_limited(self):
        """Whether the account answers for some neighbourhoods only, wherever it may do this."""
        scopes = [scope for scope in scopes_of(self.for_user) if self.policy.may(scope, self.action)]
        return bool(scopes) and all(scope.neighbourhoods is not None for scope in scopes)

    def place(self, lookup):
        """Return the primary key, or None, of the district or neighbourhood to which a lookup would lead."""
        first, *others = lookup.split("__")
        found = self.cleaned_data[first] if first in self.fields else getattr(self.instance, first, None)
        for step in others:
            found = getattr(found, step, None)
        return getattr(found, "pk", found)

    def clean(self):
        """Refuse a row that would lie outside the account's scope, beside the field that says where it lies."""
        cleaned = super().clean()
        lookups = [lookup for lookup in (self.policy.district, self.policy.neighbourhood) if lookup]
        roots = [lookup.split("__")[0] for lookup in lookups]
        if any(root in self.errors for root in roots):
            return cleaned
        places = [self.place(lookup) for lookup in lookups] + [None]
        if not self.policy.user_may_have(self.for_user, self.action, places[0], places[1]):
            district_is_hers = any(scope.district == places[0] for scope in scopes_of(self.for_user))
            root, message = (roots[-1], OUT_OF_NEIGHBOURHOODS) if district_is_hers else (roots[0], OUT_OF_DISTRICT)
            self.add_error(root if root in self.fields else None, ValidationError(message, code="scope"))
        return cleaned
