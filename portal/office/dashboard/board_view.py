"""The screen of the board of translations: a row for each page, a column for each language, totals above."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Page

from portal.access.roles import languages_of
from portal.core.locales import endonym
from portal.core.translations import CURRENT, MISSING, OUTDATED, STARTED, STATES

from .board import Board, sources_in_state, totals
from .filters import named, page_types
from .scope import FOLDER, district_choices, edits, folder_names, pages_in_district, sources_of, target_locales

WORDS = {
    MISSING: _("Falta"),
    STARTED: _("Empezada"),
    CURRENT: _("Al día"),
    OUTDATED: _("Quedó atrás"),
}


class BoardFilter(WagtailFilterSet):
    """What of the board is shown; language and state belong together."""

    content_type = ChoiceFilter(label=_("Tipo"), choices=page_types)
    district = ChoiceFilter(label=_("Distrito"), method="by_district", choices=[])
    language = ChoiceFilter(label=_("Idioma"), method="by_nothing_yet", choices=[])
    state = ChoiceFilter(label=_("Estado"), method="by_nothing_yet", choices=list(WORDS.items()))

    class Meta:
        model = Page
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.locales = target_locales(self.request.user)
        districts = district_choices(self.request.user)
        self.form.fields["district"].choices = [("", _("Todos")), *districts]
        if len(districts) < 2:
            del self.form.fields["district"], self.filters["district"]
        codes = [(locale.language_code, endonym(locale.language_code)) for locale in self.locales]
        self.form.fields["language"].choices = [("", _("Todos")), *codes]

    def by_district(self, pages, name, value):
        """Keep the pages of one district."""
        return pages_in_district(pages, value)

    def by_nothing_yet(self, pages, name, value):
        """Language and state are looked at together: see `by_state`."""
        return pages

    def chosen_locales(self):
        """Return the Locales (list) of the columns: the one asked for, or all."""
        code = self.form.cleaned_data.get("language")
        return [locale for locale in self.locales if locale.language_code == code] if code else self.locales

    def by_state(self, pages):
        """Keep the pages that are in the state asked for in one of the languages shown."""
        state = self.form.cleaned_data.get("state")
        return sources_in_state(pages, state, self.chosen_locales()) if state in STATES else pages


class SourceColumn(BaseColumn):
    """The page: its title, type and district."""

    cell_template_name = "office/dashboard/board_source.html"


class LanguageColumn(BaseColumn):
    """One language."""

    cell_template_name = "office/dashboard/board_cell.html"

    def __init__(self, locale):
        super().__init__(f"language_{locale.pk}", label=endonym(locale.language_code))
        self.locale = locale

    def get_cell_context_data(self, instance, parent_context):
        """Return the Cell and its word."""
        context = super().get_cell_context_data(instance, parent_context)
        cell = instance.cells[self.locale.pk]
        return {**context, "cell": cell, "word": WORDS.get(cell.state, _("Original"))}


class BoardView(BaseListingView):
    """The board, for whoever writes or translates; each account sees its own pages and languages."""

    template_name = "office/dashboard/board.html"
    page_title = _("Traducciones")
    header_icon = "wagtail-localize-language"
    paginate_by = 25
    is_searchable = True
    index_url_name = "translation_board"
    index_results_url_name = "translation_board_results"
    filterset_class = BoardFilter
    verbose_name_plural = _("páginas")

    def dispatch(self, request, *args, **kwargs):
        """Refuse accounts that neither write nor translate."""
        if not edits(request.user) and not languages_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locales(self):
        """Return the Locales (list) of the columns."""
        return self.filters.chosen_locales() if self.filters.is_valid() else target_locales(self.request.user)

    @cached_property
    def columns(self):
        """Return the page's column and one for each language."""
        return [SourceColumn("title", label=_("Página")), *(LanguageColumn(locale) for locale in self.locales)]

    def get_queryset(self):
        """Return the rows; the totals count them before the state is asked for."""
        pages = self.search_queryset(self.filter_queryset(sources_of(self.request.user)))
        self.counted = pages
        if self.filters.is_valid():
            pages = self.filters.by_state(pages)
        return pages.select_related("locale", "content_type").order_by("-last_published_at", "pk")

    def search_queryset(self, queryset):
        """Keep the pages that are called so."""
        return named(queryset, self.search_query) if self.is_searching else queryset

    def get_table(self, object_list):
        """Return the table, its cells read at once."""
        rows, folders = list(object_list), folder_names()
        board = Board(self.request.user, rows, self.locales)
        for row in rows:
            row.shown_district = folders.get(row.path[:FOLDER], "")
            board.fill(row)
        return super().get_table(rows)

    def get_context_data(self, **kwargs):
        """Return also the totals: [{language, states [(word, count)]}]."""
        context = super().get_context_data(**kwargs)
        context["totals"] = [
            {"locale": locale, "name": endonym(locale.language_code), "states": self.worded(counts)}
            for locale, counts in totals(self.counted, self.locales)
            if any(counts.values())
        ]
        return context

    @staticmethod
    def worded(counts):
        """Return [(state, its word, how many)]."""
        return [(state, WORDS[state], counts[state]) for state in STATES]
