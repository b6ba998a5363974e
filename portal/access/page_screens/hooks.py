"""What the admin offers of pages: choosers, bulk actions and the reports' menu, each limited to what the account may see."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages import bulk_actions
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .rules import LONGEST_KEY, allows, namable

LAST = 100  # after Wagtail's own: of two bulk actions of one name the later is taken


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_hers_or_public(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The chooser browses and searches all pages; who links to one sees hers and what everybody may read."""
    return namable(pages, request.user)


class ExplorablePagesMixin:
    """Put before a bulk action of pages: its confirmation names no page that the explorer does not show."""

    def get_queryset(self, model, object_ids):
        """Return the pages (list). Raises Http404 when none is left."""
        hers = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        keys = [key for key in object_ids if str(key).isdecimal() and len(str(key)) <= LONGEST_KEY]
        pages = list(model.objects.filter(Q(pk__in=keys) & Q(pk__in=hers.values("pk"))))
        if not pages:
            raise Http404
        return pages


def _of_hers(action):
    """Return a bulk action of pages limited to what the account sees, and make it the one that counts."""
    return hooks.register("register_bulk_action", order=LAST)(type(action.__name__, (ExplorablePagesMixin, action), {}))


PAGE_ACTIONS = [_of_hers(getattr(bulk_actions, name)) for name in bulk_actions.__all__]


@hooks.register("construct_reports_menu")
def hide_reports_of_the_city(request: HttpRequest, items: list[MenuItem]) -> None:
    """No entry leads to a refusal."""
    items[:] = [item for item in items if _is_open(request, item)]
    for item in items:
        if item.url == reverse("wagtail_localize:translations_report"):
            item.label = _("Traducciones")  # wagtail-localize keeps the language of whoever came first


def _is_open(request, item):
    """Tell whether the rules let the account go where a menu entry leads."""
    try:
        match = resolve(item.url.partition("?")[0])
    except (AttributeError, Resolver404):  # an entry that is a menu itself, or leads elsewhere
        return True
    return allows(request, match.view_name, match.kwargs)
