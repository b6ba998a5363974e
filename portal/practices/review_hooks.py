"""Review in the admin: «Marcar como revisada hoy» in a practice's menu, its entry in the log, and the list of dossiers."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.districts.reviewers import may_review

from .models import DossierPage, PracticePage
from .review import REVIEWED_TODAY, reviewed_today


def may_mark(source: PracticePage, user: User) -> bool:
    """Tell whether `user` may say of a practice's first version that its text holds: who reviews or publishes it."""
    return source.permissions_for_user(user).can_publish() or may_review(source, user)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_as_reviewed(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask once more (GET), then write today's date (POST). Raises PermissionDenied, and Http404 for what is not public."""
    page = get_object_or_404(PracticePage, pk=page_id)
    source = source_version(page)
    if not may_mark(source, request.user):
        raise PermissionDenied
    if not source.live:
        raise Http404
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.method == "POST":
        reviewed_today(source, request.user)
        messages.success(request, _("«%(title)s» quedó como revisada hoy.") % {"title": page.title})
        return redirect(edit_url)
    return render(request, "practices/panels/reviewed_today.html", {"practice": page, "edit_url": edit_url})


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    return [path("practices/<int:page_id>/reviewed-today/", mark_as_reviewed, name="practice_reviewed_today")]


@hooks.register("register_page_header_buttons")
def reviewed_today_button(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if not isinstance(page, PracticePage):
        return
    source = source_version(page)
    if source.live and may_mark(source, user):
        url = reverse("practice_reviewed_today", args=[page.pk])
        yield Button(_("Marcar como revisada hoy"), url, icon_name="check", priority=25)


@hooks.register("register_log_actions")
def register_review_action(actions: LogActionRegistry) -> None:
    label = gettext_lazy("Marcada como revisada")
    actions.register_action(REVIEWED_TODAY, label, gettext_lazy("Leyó la experiencia y la marcó como revisada"))


class DossierListing(PageListingViewSet):
    """All dossiers an editor may see."""

    model = DossierPage
    icon = "list-ol"
    menu_label = gettext_lazy("Dosieres")
    menu_order = 155
    add_to_admin_menu = True
    name = "dossiers"
    url_prefix = "dossiers"


@hooks.register("register_admin_viewset")
def register_dossiers() -> DossierListing:
    return DossierListing()
