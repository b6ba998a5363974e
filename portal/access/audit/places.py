"""Where a log entry belongs: the district and the neighbourhood of its object, written into the entry when it is made.

They stay what they were then, also after the object moved or went.
"""

from django.db.models import Model
from django.db.models.signals import pre_save
from wagtail.models import BaseLogEntry, Collection, ModelLogEntry, Page, PageLogEntry
from wagtail.permissions import policy_registry

from portal.access.policy import ScopedPolicy
from portal.access.roles import Subject
from portal.core.models import BasePage, Team

DISTRICT, NEIGHBOURHOOD = "district", "neighbourhood"  # keys of an entry's data


def object_place(item: Model) -> tuple[int | None, int | None]:
    """Return (id of the district, id of the neighbourhood) to which an object belongs, None for what belongs to none."""
    if isinstance(item, Page):
        return place_of_page(item)
    policy = policy_registry.get_by_type(type(item))
    if isinstance(policy, ScopedPolicy):
        lookups = [policy.district, policy.neighbourhood or policy.district]
        found = policy.model._default_manager.filter(pk=item.pk).values_list(*lookups).first() or (None, None)
        return found if policy.neighbourhood else (found[0], None)
    if hasattr(item, "collection_id"):
        return place_of_collection(item.collection_id), None
    return None, None


def place_of_page(page: BasePage) -> tuple[int | None, int | None]:
    """Return the place of a page (Page, specific or not)."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return None, None
    names = {field.name for field in model._meta.get_fields()}
    wanted = [DISTRICT, NEIGHBOURHOOD if NEIGHBOURHOOD in names else DISTRICT]
    found = model.objects.filter(pk=page.pk).values_list(*wanted).first() or (None, None)
    return found if NEIGHBOURHOOD in names else (found[0], None)


def place_of_collection(pk: int) -> int:
    """Return the id of the district whose team has rights on a collection (id) or on one above it, or None."""
    collection = Collection.objects.filter(pk=pk).first()
    if collection is None:
        return None
    above = collection.get_ancestors(inclusive=True)
    teams = Team.objects.filter(district__isnull=False, group__collection_permissions__collection__in=above)
    return teams.values_list("district", flat=True).first()


def is_personal(model: type[Model]) -> bool:
    """Tell whether the objects of a model are personal data."""
    policy = policy_registry.get_by_type(model)
    return isinstance(policy, ScopedPolicy) and policy.subject == Subject.PERSONAL


def object_of(entry: ModelLogEntry | PageLogEntry) -> Model:
    """Return the object of a log entry that is being made, or None when there is none any more."""
    if isinstance(entry, PageLogEntry):
        return entry.page
    model = entry.content_type.model_class()
    return model._base_manager.filter(pk=entry.object_id).first() if model else None


def on_entry(sender: type[BaseLogEntry], instance: ModelLogEntry | PageLogEntry, raw: bool = False, **kwargs) -> None:
    """pre_save of a log entry: a new one gets its place; of personal data it keeps no name, for it lives longer."""
    if raw or instance.pk or DISTRICT in instance.data:
        return
    item = object_of(instance)
    if item is None:
        return
    district, neighbourhood = object_place(item)
    instance.data = {**instance.data, DISTRICT: district, NEIGHBOURHOOD: neighbourhood}
    if is_personal(type(item)):
        instance.label = f"{item._meta.verbose_name} {item.pk}"


def connect() -> None:
    """Listen to both of Wagtail's kinds of entries."""
    for model in (PageLogEntry, ModelLogEntry):
        pre_save.connect(on_entry, sender=model, dispatch_uid=f"audit-{model.__name__}")
