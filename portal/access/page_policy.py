"""The rights of a page: Wagtail's, which come from the tree, narrowed by what the tree does not know.

Narrowed only, never widened: a translator's languages, an official's neighbourhoods, what only a review may publish, and
closed districts. Registered for all pages; `Page.permissions_for_user` answers with the same rules. What Wagtail's and
wagtail-localize's screens ask of nobody is closed in portal/access/page_screens.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from wagtail.models import GroupPagePermission, Page, PagePermissionTester, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.core.models import BasePage, Role, User
from portal.core.translations import earlier_versions

from .roles import Subject, languages_of, scopes_of

EXPLORED_BY = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


def page_types_with(field: str) -> list[type[BasePage]]:
    """Return the page types (list) that have a field of that name, such as "neighbourhood"."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    return [model for model in types if any(known.name == field for known in model._meta.get_fields())]


def reviewed_types() -> list[type[BasePage]]:
    """Return the page types (list) that only the end of a review publishes."""
    return [model for model in get_page_models() if getattr(model, "published_by_review", False)]


def action_of(row: GroupPagePermission) -> str:
    """Return the action of a GroupPagePermission: "change_page" is "change"."""
    return row.permission.codename.rsplit("_", 1)[0]


def stored_neighbourhood(page: Page) -> int | None:
    """Return the id of a page's neighbourhood as it is stored, never a draft's; None where its type has none."""
    model = page.specific_class
    if model not in page_types_with("neighbourhood"):
        return None
    return model.objects.filter(pk=page.pk).values_list("neighbourhood", flat=True).first()


def of_neighbourhoods(neighbourhoods: frozenset[int]) -> Q:
    """Return the condition (Q) on pages that belong to one of these neighbourhoods (ids)."""
    hers = Q(pk__in=[])
    for model in page_types_with("neighbourhood"):
        hers |= Q(pk__in=model.objects.filter(neighbourhood__in=neighbourhoods).values("pk"))
    return hers


def publishes_herself(user: User, model: type[BasePage], district: int | None, neighbourhood: int | None) -> bool:
    """Tell whether an account may publish a new page of a type in a district (ids or None) without a review."""
    if user.is_superuser:
        return True
    for scope in scopes_of(user):
        if not scope.may(Subject.PAGE, "publish"):
            continue
        in_district = scope.district == district and not getattr(model, "published_by_review", False)
        in_hers = scope.neighbourhoods is None or neighbourhood in scope.neighbourhoods
        if scope.district is None or (in_district and in_hers):
            return True
    return False


class Narrowing:
    """What narrows the tree's rights of one account."""

    def __init__(self, user):
        self.user = user
        self.scopes = {(scope.role, scope.district): scope for scope in scopes_of(user)}

    def scope(self, row):
        """Return the Scope behind a GroupPagePermission; None for a group that is no team, False where there is none."""
        team = getattr(row.group, "team", None)
        if team is None:
            return None
        return self.scopes.get((Role(team.role), team.district_id), False)

    def holds(self, row, page, as_folder=False):
        """Tell whether a right of the tree holds for a page that lies below its page; the same as `condition`.

        `as_folder`: for what will be made in it, whose neighbourhood and type the page does not have.
        """
        scope = self.scope(row)
        if not scope or as_folder:
            return scope is not False
        action = action_of(row)
        if scope.role == Role.TRANSLATOR and not self._is_hers_to_translate(page):
            return False
        if action == "publish" and scope.district and page.specific_class in reviewed_types():
            return False
        if scope.neighbourhoods is None:
            return True
        if action == "add" and (page.pk == row.page_id or page.owner_id == self.user.pk):
            return True
        return stored_neighbourhood(page) in scope.neighbourhoods

    def condition(self, row):
        """Return the same as a condition (Q) on the pages below, for lists."""
        scope = self.scope(row)
        if not scope:
            return Q() if scope is None else Q(pk__in=[])
        wanted, action = Q(), action_of(row)
        if scope.role == Role.TRANSLATOR:
            earlier = earlier_versions(OuterRef("translation_key"), OuterRef("pk"))
            wanted &= Q(Exists(earlier), locale__in=languages_of(self.user))
        if action == "publish" and scope.district:
            wanted &= ~Q(content_type__in=ContentType.objects.get_for_models(*reviewed_types()).values())
        if scope.neighbourhoods is not None:
            hers = of_neighbourhoods(scope.neighbourhoods)
            if action == "add":
                hers |= Q(pk=row.page_id) | Q(owner=self.user)
            wanted &= hers
        return wanted

    def _is_hers_to_translate(self, page):
        """Tell whether a page is a translation into one of the account's languages; never what others translate from."""
        ours = page.locale_id in languages_of(self.user)
        return ours and earlier_versions(page.translation_key, page.pk).exists()


def narrowing_of(user: User) -> Narrowing:
    """Return the Narrowing of an account, made once for each object of it."""
    kept = user.__dict__.get("_narrowing")
    if kept is None:
        kept = user.__dict__["_narrowing"] = Narrowing(user)
    return kept


class ScopedPagePolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, narrowed."""

    def get_all_permissions_for_user(self, user):
        """Return the rights that groups have in the tree, with the team of each; none in closed districts.

        Nor any of a translator in the trees of other languages: what Wagtail reads here itself is then narrow enough.
        """
        rows = super().get_all_permissions_for_user(user).select_related("group__team")
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return rows
        foreign = Q(group__team__role=Role.TRANSLATOR) & ~Q(page__locale__in=languages_of(user))
        return rows.exclude(group__team__district__active=False).exclude(foreign)

    def rights(self, user, page, as_folder=False):
        """Return the actions (set) that an account may do with a page, apart from what it owns."""
        narrowing = narrowing_of(user)
        rows = [row for row in self.get_cached_permissions_for_user(user) if page.path.startswith(row.page.path)]
        return {action_of(row) for row in rows if narrowing.holds(row, page, as_folder)}

    def opens_for(self, user, page):
        """Tell whether a page is the folder of a district that a team of the account has: it begins there."""
        scopes = narrowing_of(user)
        rows = [row for row in self.get_cached_permissions_for_user(user) if row.page_id == page.pk]
        return any(scope and scope.district for scope in map(scopes.scope, rows))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Tell whether `user` may do one of `actions` with a page; who may add owns what she made."""
        decided = self._base_user_has_permission(user)
        if decided is not None:
            return decided
        rights = self.rights(user, instance)
        if "add" in rights and instance.owner_id == user.pk:
            rights.add("change")
        return bool(rights & set(actions))

    def condition(self, user, actions):
        """Return the condition (Q) on the pages with which an active account, no superuser, may do one of `actions`."""
        narrowing, wanted = narrowing_of(user), Q(pk__in=[])
        for row in self.get_cached_permissions_for_user(user):
            action, below = action_of(row), Q(path__startswith=row.page.path)
            if action in actions:
                wanted |= below & narrowing.condition(row)
            elif action == "add" and "change" in actions and narrowing.scope(row) is not False:
                wanted |= below & narrowing.condition(row) & Q(owner=user)
        return wanted

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the pages (PageQuerySet) with which `user` may do one of `actions`."""
        everything = self._base_queryset_for_user(user)
        return (
            everything if everything is not None else self.model._default_manager.filter(self.condition(user, actions))
        )

    def explorable_instances(self, user):
        """Return the pages that the explorer shows: those with a right, and the way to them."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        highest = self.explorable_root_instance(user)
        if highest is None:
            return self.model._default_manager.none()
        steps = {step for top in self.tops(user) for step in steps_to(top)}
        pages = self.model._default_manager.filter(self.condition(user, EXPLORED_BY) | Q(path__in=steps))
        return pages.filter(path__startswith=highest.path)

    def tops(self, user):
        """Return the pages at which the rights of an account begin."""
        narrowing = narrowing_of(user)
        rows = [row for row in self.get_cached_permissions_for_user(user) if action_of(row) in EXPLORED_BY]
        return list({row.page_id: row.page for row in rows if narrowing.scope(row) is not False}.values())

    def instances_with_direct_explore_permission(self, user):
        """Return where the explorer may begin."""
        return super().instances_with_direct_explore_permission(user) if user.is_superuser else self.tops(user)

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        """Return the accounts (QuerySet) that may do one of `actions` with a page."""
        able = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        return able.filter(
            pk__in=[user.pk for user in able if self.user_has_any_permission_for_instance(user, actions, instance)]
        )


def steps_to(page: Page) -> list[str]:
    """Return the tree paths (list of str) from the root to a page, its own among them."""
    return [page.path[: page.steplen * depth] for depth in range(1, page.depth + 1)]


class ScopedPageTester(PagePermissionTester):
    """What one account may do with one page, by the same rules; Wagtail's screens ask this."""

    def __init__(self, user, page):
        super().__init__(user, page)
        self.is_her_folder = False
        if user.is_active and not user.is_superuser:
            self.permissions = self.permission_policy.rights(user, page)
            # a team edits and publishes the page of its own district; to move, hide and delete it is the curators'
            self.is_her_folder = "bulk_delete" not in self.permissions and self.permission_policy.opens_for(user, page)

    def can_delete(self, ignore_bulk=False):
        """Tell whether the page may be deleted, and moved: it undoes what adding did, and asks for the same right."""
        if self.is_her_folder or not (self.user.is_superuser or "add" in getattr(self, "permissions", ())):
            return False
        return super().can_delete(ignore_bulk)

    def can_unpublish(self):
        """Tell whether the page may be taken out of the public."""
        return not self.is_her_folder and super().can_unpublish()

    def can_set_view_restrictions(self):
        """Tell whether the page may be shown to some only."""
        return not self.is_her_folder and super().can_set_view_restrictions()

    def can_copy(self):
        """Tell whether the page may be copied."""
        return not self.is_her_folder and super().can_copy()

    def can_publish_subpage(self):
        """Tell whether a new page may be published at once; its form asks again, when it knows what it is."""
        if not self.user.is_active or self.user.is_superuser:
            return super().can_publish_subpage()
        narrowed, self.permissions = self.permissions, self.permission_policy.rights(self.user, self.page, True)
        try:
            return super().can_publish_subpage()
        finally:
            self.permissions = narrowed


def permissions_for_user(page: Page, user: User) -> ScopedPageTester:
    """Return what `user` may do with a page (any Page, specific or not)."""
    return ScopedPageTester(user, page)


def connect() -> None:
    """Register the policy for all pages and give it to Page itself: most screens hold pages that are not specific."""
    register_permission_policy(Page, ScopedPagePolicy(Page))
    Page.permissions_for_user = permissions_for_user
