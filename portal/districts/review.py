"""The two steps of a page's review: its district's, for all pages, and the curators', where one look is not enough."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import GroupApprovalTask, Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

from portal.access.page_policy import stored_neighbourhood

from .reviewers import district_reviewers, may_review, pages_to_review, reviewers_of, stored_district_id


def pass_over(task: CuratorsApprovalTask | DistrictApprovalTask, workflow_state: WorkflowState, note: str) -> TaskState:
    """Return the TaskState of a step that nobody needs to take, with the reason (str) beside it in the page's history."""
    return TaskState.objects.create(
        workflow_state=workflow_state,
        task=task,
        revision=workflow_state.content_object.get_latest_revision(),
        status=TaskState.STATUS_SKIPPED,
        finished_at=timezone.now(),
        comment=note,
    )


class DistrictApprovalTask(Task):
    """The step of the page's own district; one task serves all districts, each sees and decides its own pages."""

    class Meta:
        verbose_name = _("revisión del distrito")
        verbose_name_plural = _("revisiones del distrito")

    def start(self, workflow_state, user=None):
        """Ask the district's team; where nobody could answer, leave a note and go on to the city's curators."""
        page = workflow_state.content_object
        district_id = stored_district_id(page)
        if district_reviewers(district_id, stored_neighbourhood(page)).exists():
            return super().start(workflow_state, user=user)
        if district_id is None:
            note = gettext("No pertenece a ningún distrito: pasa a la curaduría de la ciudad.")
        else:
            note = gettext("El distrito no tiene quién revise: pasa a la curaduría de la ciudad.")
        return pass_over(self, workflow_state, note)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Act on one page. Raises PermissionDenied unless `user` reviews that very page.

        Wagtail asks for the page of the address, and takes the task state of any other page beside it.
        """
        if not may_review(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_actions(self, obj, user):
        """Return what `user` may do with a page at this step: [(name, label, asks for a comment)]."""
        if not may_review(obj, user):
            return []
        return [
            ("reject", _("Pedir cambios"), True),
            ("approve", _("Aprobar"), False),
            ("approve", _("Aprobar con un comentario"), True),
        ]

    def user_can_access_editor(self, obj, user):
        """A reviewer reads and mends what is to be reviewed."""
        return may_review(obj, user)

    def locked_for_user(self, obj, user):
        """What is being reviewed does not change under the reviewer's eyes."""
        return not may_review(obj, user)

    def user_can_lock(self, obj, user):
        """A reviewer may keep the page while working on it."""
        return may_review(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Return the states of this task (QuerySet of TaskState) that wait for `user`."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser or not user.is_active:
            return waiting if user.is_active else waiting.none()
        by_type = defaultdict(dict)
        states = waiting.select_related("workflow_state__content_type")
        for state in states:
            by_type[state.workflow_state.content_type][int(state.workflow_state.object_id)] = state.pk
        mine = []
        for content_type, state_by_page in by_type.items():
            mine += [state_by_page[pk] for pk in pages_to_review(content_type.model_class(), state_by_page, user)]
        return waiting.filter(pk__in=mine)

    @classmethod
    def get_description(cls):
        """Say what the step is, where an administrator puts a workflow together."""
        return _("El equipo de revisión del distrito de cada página; sin equipo, la curaduría de la ciudad.")


class CuratorsApprovalTask(GroupApprovalTask):
    """The step of the city's curators: for what only a review publishes, and for what no district has looked at."""

    class Meta:
        verbose_name = _("verificación de la curaduría")
        verbose_name_plural = _("verificaciones de la curaduría")

    def start(self, workflow_state, user=None):
        """Ask the curators, unless the district's own team approved a page that may go out with that."""
        model = workflow_state.content_object.specific_class
        if getattr(model, "published_by_review", False) or not approved_by_district(workflow_state):
            return super().start(workflow_state, user=user)
        return pass_over(self, workflow_state, gettext("El distrito la aprobó: no necesita otra revisión."))

    @classmethod
    def get_description(cls):
        """Say what the step is, where an administrator puts a workflow together."""
        return _("La curaduría verifica las experiencias; lo demás se publica cuando su distrito lo aprueba.")


def approved_by_district(workflow_state: WorkflowState) -> bool:
    """Tell whether the district's step of a running review (WorkflowState) ended well."""
    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    return approved.filter(task__in=DistrictApprovalTask.objects.all()).exists()


class ReviewNotifier(EmailNotificationMixin, Notifier):
    """Mail to the reviewers of a page that reached its district's step; Wagtail's own knows only tasks of groups."""

    notification = "submitted"

    def __init__(self):
        super().__init__((TaskState,))

    def can_handle(self, instance, **kwargs):
        """Only states of the district's step."""
        return super().can_handle(instance, **kwargs) and isinstance(instance.task.specific, DistrictApprovalTask)

    def get_recipient_users(self, task_state, user=None, **kwargs):
        """Return those who can act, without the one who submitted."""
        reviewers = reviewers_of(task_state.workflow_state.content_object)
        return reviewers.exclude(pk=user.pk) if user else reviewers

    def get_context(self, task_state, **kwargs):
        """Return what Wagtail's templates of this mail need."""
        page = task_state.workflow_state.content_object.specific
        context = super().get_context(task_state, **kwargs)
        return {
            **context,
            "task": task_state.task.specific,
            "object": page,
            "page": page,
            "model_name": page._meta.verbose_name,
        }


notify = ReviewNotifier()


def connect() -> None:
    """Listen to pages that reach a step of a workflow."""
    task_submitted.connect(notify, dispatch_uid="district-review-mail")
