"""The review of one page as its people read it: who has it and since when, taking it back, what a decision did.

Wagtail's sentences name workflows and tasks; these name people and what happens next.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.locks import WorkflowLock
from wagtail.models import Page, TaskState

from portal.core.dates import admin_moment
from portal.core.models import BasePage, User
from portal.districts.review import CuratorsApprovalTask, DistrictApprovalTask
from portal.districts.reviewers import curators, reviewers_of

NAMED = 3
DECISIONS = ("approve", "reject")


def account_words(user: User | None) -> str:
    """Return an account as colleagues call it; empty for none."""
    return (user.get_full_name() or user.get_username()) if user else ""


def holders(page: BasePage) -> QuerySet[User]:
    """Return the accounts (QuerySet) for which a page in review waits."""
    return curators() if isinstance(page.current_workflow_task, CuratorsApprovalTask) else reviewers_of(page)


def holder_words(page: BasePage) -> str:
    """Return who has a page in review: its district's reviewers or the curators, with some names."""
    is_curators = isinstance(page.current_workflow_task, CuratorsApprovalTask)
    known = list(holders(page).order_by("pk")[:NAMED])
    who = _("la curaduría de la ciudad") if is_curators else _("quien revisa en el distrito")
    return f"{who} ({', '.join(map(account_words, known))})" if known else who


def since_words(page: BasePage) -> str:
    """Return since when a page is at its step of the review, in the reader's words."""
    return admin_moment(page.current_workflow_task_state.started_at)


def in_review_sentence(page: BasePage) -> str:
    """Say that a page is in review, who has it, and since when."""
    values = {"title": page.get_admin_display_title(), "who": holder_words(page), "since": since_words(page)}
    return _("«%(title)s» está en revisión desde el %(since)s. La tiene %(who)s.") % values


def may_take_back(user: User, page: BasePage) -> bool:
    """Tell whether an account may end the review of a page: who sent it, who decides, and who could publish it herself."""
    state = page.current_workflow_state
    if state is None or not page.workflow_in_progress:
        return False
    return state.user_can_cancel(user) or page.permissions_for_user(user).can_publish()


def is_held(user: User, page: BasePage) -> bool:
    """Tell whether only its review keeps an account from changing a page, and the account may end it."""
    lock = page.get_lock()
    return isinstance(lock, WorkflowLock) and lock.for_user(user) and may_take_back(user, page)


def held_response(request: HttpRequest, page: BasePage, title: str) -> TemplateResponse:
    """Return the screen in place of one that changes a page in review: who has it, and the button that takes it back."""
    context = {
        "header_title": title,
        "page_title": title,
        "header_icon": "lock",
        "page": page,
        "sentence": in_review_sentence(page),
        "next": request.get_full_path(),
    }
    return TemplateResponse(
        request, "page_editor/in_review.html", context, status=200 if request.method == "GET" else 409
    )


@require_POST
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """End the review of a page, and go on where the account wanted to. Raises PermissionDenied and Http404."""
    page = get_object_or_404(Page, pk=page_id).specific
    after = redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if not page.workflow_in_progress:
        return after
    if not may_take_back(request.user, page):
        raise PermissionDenied
    page.current_workflow_state.cancel(user=request.user)
    sentence = _("«%(title)s» ya no está en revisión: puedes cambiarla. Cuando esté lista, envíala otra vez.")
    messages.success(request, sentence % {"title": page.get_admin_display_title()})
    return after


# What stands above the form ------------------------------------------------------------------------------------------


def last_comment(page: BasePage) -> TaskState | None:
    """Return the latest decision with a comment in the review that a page is in, or was sent back from; None without."""
    state = page.current_workflow_state
    if state is None:
        return None
    decided = state.task_states.filter(status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED])
    return decided.exclude(comment="").select_related("finished_by").order_by("-finished_at").first()


