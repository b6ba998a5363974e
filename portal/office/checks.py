"""House rules about rights: no group has Django's permissions on a record, and no screen of a record asks nobody."""

from collections.abc import Iterable, Iterator, Sequence

from django.apps import AppConfig
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Error, Tags, Warning, register
from django.db import connections
from django.db.models import Model
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver
from wagtail.permissions import policy_registry

from portal.access.checks import our_models
from portal.access.policy import ScopedPolicy
from portal.access.scoped import ScopedChosenMultipleView, ScopedChosenView, ScopedListing, ScopedView

#: what stands before a view that shows only what the account may see
BOUND = (ScopedView, ScopedListing, ScopedChosenView, ScopedChosenMultipleView)


def scoped_models() -> set[type[Model]]:
    """Return the models (set) whose rights are those of a ScopedPolicy."""
    return {
        model for model in our_models() if isinstance(policy_registry.get_by_type(model, fallback=False), ScopedPolicy)
    }


def surplus_permissions(using: str = "default") -> list[tuple[str, str]]:
    """Return [(who, permission)] of Django permissions on scoped records: "group West", "account west-editor"."""
    types = [ContentType.objects.db_manager(using).get_for_model(model).pk for model in scoped_models()]
    permissions = Permission.objects.using(using).filter(content_type__in=types)
    groups = permissions.filter(group__isnull=False).values_list("group__name", "codename")
    accounts = permissions.filter(user__isnull=False).values_list("user__username", "codename")
    return [
        *((f"group {name}", codename) for name, codename in groups.order_by("group__name", "codename")),
        *((f"account {name}", codename) for name, codename in accounts.order_by("user__username", "codename")),
    ]


@register(Tags.database)
def no_permission_beside_the_table(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs
) -> list[Warning]:
    """Return a Warning for each Django permission on a record: with it the site history shows every district's (W001)."""
    faults = []
    for using in databases or []:
        with connections[using].cursor() as cursor:
            tables = connections[using].introspection.table_names(cursor)
        if Permission._meta.db_table not in tables or ContentType._meta.db_table not in tables:
            continue  # nothing was migrated yet
        faults += [
            Warning(
                f"The {who} has the permission {codename}.",
                hint="Take it away: rights on records come from portal/access/roles.py alone.",
                id="portal.W001",
            )
            for who, codename in surplus_permissions(using)
        ]
    return faults


def views_of(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator:
    """Yield (address, class, model) of every class-based view below URL patterns that names a model."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from views_of(pattern.url_patterns, address)
            continue
        view = getattr(pattern.callback, "view_class", None)
        given = getattr(pattern.callback, "view_initkwargs", {})
        names = ("model", "model_class")
        model = next((given.get(name) or getattr(view, name, None) for name in names if view), None)
        if view and isinstance(model, type):
            yield address, view, model


def unbound_views(views: Iterable[tuple[str, type, type[Model]]], scoped: set[type[Model]]) -> list[Error]:
    """Return an Error for each of `views` (see `views_of`) of a scoped model that does not ask its policy (portal.E006)."""
    return [
        Error(
            f"{view.__name__} at {address} shows {model.__name__} and does not ask who may see which.",
            hint="Register the model's screens with ScopedModelViewSet or ScopedChooserViewSet (portal/access/scoped.py).",
            obj=model,
            id="portal.E006",
        )
        for address, view, model in views
        if model in scoped and not issubclass(view, BOUND)
    ]


@register(Tags.urls)
def screens_ask_the_policy(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[Error]:
    """Return the faults of all screens of the admin."""
    # by name: its module reads every hook, so only when all apps are ready
    return unbound_views(views_of(get_resolver("wagtail.admin.urls").url_patterns), scoped_models())
