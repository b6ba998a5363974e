"""The curator's screens of the vocabularies in the admin."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseForbidden
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import TermForm
from .matching import fold_wording
from .models import Term, Vocabulary


def missing_languages(term: Term) -> str:
    """Return the names of the languages in which a term has no name yet, as one text; empty when complete."""
    return ", ".join(str(name) for code, name in settings.LANGUAGES if not term.labels.get(code))


def state(term: Term) -> str:
    """Return in words whether a term may be chosen."""
    return gettext("En uso") if term.active else gettext("Retirado")


class TermFilterSet(WagtailFilterSet):
    """Which list, and what is in use."""

    vocabulary = ChoiceFilter(label=_("Lista"), choices=Vocabulary.choices, empty_label=_("Todas"))
    active = ChoiceFilter(
        label=_("Situación"),
        choices=[("True", _("En uso")), ("False", _("Retirado"))],
        empty_label=_("Todas"),
    )

    class Meta:
        model = Term
        fields = ["vocabulary", "active"]


class TermIndexView(generic.IndexView):
    """The list of terms, searched by any of their words however typed."""

    is_searchable = True

    def get_base_queryset(self):
        """Return all terms, list after list as people know them."""
        return Term.objects.list_by_list()

    def search_queryset(self, queryset):
        """Return the terms in whose names and other words every word of the search begins a word."""
        if not self.is_searching:
            return queryset
        wanted = [f" {word}" for word in fold_wording(self.search_query).split()]
        return queryset.filter(pk__in=[term.pk for term in queryset if all(word in _said(term) for word in wanted)])


def _said(term):
    """Return the folded words of a term in all languages, each after a space."""
    words = [word for code, _name in settings.LANGUAGES for word in term.all_labels(code)]
    return "".join(f" {fold_wording(word)}" for word in words)


class TermDeleteView(generic.DeleteView):
    """No term is deleted: Wagtail's address of deleting answers 403 to everybody."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse in words; an exception would lead to the admin's home instead."""
        return HttpResponseForbidden(gettext("Un término no se borra: retíralo y las fichas que lo usan quedan igual."))


class TermViewSet(ModelViewSet):
    """Vocabularies, one list of all terms."""

    model = Term
    name = "vocabularies"
    icon = "list-ul"
    menu_label = _("Vocabularios")
    menu_order = 700
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TermIndexView
    delete_view_class = TermDeleteView
    filterset_class = TermFilterSet
    list_per_page = 50
    list_display = [
        "__str__",
        Column("get_vocabulary_display", label=_("Lista")),
        StatusTagColumn("state", label=_("Situación"), accessor=state, primary=lambda term: term.active),
        Column("missing", label=_("Falta el nombre en"), accessor=missing_languages),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("vocabulary"), FieldPanel("active"), FieldPanel("order")],
                heading=_("Dónde aparece, y si se usa"),
            ),
            *[
                MultiFieldPanel([FieldPanel(f"name_{code}"), FieldPanel(f"words_{code}")], heading=name)
                for code, name in settings.LANGUAGES
            ],
            MultiFieldPanel([FieldPanel("code"), FieldPanel("note")], heading=_("Para el equipo técnico")),
        ],
        base_form_class=TermForm,
    )


@hooks.register("register_admin_viewset")
def register_vocabularies() -> TermViewSet:
    """Give the admin the screens of the vocabularies."""
    return TermViewSet()