def comment_sentence(decision: TaskState) -> SafeString:
    """Return who wrote what about a page, and when; the comment is a reviewer's own text."""
    if decision.status == TaskState.STATUS_REJECTED:
        intro = _("%(who)s pidió cambios el %(when)s:")
    else:
        intro = _("%(who)s la aprobó el %(when)s y dijo:")
    when = date_format(timezone.localtime(decision.finished_at), "SHORT_DATETIME_FORMAT")
    values = {"who": account_words(decision.finished_by) or _("Quien revisa"), "when": when}
    return format_html("{} <strong>«{}»</strong>", intro % values, decision.comment)


def show_comment(request: HttpRequest, page: BasePage) -> None:
    """Put the reviewer's comment above the form that it is about."""
    decision = last_comment(page)
    if decision:
        messages.warning(request, comment_sentence(decision))


def tell_holder(request: HttpRequest, page: BasePage) -> None:
    """Say after a page was sent to review who has it now; Wagtail's sentence names nobody."""
    sent = Page.objects.get(pk=page.pk).specific
    if "action-submit" in request.POST and sent.workflow_in_progress:
        messages.success(request, in_review_sentence(sent))


hooks.register("after_create_page", tell_holder)
hooks.register("after_edit_page", tell_holder)


def lock_sentence(lock: WorkflowLock, user: User) -> SafeString | None:
    """Say in place of Wagtail's words on a lock who has the page, with a button to take it back."""
    if not lock.for_user(user):
        return None
    page = lock.object
    if not isinstance(page, BasePage):
        return None
    sentence = in_review_sentence(page)
    if not may_take_back(user, page):
        return format_html("{} {}", sentence, _("Mientras tanto solo la cambia quien la revisa."))
    return format_html(
        '{} <span class="buttons"><button type="button" class="button button-small button-secondary"'
        ' data-action="w-action#post" data-controller="w-action" data-w-action-url-value="{}">{}</button></span>',
        sentence, reverse("page_take_back", args=[page.pk]), _("Retirarla de la revisión"),
    )  # fmt: skip


# What a decision did -------------------------------------------------------------------------------------------------


def outcome_sentence(page: BasePage, decision: str) -> str:
    """Return what happened to a page (read anew) after "approve" or "reject", and who has it now."""
    values = {"title": page.get_admin_display_title()}
    if decision == "reject":
        return _("Pediste cambios en «%(title)s». Quien la escribió lo ve en su primera página.") % values
    if page.workflow_in_progress:
        return _("Aprobaste «%(title)s». Ahora la tiene %(who)s.") % {**values, "who": holder_words(page)}
    if page.live and not page.has_unpublished_changes:
        return _("Aprobaste «%(title)s»: ya es pública.") % values
    return _("Aprobaste «%(title)s»: se publica sola en la fecha que dice.") % values


def tell_outcome(request: HttpRequest, page_id: int, decision: str) -> None:
    """Say after a decision what came of it."""
    messages.success(request, outcome_sentence(Page.objects.get(pk=page_id).specific, decision))


def publishes_with_district(page: BasePage) -> bool:
    """Tell whether the approval of its district publishes a page: the curators' step is passed over then."""
    return isinstance(page.current_workflow_task, DistrictApprovalTask) and not page.published_by_review


def connect() -> None:
    """Have Wagtail's screens say so: it has no hook for its sentences."""
    wagtails = EditView.add_save_confirmation_message

    def add_save_confirmation_message(view):
        if view.action_name == "perform_workflow_action" and view.workflow_action in DECISIONS:
            tell_outcome(view.request, view.page.pk, view.workflow_action)
        else:
            wagtails(view)

    post = WorkflowActionView.post

    def post_and_tell(view, request, *args, **kwargs):
        before = view.task_state.status
        response = post(view, request, *args, **kwargs)
        if TaskState.objects.get(pk=view.task_state.pk).status != before and view.action_name in DECISIONS:
            tell_outcome(request, view.object.pk, view.action_name)
        return response

    EditView.add_save_confirmation_message = add_save_confirmation_message
    WorkflowActionView.post = post_and_tell
    WorkflowLock.get_message = lock_sentence
