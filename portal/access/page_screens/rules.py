"""The table "view name → rule" of the admin's screens of pages.

A rule gets the request and the arguments of the address and tells whether the account may go on; the screen itself may
still refuse. It answers True for what does not exist: the screen says so with a 404.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, get_default_page_content_type
from wagtail.permissions import policy_registry

from portal.access.roles import is_curator
from portal.core.models import User
from portal.core.public import public_pages

#: views whose names begin so are screens of pages: each needs a rule
GUARDED = (
    "wagtail_bulk_action",
    "wagtail_localize:",
    "wagtailadmin_api:",
    "wagtailadmin_block_preview",
    "wagtailadmin_choose_",
    "wagtailadmin_editing_sessions:",
    "wagtailadmin_explore",
    "wagtailadmin_pages:",
    "wagtailadmin_reports:",
    "wagtailadmin_workflows:",
)
LONGEST_KEY = 18  # digits that every database takes


# What rules ask ------------------------------------------------------------------------------------------------------


def namable(pages: QuerySet[Page], user: User) -> QuerySet[Page]:
    """Return those of a page queryset whose titles an account may read: hers, the way to them, and what is public."""
    hers = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(Q(pk__in=hers.values("pk")) | Q(pk__in=public_pages(Page.objects.all()).values("pk")))


def is_key(text: str) -> bool:
    """Tell whether a text may be a primary key: digits, as many as every database takes."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def may_read_titles(user: User, keys: Iterable[str]) -> bool:
    """Tell whether an account may read the titles of all pages with these keys (texts, as they come from outside)."""
    if not all(is_key(str(key)) for key in keys):
        return False
    wanted = {int(key) for key in keys}
    exist = Page.objects.filter(pk__in=wanted, depth__gt=1)
    return exist.count() == namable(exist, user).count()


def is_page(key: str) -> bool:
    """Tell whether a text that came from outside is the key of a page."""
    return is_key(key) and Page.objects.filter(pk=key).exists()


# Rules ---------------------------------------------------------------------------------------------------------------


def asks_itself(request: HttpRequest, **kwargs) -> bool:
    """The screen asks the policy, or `permissions_for_user`, about the very page; tests/rights proves it."""
    return True


def for_the_city(request: HttpRequest, **kwargs) -> bool:
    """Only for those who answer for the whole city: the screen shows or changes pages of everybody."""
    return is_curator(request.user)


def for_nobody(request: HttpRequest, **kwargs) -> bool:
    """Refuse what Wagtail keeps for those who develop it."""
    return False


def for_keepers_of_workflows(request: HttpRequest, **kwargs) -> bool:
    """Only for whom an administrator lets arrange the reviews."""
    return request.user.has_perm("wagtailcore.add_workflow") or request.user.has_perm("wagtailcore.change_workflow")


def names_the_folder(request: HttpRequest, parent_page_id: int | None = None, **kwargs) -> bool:
    """The chooser shows the folder in which it looks, whatever folder the address names."""
    return parent_page_id is None or may_read_titles(request.user, [parent_page_id])


def names_the_chosen(request: HttpRequest, **kwargs) -> bool:
    """The chooser answers with the titles of the pages that the address names."""
    return may_read_titles(request.user, request.GET.getlist("id"))


def names_the_parent(request: HttpRequest, **kwargs) -> bool:
    """The form refuses a parent page by its title, whatever page was sent; the copy takes for granted that there is one."""
    keys = [request.POST[name] for name in ("parent_page", "new_parent_page") if name in request.POST]
    is_known = all(is_page(key) for key in request.POST.getlist("new_parent_page"))
    return is_known and may_read_titles(request.user, keys)


def moves_there(request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs) -> bool:
    """The confirmation shows both pages before it asks whether one may be moved under the other."""
    page, destination = (Page.objects.filter(pk=key).first() for key in (page_to_move_id, destination_id))
    if page is None or destination is None:
        return True
    return page.permissions_for_user(request.user).can_move_to(destination)


def acts_on_the_page(request: HttpRequest, page_id: int, task_state_id: int, **kwargs) -> bool:
    """The screen asks about the page of the address, and then acts on whatever step of a review stands beside it."""
    states = TaskState.objects.filter(pk=task_state_id)
    content_type = get_default_page_content_type()
    of_page = states.filter(workflow_state__object_id=str(page_id), workflow_state__base_content_type=content_type)
    return of_page.exists() or not states.exists()


def edits_the_page(request: HttpRequest, page_id: int, **kwargs) -> bool:
    """The screen shows a page and asks nothing."""
    page = Page.objects.filter(pk=page_id).first()
    return page is None or page.permissions_for_user(request.user).can_edit()


