"""The rights of a page: Wagtail's, which come from the tree, narrowed by what the tree does not know.

Narrowed only, never widened: a translator's languages, an official's neighbourhoods, what only a review may publish, and
closed districts. Registered for all pages; `Page.permissions_for_user` answers with the same rules.
"""

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from .models import BasePage, Role
from .roles import languages_of, scopes_of

EXPLORED_BY = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


def page_types_with(field):
    """Return the page types (list) that have their own field of that name, such as "neighbourhood"."""
    return [model for model in BasePage.__subclasses__() if any(f.name == field for f in model._meta.local_fields)]


def action_of(row):
    """Return the action of a GroupPagePermission: "change_page" is "change"."""
    return row.permission.codename.rsplit("_", 1)[0]


def stored_neighbourhood(page):
    """Return the id of a page's neighbourhood as it is stored, never a draft's; None where its type has none."""
    model = page.specific_class
    if model not in page_types_with("neighbourhood"):
        return None
    return model.objects.filter(pk=page.pk).values_list("neighbourhood", flat=True).first()


class Narrowing:
    """What narrows the tree's rights of one account."""

    def __init__(self, user):
        self.user = user
        self.scopes = {(scope.role, scope.district): scope for scope in scopes_of(user)}

    def scope(self, row):
        """Return the Scope behind a GroupPagePermission; None for a group that is no team, False for a closed one."""
        team = getattr(row.group, "team", None)
        if team is None:
            return None
        return self.scopes.get((Role(team.role), team.district_id), False)

    def holds(self, row, page, as_folder=False):
        """Tell whether a right of the tree holds for a page that lies below its page.

        `as_folder`: for what will be made in it, whose neighbourhood and type the page does not have.
        """
        scope = self.scope(row)
        if scope is None:
            return True
        if scope is False:
            return False
        if scope.role == Role.TRANSLATOR and page.locale_id not in languages_of(self.user):
            return False
        if as_folder:
            return True
        if (
            action_of(row) == "publish"
            and scope.district
            and getattr(page.specific_class, "published_by_review", False)
        ):
            return False
        if scope.neighbourhoods is None or action_of(row) == "add":
            return True
        return stored_neighbourhood(page) in scope.neighbourhoods

    def condition(self, row):
        """Return the same as a condition (Q) on Page, for lists."""
        scope = self.scope(row)
        if scope is None:
            return Q()
        if scope is False:
            return Q(pk__in=[])
        wanted = Q()
        if scope.role == Role.TRANSLATOR:
            wanted &= Q(locale__in=languages_of(self.user))
        if action_of(row) == "publish" and scope.district:
            reviewed = [model for model in BasePage.__subclasses__() if model.published_by_review]
            for model in reviewed:
                wanted &= Q(**{f"{model._meta.model_name}__isnull": True})
        if scope.neighbourhoods is not None and action_of(row) != "add":
            hers = Q(pk__in=[])
            for model in page_types_with("neighbourhood"):
                hers |= Q(**{f"{model._meta.model_name}__neighbourhood__in": scope.neighbourhoods})
            wanted &= hers
        return wanted


def narrowing_of(user):
    """Return the Narrowing of an account, made once for each object of it."""
    kept = user.__dict__.get("_narrowing")
    if kept is None:
        kept = user.__dict__["_narrowing"] = Narrowing(user)
    return kept


class ScopedPagePolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, narrowed."""

    def get_all_permissions_for_user(self, user):
        """Return the rights that groups have in the tree, with the team of each group."""
        return super().get_all_permissions_for_user(user).select_related("group__team")

    def rights(self, user, page, as_folder=False):
        """Return the actions (set) that an account may do with a page, apart from what it owns."""
        narrowing = narrowing_of(user)
        rows = [row for row in self.get_cached_permissions_for_user(user) if page.path.startswith(row.page.path)]
        return {action_of(row) for row in rows if narrowing.holds(row, page, as_folder)}

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Tell whether `user` may do one of `actions` with a page; who may add owns what she made."""
        decided = self._base_user_has_permission(user)
        if decided is not None:
            return decided
        rights = self.rights(user, instance)
        if "add" in rights and instance.owner_id == user.pk:
            rights.add("change")
        return bool(rights & set(actions))

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the pages (PageQuerySet) with which `user` may do one of `actions`."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        narrowing, wanted = narrowing_of(user), Q(pk__in=[])
        for row in self.get_cached_permissions_for_user(user):
            action, below = action_of(row), Q(path__startswith=row.page.path)
            if action in actions:
                wanted |= below & narrowing.condition(row)
            elif action == "add" and "change" in actions and narrowing.scope(row) is not False:
                wanted |= below & Q(owner=user)
        return self.model._default_manager.filter(wanted)

    def explorable_instances(self, user):
        """Return the pages that the explorer shows: those with a right, and the way to them."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        tops = self.tops(user)
        if not tops:
            return self.model._default_manager.none()
        steps = {top.path[: top.steplen * depth] for top in tops for depth in range(1, top.depth + 1)}
        highest = self.explorable_root_instance(user)
        shown = self.instances_user_has_any_permission_for(user, EXPLORED_BY).values("pk")
        pages = self.model._default_manager.filter(Q(pk__in=shown) | Q(path__in=steps))
        return pages.filter(path__startswith=highest.path)

    def tops(self, user):
        """Return the pages at which the rights of an account begin, without those of closed districts and languages."""
        narrowing = narrowing_of(user)
        rows = [row for row in self.get_cached_permissions_for_user(user) if action_of(row) in EXPLORED_BY]
        return list({row.page_id: row.page for row in rows if self._begins(narrowing, row)}.values())

    @staticmethod
    def _begins(narrowing, row):
        """Tell whether something below the page of a right may be the account's."""
        scope = narrowing.scope(row)
        if scope is None or scope is False:
            return scope is None
        return scope.role != Role.TRANSLATOR or row.page.locale_id in languages_of(narrowing.user)

    def instances_with_direct_explore_permission(self, user):
        """Return where the explorer may begin."""
        if user.is_superuser:
            return super().instances_with_direct_explore_permission(user)
        return self.tops(user)

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        """Return the accounts (QuerySet) that may do one of `actions` with a page."""
        able = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        return able.filter(
            pk__in=[user.pk for user in able if self.user_has_any_permission_for_instance(user, actions, instance)]
        )


class ScopedPageTester(PagePermissionTester):
    """What one account may do with one page, by the same rules; Wagtail's screens ask this."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions = self.permission_policy.rights(user, page)

    def can_publish_subpage(self):
        """Tell whether a new page may be published at once; the page itself is asked again when it is."""
        if not self.user.is_active or self.user.is_superuser:
            return super().can_publish_subpage()
        narrowed, self.permissions = self.permissions, self.permission_policy.rights(self.user, self.page, True)
        try:
            return super().can_publish_subpage()
        finally:
            self.permissions = narrowed


def permissions_for_user(page, user):
    """Return what `user` may do with a page (any Page, specific or not)."""
    return ScopedPageTester(user, page)


def connect():
    """Register the policy for all pages and give it to Page itself: most screens hold pages that are not specific."""
    from wagtail.permissions import register_permission_policy

    register_permission_policy(Page, ScopedPagePolicy(Page))
    Page.permissions_for_user = permissions_for_user
