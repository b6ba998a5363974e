"""The buttons under a page's form: who may publish a page there and then sees so, everybody else sends it to review."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)

from portal.access.page_policy import publishes_herself
from portal.access.roles import scopes_of
from portal.core.models import BasePage, User
from portal.districts.reviewers import stored_district_id

from .review import publishes_with_district, show_comment, take_back

BEFORE_TRANSLATION = -200  # wagtail-localize answers in the same hook


class SubmitToReview(SubmitForModerationMenuItem):
    """Wagtail's button in our words: it would name the workflow, which is an administrator's word."""

    def get_context_data(self, parent_context):
        """Name the button; after changes were asked for, it is another time."""
        context = super().get_context_data(parent_context)
        state = getattr(context.get("page"), "current_workflow_state", None)
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = _("Enviar otra vez a revisión") if again else _("Enviar a revisión")
        return context


class TakeBack(CancelWorkflowMenuItem):
    """Wagtail's button in our words."""

    label = _lazy("Retirar de la revisión")


def publishes_new(user: User, model: type[BasePage], parent: BasePage) -> bool:
    """Tell whether an account may publish a new page of a type below `parent` without a review.

    Wagtail asks the parent only, which does not know what will lie below it.
    """
    district = stored_district_id(parent)
    places = {None}.union(*(scope.neighbourhoods or () for scope in scopes_of(user) if scope.district == district))
    if "neighbourhood" not in {field.name for field in model._meta.get_fields()}:
        places = {None}
    return any(publishes_herself(user, model, district, place) for place in places)


def begin_with_main_action(menu_items: list[ActionMenuItem], page: BasePage) -> None:
    """Make the big button, which is the first one, the next step: who reviews approves, and a public page is published.

    Saving a draft of it leaves the public what it reads now, and is offered behind the arrow.
    """
    names = [item.name for item in menu_items]
    main = "approve" if "approve" in names else "action-publish"
    if main in names and (page.live or main == "approve"):
        menu_items.insert(0, menu_items.pop(names.index(main)))


def name_the_review(menu_items: list[ActionMenuItem], page: BasePage) -> None:
    """Call what ends a review, or a step of it, by what it does; to begin anew is to send it again."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, RestartWorkflowMenuItem)]
    for number, item in enumerate(menu_items):
        if isinstance(item, CancelWorkflowMenuItem):
            menu_items[number] = TakeBack(order=item.order)
        elif item.name == "approve" and not item.launch_modal and publishes_with_district(page):
            item.label = _("Aprobar y publicar")


@hooks.register("construct_page_action_menu")
def offer_what_is_allowed(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the button away that would be refused, and name the way to review."""
    for number, item in enumerate(menu_items):
        if type(item) is SubmitForModerationMenuItem:
            menu_items[number] = SubmitToReview(order=item.order)
    if context["view"] != "create":
        name_the_review(menu_items, context["page"])
        begin_with_main_action(menu_items, context["page"])
        return
    where = request.resolver_match.kwargs
    model = apps.get_model(where["content_type_app_name"], where["content_type_model_name"])
    if not publishes_new(request.user, model, context["parent_page"]):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("register_admin_urls")
def register_take_back() -> list[URLPattern]:
    return [path("pages/<int:page_id>/take-back/", take_back, name="page_take_back")]


@hooks.register("before_edit_page", order=BEFORE_TRANSLATION)
def show_what_was_asked(request: HttpRequest, page: BasePage) -> None:
    """The reviewer's comment is read where the page is changed, also in the editor of a translation."""
    if request.method == "GET" and isinstance(page, BasePage):
        show_comment(request, page)
