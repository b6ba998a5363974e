"""Admin screens of records, closed: every view asks the registered policy about the very row it shows or changes.

Wagtail's generic views ask for most rights without naming the row, and their lists and choosers show everything. The two
viewsets here put one mixin before each view, so that no screen of a record has rules of its own (portal/access/policy.py).
"""

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Permission
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Exists, Model, OuterRef, ProtectedError, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_filters import ModelChoiceFilter
from wagtail.admin import auth, messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from portal.core.dates import admin_moment
from portal.core.escaping import harmless, printable
from portal.core.models import User

from .policy import READ, ScopedPolicy


def readable(model: type[Model], user: User) -> QuerySet[Model]:
    """Return the rows (QuerySet) of a model that an account may see, by the model's registered policy."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, [READ])


def denial_response(request: HttpRequest) -> TemplateResponse:
    """Return the answer to whoever asks for what is not hers: 403, where Wagtail would only lead to its home page."""
    context = {"header_title": _("Sin permiso"), "page_title": _("Sin permiso"), "header_icon": "lock"}
    return TemplateResponse(request, "access/refused.html", context, status=403)


def refused_anywhere(request: HttpRequest) -> TemplateResponse:
    """Answer for Wagtail's own screens as ours do, in the account's language. Raises PermissionDenied for scripts."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    return get_localized_response(denial_response, request)


def connect() -> None:
    """Have Wagtail refuse with 403: it would lead to its first page, and a refusal would look like success."""
    auth.permission_denied = refused_anywhere


def happened() -> dict[str, str]:
    """Return the present moment, as what is said after an action names it."""
    return {"at": admin_moment(timezone.now())}


def with_consequence(told: str | None, how: str) -> str | None:
    """Return Wagtail's sentence after an action with ours, which names the moment (%(at)s); None where it says nothing."""
    return told and f"{told} {how % happened()}"


class BoundPolicy:
    """A policy as one view sees it: a question that names no row is about the row of the view's address."""

    def __init__(self, policy, row):
        self.policy, self.row = policy, row

    def __getattr__(self, name):
        return getattr(self.policy, name)

    def user_has_permission(self, user, action):
        """Tell whether `user` may do `action` with the row; with some row where the address names none."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user, actions):
        """Tell the same of one of `actions`."""
        if self.row is None:
            return self.policy.user_has_any_permission(user, actions)
        return self.policy.user_has_any_permission_for_instance(user, actions, self.row)


class ScopedView:
    """Put before a view of one model: nobody sees or changes a row that is not hers, and is told so with a 403."""

    @cached_property
    def row(self):
        """The row of the address as it is stored, never a draft of it; None for lists. Raises Http404."""
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(self.model, pk=unquote(str(self.kwargs["pk"])))

    @cached_property
    def permission_policy(self):
        """The model's policy, bound to the row."""
        return BoundPolicy(policy_registry.get_by_type(self.model), self.row)

    def dispatch(self, request, *args, **kwargs):
        """Refuse first what nobody may even see: some of Wagtail's views ask for nothing."""
        try:
            if not self.permission_policy.user_has_permission(request.user, READ):
                raise PermissionDenied
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return denial_response(request)


class ScopedAddView(ScopedView, generic.CreateView):
    """A new row."""

    def get_success_message(self, instance):
        """Return what was made, since when it holds, and how to take it back."""
        return with_consequence(
            super().get_success_message(instance), _("Vale desde ahora: %(at)s. Para deshacerlo, edítalo o bórralo.")
        )


class ScopedEditView(ScopedView, generic.EditView):
    """A row that changes."""

    def get_success_message(self):
        """Return what was changed, since when it holds, and how to take it back."""
        return with_consequence(
            super().get_success_message(), _("Vale desde ahora: %(at)s. Para deshacerlo, edítalo otra vez.")
        )


