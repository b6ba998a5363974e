"""The list of an account's pages: what they are, in which languages, who changed them last, when to look again."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from portal.core.locales import endonym
from portal.core.models import BasePage

from .filters import PagesFilter, named
from .scope import FOLDER, editable_pages, folder_names

LOOK_AGAIN = timedelta(days=365)
#: first characters that make a spreadsheet run a cell
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\n")


def spreadsheet_text(text: str) -> str:
    """Return a cell (str) that no spreadsheet runs."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


class PageListDetails:
    """What the list says of a page beyond what the page itself says; read for a whole list of pages at once."""

    def __init__(self, pages):
        self.folders = folder_names()
        keys = {page.translation_key for page in pages}
        versions = Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).order_by("pk")
        self.languages = {}
        for key, code, live in versions.values_list("translation_key", "locale__language_code", "live"):
            self.languages.setdefault(key, []).append((code, live))

    def tell(self, page):
        """Write what the columns show on a page (specific): district, language, versions, next_look."""
        page.shown_district = self.folders.get(page.path[:FOLDER], "")
        page.shown_language = endonym(page.locale.language_code)
        own = page.locale.language_code
        others = [(code, live) for code, live in self.languages.get(page.translation_key, []) if code != own]
        page.shown_versions = ", ".join(code if live else f"({code})" for code, live in others)
        page.next_look = next_look(page)
        return page


def next_look(page: BasePage) -> date | None:
    """Return the day (date) on which a page (specific) is to be read again: a year after somebody last did, or None."""
    last = getattr(page, "last_reviewed", None)
    if last is None:
        moment = page.latest_revision_created_at or page.last_published_at
        last = timezone.localdate(moment) if moment else None
    return last + LOOK_AGAIN if last and page.live else None


class PagesView(IndexView):
    """The pages that an account may edit or publish, and no others."""

    page_title = _("Mis páginas")
    list_export = [
        "title", "page_type", "shown_district", "shown_language", "shown_versions", "state", "changed", "changed_by",
        "next_look", "address",
    ]  # fmt: skip
    export_headings = {
        "title": _("Título"),
        "page_type": _("Tipo"),
        "shown_district": _("Distrito"),
        "shown_language": _("Idioma"),
        "shown_versions": _("Otros idiomas"),
        "state": _("Estado"),
        "changed": _("Último cambio"),
        "changed_by": _("Quién la cambió"),
        "next_look": _("Volver a leerla"),
        "address": _("Dirección en la web"),
    }

    def get_base_queryset(self):
        """Return her pages, with who changed them last."""
        users = get_user_model().objects.filter(pk=OuterRef("latest_revision__user"))
        pages = Page.objects.filter(pk__in=editable_pages(self.request.user).values("pk"))
        pages = pages.annotate(
            changed_by=Subquery(users.values("username")[:1]), changed=F("latest_revision_created_at")
        )
        return self.annotate_queryset(pages)

    def search_queryset(self, queryset):
        """Keep the pages that are called so, the last changed first."""
        if not self.is_searching:
            return queryset
        found = queryset.filter(
            pk__in=named(editable_pages(self.request.user), self.search_query).order_by().values("pk")
        )
        return found if self.is_explicitly_ordered else found.order_by(F("changed").desc(nulls_last=True), "pk")

    def get_context_data(self, **kwargs):
        """Read for the pages shown what the columns say of them."""
        context = super().get_context_data(**kwargs)
        self.told(context["object_list"])
        return context

    @staticmethod
    def told(pages):
        """Write on pages (iterable) what the list says of them; return them as a list."""
        pages = list(pages)
        told = PageListDetails(pages)
        return [told.tell(page) for page in pages]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Return the file; what the columns say is read once for all rows."""
        return super().as_spreadsheet(self.told(queryset), spreadsheet_format)

    def get_heading(self, queryset, field):
        """Return the heading of a column."""
        return str(self.export_headings[field])

    def to_row_dict(self, item):
        """Return one row; texts that a spreadsheet would run are made harmless."""
        row = {
            "title": item.draft_title or item.title,
            "page_type": str(item.page_type_display_name),
            "state": str(item.status_string),
            "address": item.full_url or "",
            "changed_by": item.changed_by or "",
        }
        row = {field: row.get(field, getattr(item, field, "")) for field in self.list_export}
        return {field: spreadsheet_text(value) if isinstance(value, str) else value for field, value in row.items()}


class PagesViewSet(PageListingViewSet):
    """«Mis páginas»: every page of the account's districts."""

    model = Page
    icon = "doc-full-inverse"
    menu_label = _("Mis páginas")
    menu_order = 140
    add_to_admin_menu = True
    name = "district_pages"
    url_prefix = "my-pages"
    index_view_class = PagesView
    filterset_class = PagesFilter
    export_filename = "pages"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Título"), sort_key="title", classname="title"),
        Column("page_type_display_name", label=_("Tipo")),
        Column("shown_district", label=_("Distrito")),
        Column("shown_versions", label=_("Otros idiomas")),
        DateColumn("latest_revision_created_at", label=_("Último cambio"), sort_key="latest_revision_created_at"),
        Column("changed_by", label=_("Quién")),
        Column("next_look", label=_("Volver a leerla")),
        PageStatusColumn("status", label=_("Estado"), sort_key="live"),
    ]