def explores_the_page(request: HttpRequest, parent_page_id: int | None = None, **kwargs) -> bool:
    """The explorer shows whatever lies below the highest page of an account, other districts' folders among it."""
    if parent_page_id is None or not Page.objects.filter(pk=parent_page_id).exists():
        return True
    hers = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return hers.filter(pk=parent_page_id).exists()


def has_the_file(request: HttpRequest, pk: int | None = None, **kwargs) -> bool:
    """The admin's API shows any picture and any document; here, those that the account may choose."""
    model_name = request.resolver_match.view_name.split(":")[1]
    model = _file_models()[model_name]
    policy = policy_registry.get_by_type(model)
    rows = policy.instances_user_has_any_permission_for(request.user, ["add", "change", "delete", "choose"])
    return rows.filter(pk=pk).exists() or not model.objects.filter(pk=pk).exists()


def _file_models():
    """Return the models behind the two lists of files in the admin's API."""
    return {"images": get_image_model(), "documents": get_document_model()}


def _named(rule, prefix, names):
    """Return {view name: rule} for names that share a beginning."""
    return {f"{prefix}{name}": rule for name in names.split()}


RULES = {
    "wagtailadmin_error_test": for_nobody,  # a 500 on purpose
    **_named(
        asks_itself,
        "wagtailadmin_pages:",
        "add add_subpage convert_alias delete edit history history_results lock preview_on_add preview_on_edit"
        " revisions_compare revisions_index revisions_revert revisions_unschedule revisions_view search search_results"
        " set_page_position set_privacy type_use type_use_results unlock unpublish usage view_draft workflow_history"
        " workflow_history_detail move",
    ),
    **_named(names_the_parent, "wagtailadmin_pages:", "copy choose_parent"),
    **_named(moves_there, "wagtailadmin_pages:", "move_confirm"),
    **_named(acts_on_the_page, "wagtailadmin_pages:", "workflow_action collect_workflow_action_data"),
    **_named(edits_the_page, "wagtailadmin_pages:", "confirm_workflow_cancellation workflow_preview"),
    "wagtailadmin_explore_root": asks_itself,  # it leads to the account's highest page
    **_named(explores_the_page, "wagtailadmin_explore", "_results"),
    "wagtailadmin_explore": explores_the_page,
    # hooks.py narrows the lists of the chooser
    **_named(names_the_folder, "wagtailadmin_choose_page", "_child"),
    **_named(names_the_chosen, "wagtailadmin_choose_page", "_chosen_multiple"),
    **_named(asks_itself, "wagtailadmin_choose_page", "_search _external_link _email_link _phone_link _anchor_link"),
    "wagtailadmin_choose_page": asks_itself,
    # hooks.py replaces the bulk actions of pages; those of files ask by collection
    "wagtail_bulk_action": asks_itself,
    **_named(asks_itself, "wagtailadmin_editing_sessions:", "ping release"),
    "wagtailadmin_block_preview": asks_itself,
    **_named(asks_itself, "wagtailadmin_api:pages:", "listing detail find"),
    "wagtailadmin_api:pages:action": for_the_city,  # aliases, copies with their subpages: nothing of ours uses it
    **_named(for_the_city, "wagtailadmin_api:", "images:listing images:find documents:listing documents:find"),
    **_named(has_the_file, "wagtailadmin_api:", "images:detail documents:detail"),
    **_named(
        asks_itself,
        "wagtailadmin_reports:",
        "aging_pages aging_pages_results locked_pages locked_pages_results site_history site_history_results"
        " workflow workflow_results workflow_tasks workflow_tasks_results",
    ),
    **_named(for_the_city, "wagtailadmin_reports:", "page_types_usage page_types_usage_results"),
    **_named(
        for_keepers_of_workflows,
        "wagtailadmin_workflows:",
        "add add_task disable disable_task edit edit_task enable enable_task index index_results remove"
        " select_task_type task_chooser task_chooser_create task_chooser_results task_chosen task_index"
        " task_index_results usage usage_results",
    ),
}


def register_rules(rules: dict[str, Callable]) -> None:
    """Add an upper room's {view name: rule} to the table."""
    RULES.update(rules)


def is_page_screen(view_name: str) -> bool:
    """Tell whether a view is a screen of pages."""
    return view_name.startswith(GUARDED)


def allows(request: HttpRequest, view_name: str, kwargs: dict[str, Any]) -> bool:
    """Tell whether an account may go on to a view; one that the table does not know is the city's only."""
    if not is_page_screen(view_name) and view_name not in RULES:
        return True
    return RULES.get(view_name, for_the_city)(request, **kwargs)