class ScopedFilterSet(WagtailFilterSet):
    """Filters that offer what the account may see only, and none that would offer a single choice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, row_filter in list(self.filters.items()):
            if isinstance(row_filter, ModelChoiceFilter):
                model = row_filter.extra["queryset"].model
                if isinstance(policy_registry.get_by_type(model), ScopedPolicy):
                    row_filter.queryset = row_filter.extra["queryset"] = rows = readable(model, self.request.user)
                    if rows[:2].count() < 2:
                        del self.filters[name]


class ScopedIndexView(ScopedView, generic.IndexView):
    """A list, its search, its filters and its export: the rows that the account may see, each with what it may do."""

    base_filterset_class = ScopedFilterSet
    list_select_related = ()

    def get_base_queryset(self):
        """Return the account's rows; what it may do with each comes in the same query."""
        user, policy = self.request.user, policy_registry.get_by_type(self.model)
        rows = readable(self.model, user).select_related(*self.list_select_related)
        for action in ("add", "change", "delete"):
            able = policy.instances_user_has_any_permission_for(user, [action]).order_by()
            rows = rows.annotate(**{f"may_{action}": Exists(able.filter(pk=OuterRef("pk")))})
        return rows

    def preprocess_field_value(self, field, value, export_format):
        """Return a cell of the export that no spreadsheet runs; Wagtail sees to it in XLSX only."""
        cell = super().preprocess_field_value(field, value, export_format)
        if not isinstance(cell, str):
            return cell
        return harmless(cell) if export_format == self.FORMAT_CSV else printable(cell)

    def get_edit_url(self, instance):
        """Return the address of the form, or None."""
        return super().get_edit_url(instance) if instance.may_change else None

    def get_copy_url(self, instance):
        """Return the address of a copy, or None."""
        return super().get_copy_url(instance) if instance.may_add else None

    def get_delete_url(self, instance):
        """Return the address of the deletion, or None."""
        return super().get_delete_url(instance) if instance.may_delete else None


class ScopedCopyView(ScopedView, generic.CopyView):
    """A form filled from another row. It is sent to the address of new rows: sent here, it would change the original."""

    http_method_names = ("get", "head", "options")


class ScopedDeleteView(ScopedView, generic.DeleteView):
    """Deleting a row; one that others need stays, and the screen says so."""

    def get_success_message(self):
        """Return what was deleted and when."""
        return with_consequence(super().get_success_message(), _("Se borró ahora: %(at)s. No se puede deshacer."))

    def form_valid(self, form):
        """Delete, or say why not."""
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("No se puede borrar: hay otros datos que dependen de esto."))
            return redirect(self.get_success_url())


class ScopedModelViewSet(ModelViewSet):
    """Screens of a model with a ScopedPolicy."""

    index_view_class = ScopedIndexView
    add_view_class = ScopedAddView
    edit_view_class = ScopedEditView
    copy_view_class = ScopedCopyView
    delete_view_class = ScopedDeleteView
    inspect_view_enabled = True  # for those who may see and not change
    list_select_related = ()

    def construct_view(self, view_class, **kwargs):
        """Return a view that is closed, whatever view it is."""
        if not issubclass(view_class, ScopedView):
            view_class = type(view_class.__name__, (ScopedView, view_class), {})
        return super().construct_view(view_class, **kwargs)

    def get_index_view_kwargs(self, **kwargs):
        """Return the settings of the list."""
        return super().get_index_view_kwargs(list_select_related=self.list_select_related, **kwargs)

    def get_permissions_to_register(self):
        """Return no permission to give to groups: with Django's, site history would show other districts' rows."""
        return Permission.objects.none()


class NameSearch(SearchFilterMixin, BaseFilterForm):
    """The chooser's search box: part of the name, asked of the database; Wagtail's own asks an index of pages and files."""

    def filter(self, objects):
        """Return the rows whose name holds what was typed."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.filter(name__icontains=self.search_query) if self.is_searching else objects


class ScopedListing:
    """Put before the chooser's lists."""

    filter_form_class = NameSearch

    def get_object_list(self):
        """Return the rows that the account may see."""
        return readable(self.model_class, self.request.user)

    def get_creation_form_kwargs(self):
        """Return what the form of a new row needs: whose it is."""
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class ScopedChooseView(ScopedListing, chooser.ChooseView):
    """The chooser's dialogue."""


class ScopedChooseResultsView(ScopedListing, chooser.ChooseResultsView):
    """The chooser's results."""


class ScopedChosenView(chooser.ChosenView):
    """One chosen row. Raises Http404 for one that the account may not see."""

    def get_object(self, pk):
        """Return the row."""
        if not pk.isdecimal():
            raise ObjectDoesNotExist
        return readable(self.model_class, self.request.user).get(pk=pk)


class ScopedChosenMultipleView(chooser.ChosenMultipleView):
    """Several chosen rows, without those that the account may not see."""

    def get_objects(self, pks):
        """Return the rows."""
        return readable(self.model_class, self.request.user).filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class ScopedCreateView(ScopedListing, chooser.CreateView):
    """A new row from the chooser."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse with a 403 whoever may add none. Raises Http404 where the chooser has no form."""
        if self.get_creation_form_class() is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs) if self.can_create() else denial_response(request)


class ScopedChooserViewSet(ChooserViewSet):
    """A chooser of a model with a ScopedPolicy."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView
    create_view_class = ScopedCreateView
