"""What waits among pictures and records: words for whoever does not see, counters that are old, facts that are missing."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from portal.core.models import PortalImage, User
from portal.core.registry import TodoLine
from portal.territory.models import CoverageCount, Neighbourhood

from .pages import YEAR


def fact_names() -> dict[str, str]:
    """Return {field: what it is called} in the reader's language."""
    return {
        "population": gettext("la población"),
        "responsible_role": gettext("quién responde"),
        "responsible_phone": gettext("el teléfono de la oficina"),
    }


def pictures_without_text(user: User) -> QuerySet[PortalImage]:
    """Return the pictures of an account's collections that do not say what they show."""
    model = get_image_model()
    pictures = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["change"])
    return pictures.filter(description="").select_related("collection").order_by("-created_at", "-pk")


def picture_line(picture: PortalImage) -> TodoLine:
    """Say in which collection it lies."""
    return TodoLine(picture.title, reverse("wagtailimages:edit", args=[picture.pk]), picture.collection.name)


def neighbourhoods_of(user: User) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods that an account may change, of open districts."""
    policy = policy_registry.get_by_type(Neighbourhood)
    rows = policy.instances_user_has_any_permission_for(user, ["change"]).filter(district__active=True)
    return rows.select_related("district").order_by("district__order", "name")


def old_counters(user: User) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods that nobody counted for a year, or ever."""
    limit = timezone.localdate() - YEAR
    last = CoverageCount.objects.filter(neighbourhood=OuterRef("pk")).order_by("-date").values("date")[:1]
    counted = neighbourhoods_of(user).annotate(counted=Subquery(last))
    return counted.filter(Q(counted__lt=limit) | Q(counted=None))


def counter_line(neighbourhood: Neighbourhood) -> TodoLine:
    """Say when it was last counted."""
    last = neighbourhood.counted
    said = gettext("contado por última vez el %(date)s") % {"date": date_format(last, "DATE_FORMAT")} if last else ""
    return neighbourhood_line(neighbourhood, said or gettext("sin contar todavía"))


def neighbourhood_line(neighbourhood: Neighbourhood, detail: str) -> TodoLine:
    """Return the TodoLine of a neighbourhood."""
    url = reverse("neighbourhoods:edit", args=[neighbourhood.pk])
    return TodoLine(neighbourhood.name, url, f"{neighbourhood.district.name} · {detail}")


def missing_facts(user: User) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods that lack a fact without which their page says too little."""
    lacking = Q(population=None) | Q(responsible_role="") | Q(responsible_phone="")
    return neighbourhoods_of(user).filter(lacking)


def fact_line(neighbourhood: Neighbourhood) -> TodoLine:
    """Say which facts are missing."""
    names = [name for field, name in fact_names().items() if not getattr(neighbourhood, field)]
    return neighbourhood_line(neighbourhood, gettext("falta: %(facts)s") % {"facts": ", ".join(names)})
