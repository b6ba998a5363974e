"""The buttons under a page's form: who may publish a page there and then sees so, everybody else sends it to review."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, SubmitForModerationMenuItem

from portal.access.page_policy import publishes_herself
from portal.access.roles import scopes_of
from portal.core.models import BasePage, User
from portal.districts.reviewers import stored_district_id


class SubmitToReview(SubmitForModerationMenuItem):
    """Wagtail's button in our words: it would name the workflow, which is an administrator's word."""

    def get_context_data(self, parent_context):
        """Name the button; after changes were asked for, it is another time."""
        context = super().get_context_data(parent_context)
        state = getattr(context.get("page"), "current_workflow_state", None)
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = _("Enviar otra vez a revisión") if again else _("Enviar a revisión")
        return context


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
    """Make the big button, which is the first one, do what the page's badge says: a public page is published.

    Saving a draft of it leaves the public what it reads now, and is offered behind the arrow.
    """
    names = [item.name for item in menu_items]
    if page.live and "action-publish" in names:
        menu_items.insert(0, menu_items.pop(names.index("action-publish")))


@hooks.register("construct_page_action_menu")
def offer_what_is_allowed(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the button away that would be refused, and name the way to review."""
    for number, item in enumerate(menu_items):
        if type(item) is SubmitForModerationMenuItem:
            menu_items[number] = SubmitToReview(order=item.order)
    if context["view"] != "create":
        begin_with_main_action(menu_items, context["page"])
        return
    where = request.resolver_match.kwargs
    model = apps.get_model(where["content_type_app_name"], where["content_type_model_name"])
    if not publishes_new(request.user, model, context["parent_page"]):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
