"""The filters of an editor's pages: type, language, state, district, translations, what waits."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Page, WorkflowState

from portal.core.locales import endonym
from portal.core.models import BasePage
from portal.core.registry import todo_lists
from portal.core.translations import first_versions, outdated, without_translation

from .pages import numbers, page_workflows
from .scope import district_choices, pages_in_district, target_locales

STATES = [
    ("live", _("Publicada")),
    ("draft", _("Borrador, nunca publicada o retirada")),
    ("changed", _("Publicada, con cambios sin publicar")),
    ("review", _("Esperando revisión")),
    ("back", _("Volvió con un comentario")),
]
#: how many pages of the index are looked at
MOST_FOUND = 500


def page_types() -> list[tuple[int, str]]:
    """Return [(pk of the content type, name)] of the page types of the portal."""
    types = ContentType.objects.get_for_models(*BasePage.__subclasses__())
    rows = [(content_type.pk, model._meta.verbose_name) for model, content_type in types.items()]
    return sorted(rows, key=lambda row: str(row[1]))


def named(pages: QuerySet[Page], text: str) -> QuerySet[Page]:
    """Return those of a page queryset whose title has a text, or in which Wagtail's index finds it.

    The index forgives accents and is written by the worker a moment later; the title is there at once.
    """
    known = Page.objects.filter(pk__in=pages.order_by().values("pk"))  # the index understands no other conditions
    found = [page.pk for page in known.autocomplete(text)[:MOST_FOUND]]
    return pages.filter(Q(title__icontains=text) | Q(draft_title__icontains=text) | Q(pk__in=found))


def page_state_condition(state: str) -> Q:
    """Return the condition (Q) on a page of one of STATES."""
    if state == "review":
        return Q(pk__in=numbers(page_workflows(status=WorkflowState.STATUS_IN_PROGRESS), "object_id"))
    if state == "back":
        return Q(pk__in=numbers(page_workflows(status=WorkflowState.STATUS_NEEDS_CHANGES), "object_id"))
    return {
        "live": Q(live=True),
        "draft": Q(live=False),
        "changed": Q(live=True, has_unpublished_changes=True),
    }[state]


class OneLanguageFilterSet(WagtailFilterSet):
    """Filters of pages with one for the language: Wagtail adds a second one, and calls it a region."""

    def _add_locale_filter(self):
        """Add nothing; the filter `language` is ours."""


class PagesFilter(OneLanguageFilterSet):
    """What an editor looks for among her pages; each filter narrows by pk, which the search understands."""

    content_type = ChoiceFilter(label=_("Tipo"), choices=page_types)
    # not "locale": Wagtail's lists read that parameter themselves, as a code
    language = ChoiceFilter(label=_("Idioma"), field_name="locale__language_code", choices=settings.LANGUAGES)
    state = ChoiceFilter(label=_("Estado"), method="by_state", choices=STATES)
    district = ChoiceFilter(label=_("Distrito"), method="by_district", choices=[])
    translation = ChoiceFilter(label=_("Traducciones"), method="by_translation", choices=[])
    waiting = ChoiceFilter(label=_("Qué espera"), method="by_waiting", choices=[])

    class Meta:
        model = Page
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        districts = district_choices(user)
        self.form.fields["district"].choices = [("", _("Todos")), *districts]
        if len(districts) < 2:
            del self.form.fields["district"], self.filters["district"]
        locales = [(locale.language_code, endonym(locale.language_code)) for locale in target_locales(user)]
        self.form.fields["translation"].choices = [
            ("", _("Todas")),
            *((f"missing-{code}", _("Sin versión en %(language)s") % {"language": name}) for code, name in locales),
            ("outdated", _("Traducciones que quedaron atrás")),
        ]
        self.form.fields["waiting"].choices = [("", _("Todas")), *self.waiting_choices()]

    @staticmethod
    def waiting_choices():
        """Return [(name, label)] of what may wait among pages; what has a list of its own is asked for there."""
        return [(known.name, known.label) for known in todo_lists() if not known.district and not known.list_url]

    def by_state(self, pages, name, value):
        """Keep the pages in one state."""
        return pages.filter(page_state_condition(value))

    def by_district(self, pages, name, value):
        """Keep the pages of one district."""
        return pages.filter(pk__in=pages_in_district(Page.objects.all(), value).values("pk"))

    def by_translation(self, pages, name, value):
        """Keep the pages that lack a language, or the translations that are out of date."""
        if value == "outdated":
            return pages.filter(pk__in=outdated(Page.objects.all()).values("pk"))
        locale = Locale.objects.get(language_code=value.removeprefix("missing-"))
        lacking = without_translation(first_versions(Page.objects.filter(live=True)), locale)
        return pages.filter(pk__in=lacking.values("pk"))

    def by_waiting(self, pages, name, value):
        """Keep what waits for the account."""
        known = next(known for known in todo_lists() if known.name == value)
        return pages.filter(pk__in=known.rows(self.request.user).order_by().values("pk"))
