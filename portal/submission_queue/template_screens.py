"""The screens of the templates of answers in the admin."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.permissions import policy_registry

from portal.access.scoped import ScopedFilterSet, ScopedIndexView, ScopedModelViewSet

from .models import TEMPLATE_STATES, AnswerTemplate
from .selectors import kind_label
from .template_form import TEXT_FIELDS, AnswerTemplateForm


class TemplatesMenuItem(MenuItem):
    """Shown to who may change them."""

    def is_shown(self, request):
        """Tell whether the account may."""
        return policy_registry.get_by_type(AnswerTemplate).user_has_permission(request.user, "change")


def template_kind(template: AnswerTemplate) -> str:
    """Return for what kind a template is."""
    return kind_label(template.kind) if template.kind else gettext("Todas")


def languages_without_text(template: AnswerTemplate) -> str:
    """Return the names of the languages in which a template says nothing yet; empty when complete."""
    known = {row.language for row in template.texts.all()}
    return ", ".join(str(name) for code, name in settings.LANGUAGES if code not in known)


def template_in_use(template: AnswerTemplate) -> str:
    """Return in words whether a template is offered."""
    return gettext("En uso") if template.active else gettext("Retirada")


class AnswerTemplateFilterSet(ScopedFilterSet):
    """For what, and whether in use."""

    state = ChoiceFilter(label=_("Para qué"), choices=[(state.value, state.label) for state in TEMPLATE_STATES])

    class Meta:
        model = AnswerTemplate
        fields = ["state", "active"]


class AnswerTemplateIndexView(ScopedIndexView):
    """All templates, with the languages that are missing."""

    is_searchable = True

    def get_base_queryset(self):
        """Return them with their texts."""
        return super().get_base_queryset().prefetch_related("texts")

    def search_queryset(self, queryset):
        """Return those that are called so."""
        return queryset.filter(name__icontains=self.search_query) if self.is_searching else queryset


class AnswerTemplateViewSet(ScopedModelViewSet):
    """«Plantillas de respuesta»."""

    model = AnswerTemplate
    name = "answer_templates"
    url_prefix = "answer-templates"
    icon = "form"
    menu_label = _("Plantillas de respuesta")
    menu_order = 160
    menu_item_class = TemplatesMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = AnswerTemplateIndexView
    filterset_class = AnswerTemplateFilterSet
    list_per_page = 50
    list_display = [
        "name",
        Column("state", label=_("Para qué"), accessor="get_state_display"),
        Column("kind", label=_("Clase"), accessor=template_kind),
        StatusTagColumn("active", label=_("Situación"), accessor=template_in_use, primary=lambda row: row.active),
        Column("missing", label=_("Falta el texto en"), accessor=languages_without_text),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("state"), FieldPanel("kind"), FieldPanel("active")],
                heading=_("Para qué sirve"),
            ),
            *[MultiFieldPanel([FieldPanel(TEXT_FIELDS[code])], heading=name) for code, name in settings.LANGUAGES],
        ],
        base_form_class=AnswerTemplateForm,
    )
