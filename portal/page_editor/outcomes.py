"""What happened to a page, when, and the way back: a second sentence below Wagtail's own, which only names the page."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from portal.access.scoped import happened
from portal.core.dates import admin_moment

from .save_messages import tell_draft

PUBLISH, SUBMIT = "action-publish", "action-submit"  # names of Wagtail's buttons


def tell(request: HttpRequest, sentence: str, *ways: tuple[str, str]) -> None:
    """Say a sentence below Wagtail's, with ways on, each (address, its words)."""
    messages.success(request, sentence, buttons=[messages.button(address, words) for address, words in ways])


def tell_public_since(request: HttpRequest, page: Page) -> None:
    """Say since when a page is public, or from when it will be, and how to take it back."""
    waiting = page.scheduled_revision
    if waiting and waiting.pk == page.latest_revision_id:
        said = {"at": admin_moment(waiting.approved_go_live_at)}
        tell(request, _("Sale por sí sola: %(at)s. Hasta entonces puedes cambiarlo aquí mismo.") % said)
        return
    rights = page.permissions_for_user(request.user)
    ways = [(reverse("wagtailadmin_pages:history", args=[page.pk]), _("Volver a una versión anterior"))]
    if rights.can_unpublish():
        ways.append((reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Dejar de publicarla")))
    tell(request, _("Se lee en el sitio desde ahora: %(at)s.") % happened(), *ways)


@hooks.register("after_edit_page")
def after_edit(request: HttpRequest, page: Page) -> None:
    """After Wagtail's form of a page that was there."""
    if PUBLISH in request.POST:
        tell_public_since(request, page)


@hooks.register("after_create_page")
def after_create(request: HttpRequest, page: Page) -> None:
    """After Wagtail's form of a new page."""
    if PUBLISH in request.POST:
        tell_public_since(request, page)
    elif SUBMIT not in request.POST:
        tell_draft(request, page)


@hooks.register("after_unpublish_page")
def after_unpublish(request: HttpRequest, page: Page) -> None:
    """After a page was withdrawn."""
    back = (reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Volver a publicarla"))
    tell(
        request,
        _("No se lee más en el sitio, desde ahora: %(at)s. Lo escrito sigue aquí como borrador.") % happened(),
        back,
    )


@hooks.register("after_delete_page")
def after_delete(request: HttpRequest, page: Page) -> None:
    """After a page was deleted."""
    tell(request, _("Se borró con todo lo que tenía debajo: %(at)s. No se puede deshacer.") % happened())


@hooks.register("after_move_page")
def after_move(request: HttpRequest, page: Page) -> None:
    """After a page was moved to another place of the tree."""
    page.refresh_from_db(fields=["path", "depth"])
    parent = page.get_parent(update=True)
    said = {"parent": parent.specific_deferred.get_admin_display_title(), **happened()}
    back = (reverse("wagtailadmin_pages:move", args=[page.pk]), _("Llevarla a otro lugar"))
    tell(request, _("Está debajo de «%(parent)s» desde ahora: %(at)s.") % said, back)


@hooks.register("after_copy_page")
def after_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """After a page was copied."""
    ways = [(reverse("wagtailadmin_pages:edit", args=[new_page.pk]), _("Editar la copia"))]
    if new_page.permissions_for_user(request.user).can_delete():
        ways.append((reverse("wagtailadmin_pages:delete", args=[new_page.pk]), _("Borrar la copia")))
    if new_page.live:
        tell(request, _("La copia se lee en el sitio desde ahora: %(at)s.") % happened(), *ways)
    else:
        tell(request, _("La copia es un borrador: todavía no se lee en el sitio."), *ways)


@hooks.register("after_bulk_action")
def after_bulk(request: HttpRequest, action_type: str, objects: Iterable[object], action: object) -> None:
    """After the same was done to several pages of a list."""
    pages = [one for one in objects if isinstance(one, Page)]
    said = {
        "publish": _("Páginas que se leen en el sitio desde ahora: %(count)s (%(at)s)."),
        "unpublish": _("Páginas que no se leen más en el sitio: %(count)s (%(at)s). Lo escrito sigue como borrador."),
        "delete": _("Páginas que se borraron, con lo que tenían debajo: %(count)s (%(at)s). No se puede deshacer."),
    }.get(action_type)
    if pages and said:
        tell(request, said % {"count": len(pages), **happened()})
