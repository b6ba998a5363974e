"""Review of pages by their district's team: who is in the teams, who may act on a page, and the task of the workflow."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import Task, TaskState

from portal.core.models import BasePage, Role, Team
from portal.core.roles import is_curator


def stored_district_id(page):
    """Return the id of the district in which a page lies as it is stored, or None for one of the whole city.

    Never that of the object in hand: a draft may carry the district of the folder it was moved out of.
    """
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return None
    return model.objects.filter(pk=page.pk).values_list("district_id", flat=True).first()


def district_reviewers(district_id):
    """Return the active accounts (QuerySet of User) that review for a district; none for None."""
    team = {"groups__team__district": district_id, "groups__team__role": Role.REVIEWER}
    accounts = get_user_model().objects.filter(is_active=True)
    return accounts.filter(**team).distinct() if district_id else accounts.none()


def curators():
    """Return the active accounts (QuerySet of User) of the city's curators."""
    return get_user_model().objects.filter(is_active=True, groups__team__role=Role.CURATOR).distinct()


def reviewers_of(page):
    """Return who reviews a page (QuerySet of User): its district's team, or the curators where there is none."""
    team = district_reviewers(stored_district_id(page))
    return team if team.exists() else curators()


def may_review(page, user):
    """Tell whether `user` may act on a page at its district's step; administrators always may."""
    if not user.is_active:
        return False
    return user.is_superuser or reviewers_of(page).filter(pk=user.pk).exists()


class DistrictApprovalTask(Task):
    """The step of the page's own district; one task serves all districts, each sees and decides its own pages."""

    class Meta:
        verbose_name = _("revisión del distrito")
        verbose_name_plural = _("revisiones del distrito")

    def start(self, workflow_state, user=None):
        """Ask the district's team; where nobody could answer, leave a note and go on to the city's curators."""
        page = workflow_state.content_object
        district_id = stored_district_id(page)
        if district_reviewers(district_id).exists():
            return super().start(workflow_state, user=user)
        note = gettext("El distrito no tiene quién revise: pasa a la curaduría de la ciudad.")
        if district_id is None:
            note = gettext("No pertenece a ningún distrito: pasa a la curaduría de la ciudad.")
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=page.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
            comment=note,
        )

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


def pages_to_review(model, primary_keys, user):
    """Return the pks among `primary_keys` of pages of one type that `user` may review (see `may_review`)."""
    pages = model.objects.filter(pk__in=primary_keys)
    reviewed = Team.objects.filter(role=Role.REVIEWER, group__user__is_active=True)
    mine = models.Q(district__in=reviewed.filter(group__user=user).values("district"))
    if is_curator(user):
        mine |= models.Q(district=None) | ~models.Q(district__in=reviewed.values("district"))
    return pages.filter(mine).values_list("pk", flat=True)


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


def connect():
    """Listen to pages that reach a step of a workflow."""
    from wagtail.signals import task_submitted

    task_submitted.connect(notify, dispatch_uid="district-review-mail")
